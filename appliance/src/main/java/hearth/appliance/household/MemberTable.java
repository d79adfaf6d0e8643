package hearth.appliance.household;

import hearth.client.vault.AccountRef;
import hearth.sqlite.Database;
import hearth.web.household.Member;
import hearth.web.household.MemberName;
import hearth.web.household.RecoveryState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
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

    /** What came to the table later, a schema step as well. */
    static final String SCHEMA_ACCOUNTS = """
            ALTER TABLE member ADD COLUMN lock_seconds INTEGER;   -- locks after so long without use; NULL for never

            CREATE TABLE account_words (
                account         TEXT PRIMARY KEY,                 -- as in the member's vault
                member          TEXT NOT NULL,
                words_confirmed INTEGER NOT NULL DEFAULT 0,
                words_postponed INTEGER                           -- ms since 1970: reminds again from then on
            ) STRICT""";

    /** And later still. */
    static final String SCHEMA_LOOK = """
            ALTER TABLE member ADD COLUMN look TEXT;              -- as pages write it; NULL until chosen""";

    /** Came later still. */
    static final String SCHEMA_HIDDEN_WORDS =
            "ALTER TABLE account_words ADD COLUMN words_hidden INTEGER NOT NULL DEFAULT 0";

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

    /** Whether the member wrote down the recovery words of an account; one from before has no row of its own. */
    RecoveryState recoveryState(String id, AccountRef account) {
        return database.read(connection -> {
            var own = database.prepared(
                    connection,
                    "SELECT words_confirmed, words_postponed, words_hidden FROM account_words WHERE account = ?");
            own.setString(1, account.text());
            var known = recoveryState(own);
            if (known.isPresent()) {
                return known.get();
            }
            var before = database.prepared(
                    connection, "SELECT words_confirmed, words_postponed, 0 FROM member WHERE id = ?");
            before.setString(1, id);
            return recoveryState(before).orElseGet(RecoveryState.Due::new);
        });
    }

    private static Optional<RecoveryState> recoveryState(PreparedStatement query) throws SQLException {
        try (var rows = query.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            if (rows.getBoolean(3)) {
                return Optional.of(new RecoveryState.Hidden());
            }
            if (rows.getBoolean(1)) {
                return Optional.of(new RecoveryState.Confirmed());
            }
            var until = rows.getLong(2);
            return Optional.of(
                    rows.wasNull()
                            ? new RecoveryState.Due()
                            : new RecoveryState.Postponed(Instant.ofEpochMilli(until)));
        }
    }

    /** A fresh account's words are not written down. */
    void addAccount(String id, AccountRef account) {
        setWords(id, account, false, Optional.empty());
    }

    void removeAccount(AccountRef account) {
        database.update(connection -> {
            var statement = database.prepared(connection, "DELETE FROM account_words WHERE account = ?");
            statement.setString(1, account.text());
            statement.executeUpdate();
        });
    }

    void confirmWords(String id, AccountRef account) {
        setWords(id, account, true, Optional.empty());
    }

    void postponeWords(String id, AccountRef account, Instant until) {
        switch (recoveryState(id, account)) {
            case RecoveryState.Confirmed _, RecoveryState.Hidden _ -> {
                // There is nothing left to do later.
            }
            case RecoveryState.Due _, RecoveryState.Postponed _ -> setWords(id, account, false, Optional.of(until));
        }
    }

    void hideWords(String id, AccountRef account) {
        if (recoveryState(id, account) instanceof RecoveryState.Confirmed) {
            setWords(id, account, true, Optional.empty());
            database.update(connection -> {
                var statement =
                        database.prepared(connection, "UPDATE account_words SET words_hidden = 1 WHERE account = ?");
                statement.setString(1, account.text());
                statement.executeUpdate();
            });
        }
    }

    private void setWords(String id, AccountRef account, boolean confirmed, Optional<Instant> postponed) {
        database.update(connection -> {
            var statement = database.prepared(
                    connection,
                    "INSERT INTO account_words (account, member, words_confirmed, words_postponed) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (account) DO UPDATE SET words_confirmed = excluded.words_confirmed,"
                            + " words_postponed = excluded.words_postponed");
            statement.setString(1, account.text());
            statement.setString(2, id);
            statement.setBoolean(3, confirmed);
            if (postponed.isPresent()) {
                statement.setLong(4, postponed.get().toEpochMilli());
            } else {
                statement.setNull(4, Types.INTEGER);
            }
            statement.executeUpdate();
        });
    }

    /** How long the member's browsers stay open without being used; empty for as long as the session lasts. */
    Optional<Duration> lockAfter(String id) {
        return database.read(connection -> {
            var query = database.prepared(connection, "SELECT lock_seconds FROM member WHERE id = ?");
            query.setString(1, id);
            try (var rows = query.executeQuery()) {
                var seconds = rows.next() ? rows.getLong(1) : 0;
                return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
            }
        });
    }

    void setLockAfter(String id, Optional<Duration> after) {
        database.update(connection -> {
            var statement = database.prepared(connection, "UPDATE member SET lock_seconds = ? WHERE id = ?");
            if (after.isPresent()) {
                statement.setLong(1, after.get().toSeconds());
            } else {
                statement.setNull(1, Types.INTEGER);
            }
            statement.setString(2, id);
            statement.executeUpdate();
        });
    }

    /** How pages look to the member; empty until they chose. */
    Optional<String> look(String id) {
        return database.read(connection -> {
            var query = database.prepared(connection, "SELECT look FROM member WHERE id = ?");
            query.setString(1, id);
            try (var rows = query.executeQuery()) {
                return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
            }
        });
    }

    void setLook(String id, String look) {
        database.update(connection -> {
            var statement = database.prepared(connection, "UPDATE member SET look = ? WHERE id = ?");
            statement.setString(1, look);
            statement.setString(2, id);
            statement.executeUpdate();
        });
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(row.getString(1), new MemberName(row.getString(2)), Roles.role(row.getString(3)));
    }
}
