package hearth.client.config.tree;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads trees and diffs from untrusted bytes. As lenient as the network's other readers about numbers ({@code -0},
 * leading zeros), strict about everything that decides what a config says: order, emptiness, kinds.
 */
final class TreeReader {

    /** How deeply sets and dictionaries may be nested; real configs need six levels. */
    static final int DEPTH_MAX = 64;

    private static final int LENGTH_DIGITS_MAX = 10;

    private final byte[] in;
    private int at;

    TreeReader(byte[] in) {
        this.in = in;
    }

    int position() {
        return at;
    }

    Bytes slice(int from, int to) {
        return Bytes.wrap(Arrays.copyOfRange(in, from, to));
    }

    boolean atEnd() {
        return at == in.length;
    }

    /** The next byte as a character, without taking it. */
    char peek() throws FormatException {
        if (at == in.length) {
            throw new FormatException("Config message ends inside a value");
        }
        return (char) (in[at] & 0xff);
    }

    /** Takes {@code c} if it is next. */
    boolean take(char c) throws FormatException {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    void expect(char c) throws FormatException {
        if (!take(c)) {
            throw new FormatException("'" + c + "' expected at position " + at + " of a config message");
        }
    }

    Bytes octets() throws FormatException {
        var start = at;
        var length = 0L;
        while (isDigit(peek())) {
            length = Math.min(length * 10 + (in[at++] - '0'), Integer.MAX_VALUE);
            if (at - start > LENGTH_DIGITS_MAX) {
                throw new FormatException("Length in a config message has too many digits");
            }
        }
        if (at == start) {
            throw new FormatException("Digit expected at position " + at + " of a config message");
        }
        expect(':');
        if (length > in.length - at) {
            throw new FormatException("String of " + length + " bytes ends after " + (in.length - at));
        }
        var bytes = slice(at, at + (int) length);
        at += (int) length;
        return bytes;
    }

    long number() throws FormatException {
        expect('i');
        var negative = take('-');
        var start = at;
        var value = 0L;
        while (isDigit(peek())) {
            var digit = in[at++] - '0';
            // Counts downwards, since there is one negative number more.
            if (value < (Long.MIN_VALUE + digit) / 10) {
                throw new FormatException("Number in a config message has more than 64 bits");
            }
            value = value * 10 - digit;
        }
        if (at == start) {
            throw new FormatException("Digit expected at position " + at + " of a config message");
        }
        expect('e');
        if (!negative && value == Long.MIN_VALUE) {
            throw new FormatException("Number in a config message has more than 64 bits");
        }
        return negative ? value : -value;
    }

    /** A dictionary of a tree. Only the outermost may be empty. */
    ConfigDict dict(int depth) throws FormatException {
        requireDepth(depth);
        expect('d');
        var dict = new ConfigDict.Builder(4);
        while (!take('e')) {
            var key = octets();
            if (!dict.ascendsTo(key)) {
                throw new FormatException("Keys of a config dictionary do not ascend");
            }
            dict.append(key, value(depth + 1));
        }
        var result = dict.build();
        if (depth > 0 && result.isEmpty()) {
            throw new FormatException("Config dictionary is empty");
        }
        return result;
    }

    private ConfigValue value(int depth) throws FormatException {
        return switch (peek()) {
            case 'd' -> dict(depth);
            case 'l' -> {
                var set = ConfigSet.ofAscending(scalars());
                if (set.isEmpty()) {
                    throw new FormatException("Config set is empty");
                }
                yield set;
            }
            default -> scalar();
        };
    }

    private List<ConfigScalar> scalars() throws FormatException {
        expect('l');
        var scalars = new ArrayList<ConfigScalar>();
        while (!take('e')) {
            scalars.add(scalar());
        }
        return scalars;
    }

    private ConfigScalar scalar() throws FormatException {
        return peek() == 'i' ? new ConfigScalar.Int(number()) : new ConfigScalar.Octets(octets());
    }

    ConfigDiff diff(int depth) throws FormatException {
        requireDepth(depth);
        expect('d');
        var entries = new ArrayList<ConfigDiff.Entry>();
        while (!take('e')) {
            var key = octets();
            if (!entries.isEmpty() && entries.getLast().key().compareTo(key) >= 0) {
                throw new FormatException("Keys of a config diff do not ascend");
            }
            entries.add(new ConfigDiff.Entry(key, change(depth + 1)));
        }
        return ConfigDiff.of(entries);
    }

    private Change change(int depth) throws FormatException {
        return switch (peek()) {
            case 'd' -> diff(depth);
            case 'l' -> members();
            default -> {
                var mark = octets();
                if (mark.equals(Bytes.EMPTY)) {
                    yield Change.ASSIGNED;
                }
                if (mark.equals(ConfigDict.key("-"))) {
                    yield Change.REMOVED;
                }
                throw new FormatException("Config diff has an unknown mark");
            }
        };
    }

    private Change.Members members() throws FormatException {
        expect('l');
        var added = scalars();
        var removed = scalars();
        expect('e');
        ConfigSet.requireAscending(added);
        ConfigSet.requireAscending(removed);
        return new Change.Members(added, removed);
    }

    /** Takes any bt value, to be kept as it is. */
    Bytes skip() throws FormatException {
        var start = at;
        skip(0);
        return slice(start, at);
    }

    private void skip(int depth) throws FormatException {
        requireDepth(depth);
        switch (peek()) {
            case 'i' -> number();
            case 'l' -> {
                at++;
                while (!take('e')) {
                    skip(depth + 1);
                }
            }
            case 'd' -> {
                at++;
                while (!take('e')) {
                    octets();
                    skip(depth + 1);
                }
            }
            default -> octets();
        }
    }

    private static void requireDepth(int depth) throws FormatException {
        if (depth >= DEPTH_MAX) {
            throw new FormatException("Config message is nested more than " + DEPTH_MAX + " deep");
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
