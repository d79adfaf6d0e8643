package hearth.appliance.household;

import hearth.sqlite.Database;
import hearth.web.household.Member;
import hearth.web.household.MemberName;
import hearth.web.household.RecoveryState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The members, in the household's database. Their words, accounts and keys are elsewhere: in their vaults. */
final class MemberTable {

    /** The table, a schema step of the household's database. */
    static final String SCHEMA = """
            CREATE TABLE member (
                number          INTEGER PRIMARY KEY,      -- order of joining
                id              TEXT NOT NULL UNIQUE,     -- also the name of the folder with the member's vault
                name            TEXT NOT NULL,
                name_key        TEXT NOT NULL UNIQUE,     -- two names with one key are the same person
                role            TEXT NOT NULL CHECK (role IN ('owner', 'adult', 'child', 'guest', 'screen')),
                joined          INTEGER NOT NULL,         -- ms since 1970
                words_confirmed INTEGER NOT NULL DEFAULT 0,
                words_postponed INTEGER                   -- ms since 1970: reminds again from then on
            ) STRICT""";

    private final Database database;

    MemberTable(Database database) {
        this.database = database;
    }

    /** Everybody, the owner first, then in the order they joined. */
    List<Member> all() {
        return database.read(connection -> {
            var query =
                    database.prepared(connection, "SELECT id, name, role FROM member ORDER BY role <> 'owner', number");
            try (var rows = query.executeQuery()) {
                var members = new ArrayList<Member>();
                while (rows.next()) {
                    members.add(member(rows));
                }
                return members;
            }
        });
    }

    Optional<Member> byName(MemberName name) {
        return database.read(connection -> byName(connection, name));
    }

    Optional<Member> byName(Connection connection, MemberName name) throws SQLException {
        var query = database.prepared(connection, "SELECT id, name, role FROM member WHERE name_key = ?");
        query.setString(1, name.key());
        try (var rows = query.executeQuery()) {
            return rows.next() ? Optional.of(member(rows)) : Optional.empty();
        }
    }

    Optional<Member> byId(String id) {
        return database.read(connection -> {
            var query = database.prepared(connection, "SELECT id, name, role FROM member WHERE id = ?");
            query.setString(1, id);
            try (var rows = query.executeQuery()) {
                return rows.next() ? Optional.of(member(rows)) : Optional.empty();
            }
        });
    }

    int count(Connection connection) throws SQLException {
        try (var rows =
                database.prepared(connection, "SELECT count(*) FROM member").executeQuery()) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    void add(Connection connection, Member member, Instant now) throws SQLException {
        var statement = database.prepared(
                connection, "INSERT INTO member (id, name, name_key, role, joined) VALUES (?, ?, ?, ?, ?)");
        statement.setString(1, member.id());
        statement.setString(2, member.name().text());
        statement.setString(3, member.name().key());
        statement.setString(4, Roles.text(member.role()));
        statement.setLong(5, now.toEpochMilli());
        statement.executeUpdate();
    }

    /** Whether the member wrote their recovery words down. */
    RecoveryState recoveryState(String id) {
        return database.read(connection -> {
            var query =
                    database.prepared(connection, "SELECT words_confirmed, words_postponed FROM member WHERE id = ?");
            query.setString(1, id);
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    return new RecoveryState.Due();
                }
                if (rows.getBoolean(1)) {
                    return new RecoveryState.Confirmed();
                }
                var until = rows.getLong(2);
                return rows.wasNull()
                        ? new RecoveryState.Due()
                        : new RecoveryState.Postponed(Instant.ofEpochMilli(until));
            }
        });
    }

    void confirmWords(String id) {
        database.update(connection -> {
            var statement = database.prepared(connection, "UPDATE member SET words_confirmed = 1 WHERE id = ?");
            statement.setString(1, id);
            statement.executeUpdate();
        });
    }

    void postponeWords(String id, Instant until) {
        database.update(connection -> {
            var statement = database.prepared(connection, "UPDATE member SET words_postponed = ? WHERE id = ?");
            statement.setLong(1, until.toEpochMilli());
            statement.setString(2, id);
            statement.executeUpdate();
        });
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(row.getString(1), new MemberName(row.getString(2)), Roles.role(row.getString(3)));
    }
}
