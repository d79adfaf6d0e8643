package hearth.protocol.bt;

import hearth.protocol.FormatException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads one value from untrusted bytes. */
final class BtReader {

    /** Digits of 2^64 − 1. */
    private static final int DIGITS_MAX = 20;

    private final byte[] in;
    private final boolean ordered;
    private int at;

    BtReader(byte[] in, boolean ordered) {
        this.in = in;
        this.ordered = ordered;
    }

    /** The value that fills the bytes from the first to the last. */
    Bt readOnly() throws FormatException {
        var value = readFirst();
        if (at != in.length) {
            throw new FormatException(in.length - at + " bytes follow the bt value");
        }
        return value;
    }

    /** The value at the beginning of the bytes. */
    Bt readFirst() throws FormatException {
        if (in.length > BtCodec.BYTES_MAX) {
            throw new FormatException(
                    "Encoding has " + in.length + " bytes, at most " + BtCodec.BYTES_MAX + " are read");
        }
        return value(0);
    }

    private Bt value(int depth) throws FormatException {
        return switch (peek()) {
            case 'i' -> number();
            case 'l' -> list(depth);
            case 'd' -> dict(depth);
            default -> bytes();
        };
    }

    private Bt.Int number() throws FormatException {
        at++;
        var negative = peek() == '-';
        if (negative) {
            at++;
        }
        var digits = new BigInteger(digits());
        expect('e');
        var number = negative ? digits.negate() : digits;
        if (number.compareTo(Bt.Int.MIN) < 0 || number.compareTo(Bt.Int.MAX) > 0) {
            throw new FormatException("Number is outside -2^63 to 2^64 - 1");
        }
        return new Bt.Int(number);
    }

    private Bt.Bytes bytes() throws FormatException {
        var length = Long.parseUnsignedLong(checkedLength(digits()));
        expect(':');
        if (length > in.length - at) {
            throw new FormatException("String of " + length + " bytes ends after " + (in.length - at));
        }
        var bytes = Bt.of(Arrays.copyOfRange(in, at, at + (int) length));
        at += (int) length;
        return bytes;
    }

    private Bt.List list(int depth) throws FormatException {
        enter(depth);
        var items = new ArrayList<Bt>();
        while (peek() != 'e') {
            items.add(value(depth + 1));
        }
        at++;
        return new Bt.List(items);
    }

    private Bt.Dict dict(int depth) throws FormatException {
        enter(depth);
        var entries = new TreeMap<Bt.Bytes, Bt>();
        Bt.@Nullable Bytes before = null;
        while (peek() != 'e') {
            var key = bytes();
            if (ordered && before != null && key.compareTo(before) <= 0) {
                throw new FormatException("Dictionary keys do not ascend");
            }
            before = key;
            entries.putIfAbsent(key, value(depth + 1));
        }
        at++;
        return new Bt.Dict(entries);
    }

    private void enter(int depth) throws FormatException {
        if (depth >= BtCodec.DEPTH_MAX) {
            throw new FormatException("Value is nested more than " + BtCodec.DEPTH_MAX + " deep");
        }
        at++;
    }

    /** The digits at the current position without leading zeros; at least one. */
    private String digits() throws FormatException {
        var start = at;
        while (isDigit(peek())) {
            at++;
        }
        if (at == start) {
            throw new FormatException("Digit expected at position " + at);
        }
        while (start < at - 1 && in[start] == '0') {
            start++;
        }
        if (at - start > DIGITS_MAX) {
            throw new FormatException("Number has more than " + DIGITS_MAX + " digits");
        }
        return new String(in, start, at - start, StandardCharsets.US_ASCII);
    }

    private static String checkedLength(String digits) throws FormatException {
        if (digits.length() >= DIGITS_MAX) {
            throw new FormatException("String length has more than " + (DIGITS_MAX - 1) + " digits");
        }
        return digits;
    }

    private void expect(char wanted) throws FormatException {
        if (peek() != wanted) {
            throw new FormatException("'" + wanted + "' expected at position " + at);
        }
        at++;
    }

    private int peek() throws FormatException {
        if (at == in.length) {
            throw new FormatException("Bytes end inside a bt value");
        }
        return in[at];
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
