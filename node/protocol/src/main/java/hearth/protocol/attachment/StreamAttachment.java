package hearth.protocol.attachment;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.SecretStream;
import hearth.protocol.crypto.SymmetricKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The newer form of attachments and pictures: the same data of the same account give the same bytes, so that they can be
 * uploaded again or passed on without being stored twice. Messages.md section 8.3.
 *
 * <pre>
 *  | 'S' | header (24) | chunk … |      inside the chunks:  0x00 … 0x01 data
 * </pre>
 */
public final class StreamAttachment {

    /** The largest attachment whose blob file servers take, in bytes. */
    public static final int DATA_BYTES_MAX = 10_218_286;

    private static final byte TYPE = 'S';
    private static final int CHUNK_BYTES = 32_768;
    private static final int CHUNK_OVERHEAD_BYTES = SecretStream.OVERHEAD_BYTES;
    private static final int PREFIX_BYTES = 1 + SecretStream.HEADER_BYTES;
    private static final int PADDING_CLASS_MIN = 131_072;
    private static final int PADDING_STEPS = 32;
    private static final byte DATA_FOLLOWS = 1;

    private StreamAttachment() {}

    /** What a file is for; the same file gets another key for another purpose. */
    public enum Purpose {
        ATTACHMENT("SessionAttachmnt"),
        PROFILE_PICTURE("Session_Prof_Pic");

        private final String personal;

        Purpose(String personal) {
            this.personal = personal;
        }

        private byte[] personal() {
            return personal.getBytes(StandardCharsets.US_ASCII);
        }
    }

    /**
     * What is uploaded, and what the recipient needs.
     *
     * @param key 32 bytes, secret
     */
    public record Sealed(Bytes blob, Bytes key) {}

    /** Pads and encrypts; key and nonce follow from the data and the account. */
    public static Sealed seal(byte[] data, AccountKeys account, Purpose purpose) {
        var seed = account.signing().seed();
        try {
            return seal(data, seed, purpose);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    static Sealed seal(byte[] data, byte[] seed, Purpose purpose) {
        var nonceAndKey = Crypto.blake2bPersonal(
                SecretStream.HEADER_BYTES + SymmetricKey.BYTES, seed, new byte[0], purpose.personal(), data);
        var header = Arrays.copyOf(nonceAndKey, SecretStream.HEADER_BYTES);
        var key = Arrays.copyOfRange(nonceAndKey, SecretStream.HEADER_BYTES, nonceAndKey.length);
        var padding = padding(data.length);
        var plain = new byte[padding + data.length];
        plain[padding - 1] = DATA_FOLLOWS;
        System.arraycopy(data, 0, plain, padding, data.length);
        return new Sealed(Bytes.wrap(encrypt(plain, header, key)), Bytes.wrap(key));
    }

    private static byte[] encrypt(byte[] plain, byte[] header, byte[] key) {
        var chunks = Math.ceilDiv(plain.length, CHUNK_BYTES);
        var blob = new byte[PREFIX_BYTES + plain.length + chunks * CHUNK_OVERHEAD_BYTES];
        blob[0] = TYPE;
        System.arraycopy(header, 0, blob, 1, header.length);
        var stream = new SecretStream(SymmetricKey.of(key), header);
        var at = PREFIX_BYTES;
        for (var from = 0; from < plain.length; from += CHUNK_BYTES) {
            var to = Math.min(from + CHUNK_BYTES, plain.length);
            var chunk = stream.push(Arrays.copyOfRange(plain, from, to), to == plain.length);
            System.arraycopy(chunk, 0, blob, at, chunk.length);
            at += chunk.length;
        }
        return blob;
    }

    /** How many bytes stand in front of {@code length} bytes of data: at least the one that ends the padding. */
    static int padding(int length) {
        var chunks = Math.ceilDiv(length, CHUNK_BYTES);
        var encrypted = length + PREFIX_BYTES + 1 + chunks * CHUNK_OVERHEAD_BYTES;
        var step = Integer.highestOneBit(Math.max(encrypted, PADDING_CLASS_MIN)) / PADDING_STEPS;
        var target = Math.ceilDiv(encrypted, step) * step;
        var padding = target - encrypted + 1;
        var full = CHUNK_BYTES + CHUNK_OVERHEAD_BYTES;
        var extra = padding / full * CHUNK_OVERHEAD_BYTES;
        if (padding % full > chunks * CHUNK_BYTES - length) {
            extra += CHUNK_OVERHEAD_BYTES;
        }
        return padding - extra;
    }

    /** Says whether a blob is of this form. */
    public static boolean recognises(byte[] blob) {
        return blob.length > 0 && blob[0] == TYPE;
    }

    /** The data of a blob. Throws if it was changed or cut, or has another key. */
    public static byte[] open(byte[] blob, SymmetricKey key) throws FormatException {
        if (!recognises(blob) || blob.length < PREFIX_BYTES + CHUNK_OVERHEAD_BYTES) {
            throw new FormatException("Attachment is of an unknown form");
        }
        var stream = new SecretStream(key, Arrays.copyOfRange(blob, 1, PREFIX_BYTES));
        var data = new ByteArrayOutputStream(blob.length);
        var inPadding = true;
        var ended = false;
        for (var from = PREFIX_BYTES; from < blob.length; from += CHUNK_BYTES + CHUNK_OVERHEAD_BYTES) {
            var to = Math.min(from + CHUNK_BYTES + CHUNK_OVERHEAD_BYTES, blob.length);
            if (ended) {
                throw new FormatException("Something follows the end of an attachment");
            }
            var chunk = stream.pull(Arrays.copyOfRange(blob, from, to));
            ended = chunk.last();
            var plain = chunk.plain().toArray();
            var start = inPadding ? dataStart(plain) : 0;
            inPadding = start > plain.length;
            if (!inPadding) {
                data.write(plain, start, plain.length - start);
            }
        }
        if (!ended || inPadding) {
            throw new FormatException("Attachment ends too early");
        }
        return data.toByteArray();
    }

    /** Where the data begin; more than the length if the padding goes on. */
    private static int dataStart(byte[] plain) throws FormatException {
        var at = 0;
        while (at < plain.length && plain[at] == 0) {
            at++;
        }
        if (at == plain.length) {
            return plain.length + 1;
        }
        if (plain[at] != DATA_FOLLOWS) {
            throw new FormatException("Padding of an attachment has something else in it");
        }
        return at + 1;
    }
}
