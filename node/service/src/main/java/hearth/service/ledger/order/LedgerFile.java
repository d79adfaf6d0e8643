package hearth.service.ledger.order;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.CertifiedBlock;
import hearth.protocol.ledger.Epoch;
import hearth.protocol.ledger.LedgerHash;
import hearth.service.ledger.Reason;
import hearth.service.ledger.Refused;
import hearth.sqlite.Database;
import hearth.sqlite.Options;
import hearth.sqlite.SqlFunction;
import hearth.sqlite.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** A ledger in one SQLite file. */
final class LedgerFile implements LedgerStore {

    /** An outcome without reason is that of an item that was taken; height 0 is that of one refused without a block. */
    private static final List<String> SCHEMA = List.of("""
            CREATE TABLE block (height INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
            CREATE TABLE epoch (height INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
            CREATE TABLE snapshot (
                only INTEGER PRIMARY KEY CHECK (only = 1), height INTEGER NOT NULL, bytes BLOB NOT NULL);
            CREATE TABLE said (turn INTEGER PRIMARY KEY, height INTEGER NOT NULL, bytes BLOB NOT NULL);
            CREATE TABLE outcome (item BLOB PRIMARY KEY, height INTEGER NOT NULL, reason TEXT) WITHOUT ROWID;
            CREATE TABLE kept (arrival INTEGER PRIMARY KEY, item BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL);
            CREATE TABLE history (
                subject BLOB NOT NULL, height INTEGER NOT NULL, place INTEGER NOT NULL, time INTEGER NOT NULL,
                kind TEXT NOT NULL, amount INTEGER NOT NULL, other BLOB NOT NULL,
                PRIMARY KEY (subject, height, place)) WITHOUT ROWID;
            """);

    private final Database database;

    private LedgerFile(Database database) {
        this.database = database;
    }

    /** How many steps its form has gone through; it only grows. */
    static int schemaSteps() {
        return SCHEMA.size();
    }

    static LedgerFile open(Path file) {
        return new LedgerFile(Database.open(file, SCHEMA, Options.DEFAULT.withCheck(Options.Check.AFTER_CRASH)));
    }

    @Override
    public Optional<Bytes> snapshot() {
        return database.read(connection -> {
            var query = database.prepared(connection, "SELECT bytes FROM snapshot");
            return rows(query, row -> Bytes.wrap(row.getBytes(1))).stream().findFirst();
        });
    }

    @Override
    public Optional<SnapshotSize> snapshotSize() {
        return database.read(connection -> {
            var query = database.prepared(connection, "SELECT height, length(bytes) FROM snapshot");
            return rows(query, row -> new SnapshotSize(row.getLong(1), row.getInt(2))).stream()
                    .findFirst();
        });
    }

    @Override
    public Bytes snapshotPart(int offset, int length) {
        return database.read(connection -> {
            var query = database.prepared(connection, "SELECT substr(bytes, ?, ?) FROM snapshot");
            query.setInt(1, offset + 1);
            query.setInt(2, length);
            return rows(query, row -> Bytes.wrap(row.getBytes(1))).stream()
                    .findFirst()
                    .orElse(Bytes.EMPTY);
        });
    }

    @Override
    public List<CertifiedBlock> blocks(long height, int max) {
        var blocks = database.read(connection -> {
            var query =
                    database.prepared(connection, "SELECT bytes FROM block WHERE height >= ? ORDER BY height LIMIT ?");
            query.setLong(1, height);
            query.setInt(2, max);
            return rows(query, row -> own(row.getBytes(1), CertifiedBlock::decode));
        });
        var isThere = !blocks.isEmpty() && blocks.getFirst().height() == height;
        return isThere ? blocks : List.of();
    }

    @Override
    public List<Epoch> epochs(long height, int max) {
        return database.read(connection -> {
            var query =
                    database.prepared(connection, "SELECT bytes FROM epoch WHERE height > ? ORDER BY height LIMIT ?");
            query.setLong(1, height);
            query.setInt(2, max);
            return rows(query, row -> own(row.getBytes(1), Epoch::decode));
        });
    }

    @Override
    public void append(Finalised block, Optional<Epoch> epoch, Optional<Bytes> snapshot) {
        database.update(connection -> {
            block(connection, block.certified());
            outcomes(connection, block);
            history(connection, History.of(block));
            if (epoch.isPresent()) {
                epoch(connection, epoch.get());
            }
            if (snapshot.isPresent()) {
                snapshot(connection, block.block().height(), snapshot.get());
            }
            forgetSaid(connection, block.block().height());
        });
    }

    @Override
    public void jump(Bytes snapshot, CertifiedBlock block, List<Epoch> epochs) {
        database.update(connection -> {
            block(connection, block);
            for (var epoch : epochs) {
                epoch(connection, epoch);
            }
            snapshot(connection, block.height(), snapshot);
            forgetSaid(connection, block.height());
        });
    }

    private void block(Connection connection, CertifiedBlock block) throws SQLException {
        var insert = database.prepared(connection, "INSERT INTO block VALUES (?, ?)");
        insert.setLong(1, block.height());
        insert.setBytes(2, block.encode());
        insert.executeUpdate();
    }

    private void epoch(Connection connection, Epoch epoch) throws SQLException {
        var insert = database.prepared(connection, "INSERT OR IGNORE INTO epoch VALUES (?, ?)");
        insert.setLong(1, epoch.height());
        insert.setBytes(2, epoch.encode());
        insert.executeUpdate();
    }

    private void snapshot(Connection connection, long height, Bytes snapshot) throws SQLException {
        var replace = database.prepared(connection, "INSERT OR REPLACE INTO snapshot VALUES (1, ?, ?)");
        replace.setLong(1, height);
        replace.setBytes(2, snapshot.toArray());
        replace.executeUpdate();
    }

