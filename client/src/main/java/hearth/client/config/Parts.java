package hearth.client.config;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.crypto.Crypto;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Configs too large for one message: cuts them into parts, and collects parts until they are whole (configuration
 * specification, 9.5). One part is
 *
 * <pre>
 *  m l 32:hash of the whole  1:index  1:count  N:bytes e
 * </pre>
 */
final class Parts {

    static final byte MARK = 'm';

    /** The largest padded config, in bytes. */
    static final int WHOLE_BYTES_MAX = 5_000_000;

    private static final int LIST_OVERHEAD_BYTES = 50;
    private static final int CHUNK_BYTES_MAX =
            ConfigEnvelope.STORED_BYTES_MAX - LIST_OVERHEAD_BYTES - ConfigCipher.OVERHEAD_BYTES;
    private static final int COUNT_MAX = 255;
    private static final int HASH_BYTES = 32;
    private static final int PENDING_MAX = 8;
    private static final Duration PENDING_KEPT = Duration.ofDays(7);
    private static final Duration DONE_KEPT = Duration.ofDays(14);

    private final Map<Bytes, Pending> pending = new LinkedHashMap<>();

    /** Wholes that were complete once, with the time until which they are remembered. */
    private final Map<Bytes, Instant> done = new HashMap<>();

    /** One part. */
    private record Part(Bytes whole, int index, int count, Bytes chunk) {}

    /** Parts of one whole that came so far, by their index. */
    private static final class Pending {
        private final int count;
        private final TreeMap<Integer, Piece> pieces = new TreeMap<>();
        private Instant expiry;

        Pending(int count, Instant expiry) {
            this.count = count;
            this.expiry = expiry;
        }
    }

    private record Piece(String hash, Bytes chunk) {}

    /**
     * A whole config.
     *
     * @param padded what the parts gave together
     * @param hashes the storage hashes of all parts
     */
    record Whole(Bytes padded, Set<String> hashes) {}

    /** The plaintexts of the parts of a padded config. */
    static List<byte[]> split(byte[] whole) {
        if (whole.length > WHOLE_BYTES_MAX) {
            throw new ConfigTooLargeException(whole.length, WHOLE_BYTES_MAX);
        }
        var hash = Bt.of(Crypto.blake2b(HASH_BYTES, whole));
        var count = Math.ceilDiv(whole.length, CHUNK_BYTES_MAX);
        var parts = new ArrayList<byte[]>();
        for (var i = 0; i < count; i++) {
            var from = i * CHUNK_BYTES_MAX;
            var chunk = Arrays.copyOfRange(whole, from, Math.min(from + CHUNK_BYTES_MAX, whole.length));
            var out = new ByteArrayOutputStream();
            out.write(MARK);
            out.writeBytes(BtCodec.encode(Bt.list(hash, octet(i), octet(count), Bt.of(chunk))));
            parts.add(out.toByteArray());
        }
        return parts;
    }

    private static Bt octet(int value) {
        return Bt.of(new byte[] {(byte) value});
    }

    /**
     * Takes one decrypted part that was stored under {@code hash}; gives the whole if this was the last that was missing.
     * A part that is there already, or belongs to a whole that was complete, is fine and changes nothing.
     */
    Optional<Whole> add(String hash, byte[] plain, Instant now) throws FormatException {
        var part = read(plain);
        forgetExpired(now);
        if (done.containsKey(part.whole)) {
            return Optional.empty();
        }
        var collected = pending.get(part.whole);
        if (collected == null) {
            collected = new Pending(part.count, now.plus(PENDING_KEPT));
            makeRoom();
            pending.put(part.whole, collected);
        } else if (collected.count != part.count) {
            throw new FormatException("Part of a config is one of " + part.count + ", others of " + collected.count);
        }
        if (!collected.pieces.containsKey(part.index)) {
            requireSize(collected, part.chunk.length());
            collected.pieces.put(part.index, new Piece(hash, part.chunk));
            collected.expiry = now.plus(PENDING_KEPT);
        }
        return collected.pieces.size() == collected.count
                ? Optional.of(complete(part.whole, collected, now))
                : Optional.empty();
    }

    private Whole complete(Bytes hash, Pending collected, Instant now) throws FormatException {
        pending.remove(hash);
        var whole = new ByteArrayOutputStream();
        var hashes = new LinkedHashSet<String>();
        for (var piece : collected.pieces.values()) {
            whole.writeBytes(piece.chunk.toArray());
            hashes.add(piece.hash);
        }
        var bytes = whole.toByteArray();
        if (!Bytes.wrap(Crypto.blake2b(HASH_BYTES, bytes)).equals(hash)) {
            throw new FormatException("Parts of a config do not give what they promise");
        }
        done.put(hash, now.plus(DONE_KEPT));
        return new Whole(Bytes.wrap(bytes), hashes);
    }

