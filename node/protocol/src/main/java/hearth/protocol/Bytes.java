package hearth.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** An unchangeable sequence of bytes that can be a part of a record. Ordered by unsigned bytes. Prints its length only. */
public final class Bytes implements Comparable<Bytes> {

    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] array;

    private Bytes(byte[] array) {
        this.array = array;
    }

    /** Takes over {@code array}, which nobody may change from now on. */
    public static Bytes wrap(byte[] array) {
        return new Bytes(array);
    }

    /** A copy of {@code array}. */
    public static Bytes of(byte[] array) {
        return new Bytes(array.clone());
    }

    public int length() {
        return array.length;
    }

    /** A fresh array each time. */
    public byte[] toArray() {
        return array.clone();
    }

    /** Writes the bytes to {@code target} from {@code at} on; there must be room for all of them. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, 0, target, at, array.length);
    }

    /** A read-only view, without copying. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(array).asReadOnlyBuffer();
    }

    /** Base64 with padding. */
    public String base64() {
        return Base64.getEncoder().encodeToString(array);
    }

    /** Lower-case hex. */
    public String hex() {
        return HexFormat.of().formatHex(array);
    }

    /** Compares unsigned, from the first byte on; a beginning of the other comes first. */
    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(array, other.array);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    @Override
    public String toString() {
        return "Bytes[" + array.length + ']';
    }
}
