package hearth.service.store;

import hearth.protocol.Bytes;
import hearth.protocol.id.Account;
import hearth.protocol.rpc.RevokeSubaccount;
import hearth.protocol.rpc.SubaccountToken;
import hearth.sqlite.Database;
import hearth.sqlite.GroupCommit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Revoked subaccounts, in the file of the messages. */
final class SqliteRevocations implements RevocationStore {

    private final Database database;
    private final GroupCommit group;

    SqliteRevocations(Database database, GroupCommit group) {
        this.database = database;
        this.group = group;
    }

    @Override
    public void revoke(Account account, List<SubaccountToken> tokens, Instant now) {
        var key = account.bytes();
        group.update(connection -> {
            for (var token : tokens) {
                // A row that is replaced gets a new id: it becomes the newest.
                var insert = database.prepared(
                        connection, "INSERT OR REPLACE INTO revocations(account, token, touched) VALUES (?, ?, ?)");
                insert.setBytes(1, key);
                insert.setBytes(2, token.bytes().toArray());
                insert.setLong(3, now.toEpochMilli());
                insert.executeUpdate();
            }
            var forget = database.prepared(connection, """
                    DELETE FROM revocations WHERE account = ?1 AND id NOT IN
                        (SELECT id FROM revocations WHERE account = ?1 ORDER BY id DESC LIMIT ?2)""");
            forget.setBytes(1, key);
            forget.setInt(2, RevokeSubaccount.TOKENS_MAX);
            forget.executeUpdate();
        });
    }

    @Override
    public int unrevoke(Account account, List<SubaccountToken> tokens) {
        var key = account.bytes();
        return group.<Integer>write(connection -> {
            var gone = 0;
            for (var token : tokens) {
                var delete = database.prepared(connection, "DELETE FROM revocations WHERE account = ? AND token = ?");
                delete.setBytes(1, key);
                delete.setBytes(2, token.bytes().toArray());
                gone += delete.executeUpdate();
            }
            return gone;
        });
    }

    @Override
    public List<SubaccountToken> revoked(Account account) {
        var key = account.bytes();
        return database.read(connection -> {
            var select = database.prepared(connection, "SELECT token FROM revocations WHERE account = ? ORDER BY id");
            select.setBytes(1, key);
            var tokens = new ArrayList<SubaccountToken>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    tokens.add(new SubaccountToken(Bytes.wrap(rows.getBytes(1))));
                }
            }
            return tokens;
        });
    }

    @Override
    public boolean isRevoked(Account account, SubaccountToken token) {
        var key = account.bytes();
        return database.<Boolean>read(connection -> {
            var select = database.prepared(connection, "SELECT 1 FROM revocations WHERE account = ? AND token = ?");
            select.setBytes(1, key);
            select.setBytes(2, token.bytes().toArray());
            return Rows.number(select) == 1;
        });
    }

    /** Forgets old revocations of accounts without messages, and notes that the other old ones are needed still. */
    void forgetUnneeded(Instant now) {
        var before = now.minus(Duration.ofDays(DAYS_KEPT)).toEpochMilli();
        var old = database.<Long>read(connection -> {
            var select = database.prepared(connection, "SELECT 1 FROM revocations WHERE touched <= ? LIMIT 1");
            select.setLong(1, before);
            return Rows.number(select);
        });
        if (old == 0) {
            return;
        }
        group.update(connection -> {
            var forget = database.prepared(connection, """
                    DELETE FROM revocations WHERE touched <= ?1 AND NOT EXISTS
                        (SELECT 1 FROM messages WHERE substr(messages.account, 2, 8) = substr(revocations.account, 2, 8)
                            AND messages.account = revocations.account)""");
            forget.setLong(1, before);
            forget.executeUpdate();
            var touch = database.prepared(connection, "UPDATE revocations SET touched = ?2 WHERE touched <= ?1");
            touch.setLong(1, before);
            touch.setLong(2, now.toEpochMilli());
            touch.executeUpdate();
        });
    }
}
