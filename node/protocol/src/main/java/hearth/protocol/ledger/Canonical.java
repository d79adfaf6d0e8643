package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The one form in which a value of the ledger is written: a bt list whose items stand in a fixed order (network
 * specification, appendix B). What decodes encodes to the same bytes again.
 */
public final class Canonical {

    /** Makes a value of its bt form. May throw what constructors and sums of values throw, none of which leaves a decoder. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Bt form) throws FormatException;
    }

    private Canonical() {}

    /**
     * Reads exactly one value from untrusted bytes. Throws {@link FormatException}, and nothing else, for more than {@code
     * bytesMax} bytes, for anything that {@code reader} does not take, and for every other spelling of a value.
     *
     * @param what   names the value in messages
     * @param writer the inverse of {@code reader}
     */
    public static <T> T decode(byte[] bytes, int bytesMax, String what, Reader<T> reader, Function<T, Bt> writer)
            throws FormatException {
        if (bytes.length > bytesMax) {
            throw new FormatException(what + " has " + bytes.length + " bytes, at most " + bytesMax + " are read");
        }
        try {
            var value = reader.read(BtCodec.decode(bytes));
            if (!Arrays.equals(BtCodec.encode(writer.apply(value)), bytes)) {
                throw new FormatException(what + " is not in its canonical form");
            }
            return value;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new FormatException(what + " holds a value that is not allowed", e);
        }
    }
}
