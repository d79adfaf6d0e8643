package hearth.protocol.bt;

import hearth.protocol.FormatException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One value of the bt encoding: a number, bytes, a list or a dictionary. Values never change. */
public sealed interface Bt {

    /**
     * A whole number.
     *
     * @param value −2^63 to 2^64 − 1
     */
    record Int(BigInteger value) implements Bt {

        /** −2^63. */
        public static final BigInteger MIN = BigInteger.ONE.shiftLeft(63).negate();

        /** 2^64 − 1. */
        public static final BigInteger MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

        public Int {
            if (value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0) {
                throw new IllegalArgumentException("Bt numbers go from -2^63 to 2^64 - 1");
            }
        }

        /** The number as a long. Throws if it is 2^63 or more. */
        public long asLong() throws FormatException {
            if (value.bitLength() > 63) {
                throw new FormatException("Number is greater than 2^63 - 1");
            }
            return value.longValue();
        }
    }

    /** A string of bytes, ordered by its unsigned bytes. */
    final class Bytes implements Bt, Comparable<Bytes> {

        private final byte[] value;

        private Bytes(byte[] value) {
            this.value = value;
        }

        /** A copy of the bytes. */
        public byte[] value() {
            return value.clone();
        }

        /** The bytes read as UTF-8; what is not UTF-8 becomes the replacement character. */
        public String text() {
            return new String(value, StandardCharsets.UTF_8);
        }

        public int length() {
            return value.length;
        }

        /** The bytes themselves, for reading only. */
        byte[] raw() {
            return value;
        }

        @Override
        public int compareTo(Bytes other) {
            return Arrays.compareUnsigned(value, other.value);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        /** Only the length: bytes may be secret. */
        @Override
        public String toString() {
            return value.length + " bytes";
        }
    }

    /** Values in a given order. */
    record List(java.util.List<Bt> items) implements Bt {
        public List {
            items = java.util.List.copyOf(items);
        }
    }

    /** Values by keys, in the order of the keys' unsigned bytes. */
    record Dict(SortedMap<Bytes, Bt> entries) implements Bt {

        public Dict {
            entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        }

        /** The value of {@code key}, or empty. */
        public Optional<Bt> find(String key) {
            return Optional.ofNullable(entries.get(text(key)));
        }

        /** The bytes at {@code key}. Throws if there is nothing or something else. */
        public byte[] bytes(String key) throws FormatException {
            return required(key, Bytes.class).value();
        }

        /** The bytes at {@code key} read as UTF-8. Throws if there is nothing or something else. */
        public String string(String key) throws FormatException {
            return required(key, Bytes.class).text();
        }

        /** The number at {@code key}. Throws if there is nothing or something else, or it is 2^63 or more. */
        public long number(String key) throws FormatException {
            return required(key, Int.class).asLong();
        }

        /** The list at {@code key}. Throws if there is nothing or something else. */
        public java.util.List<Bt> list(String key) throws FormatException {
            return required(key, List.class).items();
        }

        /** The dictionary at {@code key}. Throws if there is nothing or something else. */
        public Dict dict(String key) throws FormatException {
            return required(key, Dict.class);
        }

        private <T extends Bt> T required(String key, Class<T> type) throws FormatException {
            var value = entries.get(text(key));
            if (!type.isInstance(value)) {
                throw new FormatException("Dictionary has no " + type.getSimpleName() + " at " + key);
            }
            return type.cast(value);
        }
    }

    static Int of(long value) {
        return new Int(BigInteger.valueOf(value));
    }

    /** The 64 bits of {@code value} read as an unsigned number. */
    static Int ofUnsigned(long value) {
        return new Int(new BigInteger(Long.toUnsignedString(value)));
    }

    static Int of(boolean value) {
        return of(value ? 1 : 0);
    }

    /** These bytes, which are copied. */
    static Bytes of(byte[] value) {
        return new Bytes(value.clone());
    }

    /** The UTF-8 bytes of {@code value}. */
    static Bytes text(String value) {
        return new Bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    static List list(Bt... items) {
        return new List(java.util.List.of(items));
    }

    /** A dictionary with text keys; the order of {@code entries} does not matter. */
    static Dict dict(Map<String, ? extends Bt> entries) {
        var sorted = new TreeMap<Bytes, Bt>();
        entries.forEach((key, value) -> sorted.put(text(key), value));
        return new Dict(sorted);
    }
}