    private void forgetSaid(Connection connection, long height) throws SQLException {
        var delete = database.prepared(connection, "DELETE FROM said WHERE height <= ?");
        delete.setLong(1, height);
        delete.executeUpdate();
    }

    @Override
    public void say(Spoken spoken) {
        database.update(connection -> {
            var insert = database.prepared(connection, "INSERT INTO said (height, bytes) VALUES (?, ?)");
            insert.setLong(1, spoken.question().height());
            insert.setBytes(2, spoken.encode());
            insert.executeUpdate();
        });
    }

    @Override
    public List<Spoken> said(long height) {
        return database.read(connection -> {
            var query = database.prepared(connection, "SELECT bytes FROM said WHERE height = ? ORDER BY turn");
            query.setLong(1, height);
            return rows(query, row -> own(row.getBytes(1), Spoken::decode));
        });
    }

    private void outcomes(Connection connection, Finalised block) throws SQLException {
        var refused = new HashMap<Integer, Refused>();
        block.applied().refused().forEach(each -> refused.put(each.index(), each));
        var items = block.block().items();
        for (var i = 0; i < items.size(); i++) {
            var refusal = Optional.ofNullable(refused.get(i));
            if (refusal.isEmpty() || refusal.get().charged()) {
                var id = items.get(i).id();
                settle(connection, id, block.block().height(), refusal.map(Refused::reason));
            }
        }
    }

    private void settle(Connection connection, LedgerHash item, long height, Optional<Reason> reason)
            throws SQLException {
        var insert = database.prepared(connection, "INSERT OR REPLACE INTO outcome VALUES (?, ?, ?)");
        insert.setBytes(1, item.toArray());
        insert.setLong(2, height);
        insert.setString(3, reason.map(Enum::name).orElse(null));
        insert.executeUpdate();
        var delete = database.prepared(connection, "DELETE FROM kept WHERE item = ?");
        delete.setBytes(1, item.toArray());
        delete.executeUpdate();
    }

    private void history(Connection connection, List<History.Line> lines) throws SQLException {
        var insert = database.prepared(connection, "INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?)");
        for (var place = 0; place < lines.size(); place++) {
            var entry = lines.get(place).entry();
            insert.setBytes(1, lines.get(place).subject().toArray());
            insert.setLong(2, entry.height());
            insert.setInt(3, place);
            insert.setLong(4, entry.time());
            insert.setString(5, entry.kind().name());
            insert.setLong(6, entry.amount().units());
            insert.setBytes(7, entry.other().toArray());
            insert.executeUpdate();
        }
    }

    @Override
    public Optional<Outcome> outcome(LedgerHash item) {
        return database.read(connection -> {
            var query = database.prepared(connection, "SELECT height, reason FROM outcome WHERE item = ?");
            query.setBytes(1, item.toArray());
            var settled = rows(query, LedgerFile::outcome).stream().findFirst();
            if (settled.isPresent()) {
                return settled;
            }
            var kept = database.prepared(connection, "SELECT 1 FROM kept WHERE item = ?");
            kept.setBytes(1, item.toArray());
            return rows(kept, _ -> (Outcome) new Outcome.Waiting()).stream().findFirst();
        });
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        var height = row.getLong(1);
        var reason = row.getString(2);
        return reason == null ? new Outcome.Taken(height) : new Outcome.Refused(Reason.valueOf(reason), height);
    }

    @Override
    public List<HistoryEntry> history(Bytes subject, long before, int max) {
        return database.read(connection -> {
            var query = database.prepared(
                    connection,
                    "SELECT height, time, kind, amount, other FROM history WHERE subject = ? AND height < ?"
                            + " ORDER BY height DESC, place DESC LIMIT ?");
            query.setBytes(1, subject.toArray());
            query.setLong(2, before);
            query.setInt(3, max);
            return rows(
                    query,
                    row -> new HistoryEntry(
                            row.getLong(1),
                            row.getLong(2),
                            HistoryEntry.Kind.valueOf(row.getString(3)),
                            new Amount(row.getLong(4)),
                            Bytes.wrap(row.getBytes(5))));
        });
    }

    @Override
    public void keep(BlockItem item) {
        database.update(connection -> {
            var insert = database.prepared(connection, "INSERT OR IGNORE INTO kept (item, bytes) VALUES (?, ?)");
            insert.setBytes(1, item.id().toArray());
            insert.setBytes(2, item.encode());
            insert.executeUpdate();
        });
    }

    @Override
    public void refuse(LedgerHash item, Reason reason) {
        database.update(connection -> settle(connection, item, 0, Optional.of(reason)));
    }

    @Override
    public List<BlockItem> kept() {
        return database.read(connection -> {
            var query = database.prepared(connection, "SELECT bytes FROM kept ORDER BY arrival");
            return rows(query, row -> own(row.getBytes(1), BlockItem::decode));
        });
    }

    @Override
    public void close() {
        database.close();
    }

    private static <T> List<T> rows(PreparedStatement query, SqlFunction<ResultSet, T> reader) throws SQLException {
        var values = new ArrayList<T>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                values.add(reader.apply(rows));
            }
        }
        return values;
    }

    /** Reads what this box wrote. */
    private static <T> T own(byte[] bytes, Decoder<T> decoder) {
        try {
            return decoder.decode(bytes);
        } catch (FormatException damaged) {
            throw new StoreException(StoreException.Problem.CORRUPT, "The ledger's file holds what nobody wrote there");
        }
    }

    private interface Decoder<T> {
        T decode(byte[] bytes) throws FormatException;
    }
}
