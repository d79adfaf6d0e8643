package hearth.client.media;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.SymmetricKey;
import hearth.sqlite.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Files of one account on this box's disk, each encrypted with a key of its own, which is in the account's database: with
 * the row that has the key the content is gone. Written once, in pieces, and read from anywhere. Safe for use by many
 * threads. A failing disk is a {@link StoreException}.
 *
 * <pre>
 *  0      16
 *  | salt | piece and tag (16) | … | last piece and tag |      XChaCha20-Poly1305; pieces of 65536 bytes, the last shorter
 *
 *  nonce: salt, number of the piece (8 bytes, big-endian). Associated data: 1 for the last piece, else 0.
 * </pre>
 */
public final class EncryptedFiles {

    static final int PIECE_BYTES = 1 << 16;

    private static final int SALT_BYTES = 16;
    private static final int STORED_BYTES = PIECE_BYTES + Crypto.TAG_BYTES;
    private static final int NAME_BYTES = 16;

    /** Files leave at least so much of the disk to messages and to everybody else. */
    private static final long FREE_BYTES_MIN = 256L << 20;

    private final Path folder;
    private final SecureRandom random;
    private final long bytesMax;
    private final AtomicLong used = new AtomicLong();

    /** What lies beside a file. */
    public enum Part {
        /** The file itself. */
        WHOLE(""),
        /** A small picture of it. */
        SMALL(".small"),
        /** A picture of it that fills a screen. */
        LARGE(".large");

        private final String ending;

        Part(String ending) {
            this.ending = ending;
        }
    }

    /**
     * A file that was written.
     *
     * @param name  its name on disk
     * @param key   32 bytes, secret
     * @param bytes how long its content is
     */
    public record Kept(String name, Bytes key, long bytes) {}

    private EncryptedFiles(Path folder, SecureRandom random, long bytesMax) {
        this.folder = folder;
        this.random = random;
        this.bytesMax = bytesMax;
    }

