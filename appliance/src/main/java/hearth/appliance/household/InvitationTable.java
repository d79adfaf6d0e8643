package hearth.appliance.household;

import hearth.protocol.crypto.Crypto;
import hearth.sqlite.Database;
import hearth.web.household.Invitation;
import hearth.web.household.InvitationId;
import hearth.web.household.InvitationState;
import hearth.web.household.InvitationToken;
import hearth.web.household.MemberName;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The invitations, in the household's database. Of a token only a hash is kept; a token has 256 random bits, so the hash
 * need not be slow.
 */
final class InvitationTable {

    /** The table, a schema step of the household's database. */
    static final String SCHEMA = """
            CREATE TABLE invitation (
                number     INTEGER PRIMARY KEY,       -- order of inviting
                id         TEXT NOT NULL UNIQUE,
                token_hash BLOB NOT NULL UNIQUE,      -- SHA-256
                name       TEXT NOT NULL,
                name_key   TEXT NOT NULL,
                role       TEXT NOT NULL CHECK (role IN ('owner', 'adult', 'child', 'guest', 'screen')),
                expires    INTEGER NOT NULL,          -- ms since 1970
                fate       TEXT NOT NULL DEFAULT 'open' CHECK (fate IN ('open', 'used', 'withdrawn'))
            ) STRICT""";

    private final Database database;

    InvitationTable(Database database) {
        this.database = database;
    }

    /** Invitations that can be used at {@code now}, oldest first. */
    List<Invitation> open(Instant now) {
        return database.read(connection -> open(connection, now));
    }

    List<Invitation> open(Connection connection, Instant now) throws SQLException {
        var query = database.prepared(
                connection,
                "SELECT id, name, role, expires FROM invitation WHERE fate = 'open' AND expires > ? ORDER BY number");
        query.setLong(1, now.toEpochMilli());
        try (var rows = query.executeQuery()) {
            var all = new ArrayList<Invitation>();
            while (rows.next()) {
                all.add(invitation(rows));
            }
            return all;
        }
    }

    void add(Connection connection, Invitation invitation, InvitationToken token) throws SQLException {
        var statement = database.prepared(
                connection,
                "INSERT INTO invitation (id, token_hash, name, name_key, role, expires) VALUES (?, ?, ?, ?, ?, ?)");
        statement.setString(1, invitation.id().text());
        statement.setBytes(2, hash(token));
        statement.setString(3, invitation.name().text());
        statement.setString(4, invitation.name().key());
        statement.setString(5, Roles.text(invitation.role()));
        statement.setLong(6, invitation.expires().toEpochMilli());
        statement.executeUpdate();
    }

    InvitationState state(InvitationToken token, Instant now) {
        return database.read(connection -> state(connection, token, now));
    }

    InvitationState state(Connection connection, InvitationToken token, Instant now) throws SQLException {
        var query = database.prepared(
                connection, "SELECT id, name, role, expires, fate FROM invitation WHERE token_hash = ?");
        query.setBytes(1, hash(token));
        try (var rows = query.executeQuery()) {
            if (!rows.next()) {
                return new InvitationState.Unknown();
            }
            return switch (rows.getString(5)) {
                case "used" -> new InvitationState.Used();
                case "withdrawn" -> new InvitationState.Withdrawn();
                default -> {
                    var invitation = invitation(rows);
                    yield invitation.expires().isAfter(now)
                            ? new InvitationState.Open(invitation)
                            : new InvitationState.Expired();
                }
            };
        }
    }

    void use(Connection connection, InvitationId id) throws SQLException {
        end(connection, id, "used");
    }

    void withdraw(Connection connection, InvitationId id) throws SQLException {
        end(connection, id, "withdrawn");
    }

    private void end(Connection connection, InvitationId id, String fate) throws SQLException {
        var statement = database.prepared(connection, "UPDATE invitation SET fate = ? WHERE id = ? AND fate = 'open'");
        statement.setString(1, fate);
        statement.setString(2, id.text());
        statement.executeUpdate();
    }

    /** Forgets invitations that ended before {@code moment}. */
    void forgetBefore(Connection connection, Instant moment) throws SQLException {
        var statement = database.prepared(connection, "DELETE FROM invitation WHERE expires <= ?");
        statement.setLong(1, moment.toEpochMilli());
        statement.executeUpdate();
    }

    Optional<Invitation> openByName(Connection connection, MemberName name, Instant now) throws SQLException {
        return open(connection, now).stream()
                .filter(invitation -> invitation.name().key().equals(name.key()))
                .findFirst();
    }

    private static byte[] hash(InvitationToken token) {
        return Crypto.sha256(token.text().getBytes(StandardCharsets.US_ASCII));
    }

    private static Invitation invitation(ResultSet row) throws SQLException {
        return new Invitation(
                new InvitationId(row.getString(1)),
                new MemberName(row.getString(2)),
                Roles.role(row.getString(3)),
                Instant.ofEpochMilli(row.getLong(4)));
    }
}