    /** Storage hashes of parts that wait for others. They must be kept alive on the nodes. */
    Set<String> waitingHashes() {
        var hashes = new TreeSet<String>();
        pending.values().forEach(collected -> collected.pieces.values().forEach(piece -> hashes.add(piece.hash)));
        return hashes;
    }

    private void makeRoom() {
        while (pending.size() >= PENDING_MAX) {
            pending.remove(pending.keySet().iterator().next());
        }
    }

    private void forgetExpired(Instant now) {
        pending.values().removeIf(collected -> !collected.expiry.isAfter(now));
        done.values().removeIf(expiry -> !expiry.isAfter(now));
    }

    private static void requireSize(Pending collected, int more) throws FormatException {
        var size = more;
        for (var piece : collected.pieces.values()) {
            size += piece.chunk.length();
        }
        if (size > WHOLE_BYTES_MAX) {
            throw new FormatException("Parts of a config have more than " + WHOLE_BYTES_MAX + " bytes");
        }
    }

    private static Part read(byte[] plain) throws FormatException {
        var end = plain.length;
        // One client lets zeros follow the list.
        while (end > 1 && plain[end - 1] == 0) {
            end--;
        }
        if (!(BtCodec.decode(Arrays.copyOfRange(plain, 1, end)) instanceof Bt.List(var items)) || items.size() != 4) {
            throw new FormatException("Part of a config is no list of four");
        }
        var whole = octets(items.get(0));
        var index = single(items.get(1));
        var count = single(items.get(2));
        var chunk = octets(items.get(3));
        if (whole.length != HASH_BYTES || chunk.length == 0 || count < 2 || index >= count) {
            throw new FormatException("Part of a config is out of range");
        }
        return new Part(Bytes.wrap(whole), index, count, Bytes.wrap(chunk));
    }

    private static byte[] octets(Bt value) throws FormatException {
        if (value instanceof Bt.Bytes bytes) {
            return bytes.value();
        }
        throw new FormatException("Part of a config has something else where bytes belong");
    }

    private static int single(Bt value) throws FormatException {
        var bytes = octets(value);
        if (bytes.length != 1) {
            throw new FormatException("Part of a config has a number of " + bytes.length + " bytes");
        }
        return bytes[0] & COUNT_MAX;
    }

    /** All that is remembered, for the dump. */
    Bt.Dict dump() {
        var entries = new TreeMap<Bt.Bytes, Bt>();
        pending.forEach((hash, collected) -> {
            var pieces = new ArrayList<Bt>();
            collected.pieces.forEach((index, piece) -> pieces.add(
                    Bt.dict(Map.of("#", Bt.of(index), "M", Bt.text(piece.hash), "d", Bt.of(piece.chunk.toArray())))));
            entries.put(
                    Bt.of(hash.toArray()),
                    Bt.dict(Map.of(
                            "#", Bt.of(collected.count),
                            "T", Bt.of(collected.expiry.toEpochMilli()),
                            "p", new Bt.List(pieces))));
        });
        done.forEach((hash, expiry) ->
                entries.put(Bt.of(hash.toArray()), Bt.dict(Map.of("#", Bt.of(0), "T", Bt.of(expiry.toEpochMilli())))));
        return new Bt.Dict(entries);
    }

    /** Remembers what {@link #dump} gave. */
    void restore(Bt.Dict dump) throws FormatException {
        for (var entry : dump.entries().entrySet()) {
            if (!(entry.getValue() instanceof Bt.Dict fields)) {
                throw new FormatException("Dump of a config has no dictionary for its parts");
            }
            var hash = Bytes.wrap(entry.getKey().value());
            var count = fields.number("#");
            var expiry = Instant.ofEpochMilli(fields.number("T"));
            if (count == 0) {
                done.put(hash, expiry);
            } else {
                pending.put(hash, pieces(fields, count, expiry));
            }
        }
    }

    private static Pending pieces(Bt.Dict fields, long count, Instant expiry) throws FormatException {
        if (count < 2 || count > COUNT_MAX) {
            throw new FormatException("Dump of a config has " + count + " parts");
        }
        var collected = new Pending((int) count, expiry);
        for (var item : fields.list("p")) {
            if (!(item instanceof Bt.Dict piece)) {
                throw new FormatException("Dump of a config has no dictionary for a part");
            }
            var index = piece.number("#");
            if (index < 0 || index >= count) {
                throw new FormatException("Dump of a config has part " + index + " of " + count);
            }
            collected.pieces.put((int) index, new Piece(piece.string("M"), Bytes.wrap(piece.bytes("d"))));
        }
        return collected;
    }
}