    /**
     * The files in a folder, which is made if it is missing.
     *
     * @param bytesMax all files together never take more of the disk
     */
    public static EncryptedFiles in(Path folder, SecureRandom random, long bytesMax) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var files = new EncryptedFiles(folder, random, bytesMax);
            try (var all = Files.list(folder)) {
                files.used.set(all.mapToLong(EncryptedFiles::size).sum());
            }
            return files;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Whether there is room for so many bytes more. */
    public boolean hasRoom(long bytes) {
        try {
            return used.get() + bytes <= bytesMax
                    && Files.getFileStore(folder).getUsableSpace() - bytes >= FREE_BYTES_MIN;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** How much of the disk all files take, in bytes. */
    public long used() {
        return used.get();
    }

    /**
     * Writes a file and returns after it is on disk. Empty, and nothing is kept, if {@code in} has more than
     * {@code lengthMax} bytes. What {@code in} throws is passed on.
     */
    public Optional<Kept> put(InputStream in, long lengthMax) throws IOException {
        var key = SymmetricKey.generate(random);
        var name = freshName();
        var path = folder.resolve(name);
        try {
            var length = write(path, key, in, lengthMax);
            if (length > lengthMax) {
                Files.deleteIfExists(path);
                return Optional.empty();
            }
            used.addAndGet(size(path));
            return Optional.of(new Kept(name, Bytes.wrap(key.bytes()), length));
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(path);
            throw failure;
        } finally {
            key.wipe();
        }
    }

    /** Writes a file whose content is at hand. */
    public Kept put(byte[] content) {
        try {
            return put(new ByteArrayInputStream(content), content.length).orElseThrow();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Writes something beside a file, in place of what was there. */
    public void putBeside(String name, Bytes key, Part part, byte[] content) {
        var path = path(name, part);
        var fresh = folder.resolve(freshName());
        try {
            var secret = SymmetricKey.of(key.toArray());
            try {
                write(fresh, secret, new ByteArrayInputStream(content), content.length);
            } finally {
                secret.wipe();
            }
            used.addAndGet(size(fresh) - size(path));
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private long write(Path path, SymmetricKey key, InputStream in, long lengthMax) throws IOException {
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var out = FileChannel.open(path, options, mode)) {
            var salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            writeAll(out, salt);
            var length = 0L;
            var piece = in.readNBytes(PIECE_BYTES);
            for (var number = 0L; ; number++) {
                length += piece.length;
                if (length > lengthMax) {
                    return length;
                }
                var next = piece.length == PIECE_BYTES ? in.readNBytes(PIECE_BYTES) : new byte[0];
                var last = next.length == 0;
                writeAll(out, Crypto.xChaChaSeal(key, nonce(salt, number), piece, lastMark(last)));
                if (last) {
                    out.force(true);
                    return length;
                }
                piece = next;
            }
        }
    }

    /** Opens a file, or what lies beside it; empty if there is none. */
    public Optional<Reading> open(String name, Bytes key, Part part) {
        var path = path(name, part);
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        return Optional.of(new Reading(path, size(path), key));
    }

    /** Removes a file and what lies beside it. */
    public void remove(String name) {
        try {
            for (var part : Part.values()) {
                var path = path(name, part);
                var size = size(path);
                if (Files.deleteIfExists(path)) {
                    used.addAndGet(-size);
                }
            }
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** The names of all files, and of what was left by a power cut. */
    public List<String> names() {
        try (var all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString())
                    .map(name -> name.contains(".") ? name.substring(0, name.indexOf('.')) : name)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** A file that is read. Its content is checked piece by piece before it is given out. */
    public static final class Reading {

        private final Path path;
        private final long stored;
        private final Bytes key;

        private Reading(Path path, long stored, Bytes key) {
            this.path = path;
            this.stored = stored;
            this.key = key;
        }

        /** How long the content is. */
        public long length() {
            var body = stored - SALT_BYTES;
            var pieces = Math.ceilDiv(body, STORED_BYTES);
            return body - pieces * Crypto.TAG_BYTES;
        }

        /** The whole content. */
        public byte[] all() {
            try (var in = from(0)) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw broken(e);
            }
        }

        /** The content from a place on; whoever asks closes it. Its methods throw {@link StoreException} as well. */
        public InputStream from(long at) {
            return new Pieces(at);
        }

        private final class Pieces extends InputStream {

            private final SymmetricKey secret = SymmetricKey.of(key.toArray());
            private final FileChannel in;
            private final byte[] salt;
            private final long pieces;
            private long number;
            private byte[] piece = {};
            private int at;

            Pieces(long from) {
                try {
                    in = FileChannel.open(path, StandardOpenOption.READ);
                    salt = readAt(0, SALT_BYTES);
                } catch (IOException e) {
                    throw broken(e);
                }
                pieces = Math.ceilDiv(stored - SALT_BYTES, STORED_BYTES);
                number = from / PIECE_BYTES;
                if (number < pieces) {
                    next();
                    at = (int) Math.min(piece.length, from % PIECE_BYTES);
                }
            }

            @Override
            public int read() {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                if (length == 0) {
                    return 0;
                }
                if (at == piece.length && number < pieces) {
                    next();
                }
                if (at == piece.length) {
                    return -1;
                }
                var count = Math.min(length, piece.length - at);
                System.arraycopy(piece, at, target, offset, count);
                at += count;
                return count;
            }

            private void next() {
                try {
                    var start = SALT_BYTES + number * STORED_BYTES;
                    var sealed = readAt(start, (int) Math.min(STORED_BYTES, stored - start));
                    piece = Crypto.xChaChaOpen(secret, nonce(salt, number), sealed, lastMark(number == pieces - 1));
                    at = 0;
                    number++;
                } catch (IOException e) {
                    throw broken(e);
                } catch (FormatException damaged) {
                    throw new StoreException(StoreException.Problem.CORRUPT, "A file does not decrypt");
                }
            }

            private byte[] readAt(long position, int count) throws IOException {
                var buffer = ByteBuffer.allocate(count);
                while (buffer.hasRemaining()) {
                    if (in.read(buffer, position + buffer.position()) < 0) {
                        throw new IOException("File ends too early");
                    }
                }
                return buffer.array();
            }

            @Override
            public void close() throws IOException {
                Arrays.fill(piece, (byte) 0);
                secret.wipe();
                in.close();
            }
        }
    }

    private Path path(String name, Part part) {
        return folder.resolve(name + part.ending);
    }

    private String freshName() {
        var name = new byte[NAME_BYTES];
        random.nextBytes(name);
        return HexFormat.of().formatHex(name);
    }

    private static byte[] nonce(byte[] salt, long number) {
        return ByteBuffer.allocate(Crypto.XCHACHA_NONCE_BYTES)
                .put(salt)
                .putLong(number)
                .array();
    }

    private static byte[] lastMark(boolean last) {
        return new byte[] {(byte) (last ? 1 : 0)};
    }

    private static void writeAll(FileChannel out, byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }

    private static long size(Path path) {
        try {
            return Files.exists(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StoreException broken(IOException failure) {
        var text = String.valueOf(failure.getMessage());
        return new StoreException(
                text.contains("No space") || text.contains("Disk quota")
                        ? StoreException.Problem.FULL
                        : StoreException.Problem.OTHER,
                "The disk refuses a file");
    }
}
