package hearth.protocol.bt;

import hearth.protocol.FormatException;

/** Writes values in their one canonical form, and reads them back from untrusted bytes. */
public final class BtCodec {

    /** How deeply lists and dictionaries may be nested. Nothing on the network comes near. */
    public static final int DEPTH_MAX = 100;

    /** The largest encoding that is read or written, in bytes. */
    public static final int BYTES_MAX = 1 << 25;

    private BtCodec() {}

    /** The canonical encoding: the same bytes for equal values. */
    public static byte[] encode(Bt value) {
        return BtWriter.write(value);
    }

    /**
     * Reads exactly one value, as leniently as the network does: leading zeros and {@code -0} are fine, dictionary keys
     * may stand in any order, and of two equal keys the first counts. Throws {@link FormatException}, nothing else.
     */
    public static Bt decode(byte[] bytes) throws FormatException {
        return new BtReader(bytes, false).readOnly();
    }

    /** Like {@link #decode}, whatever follows the value. */
    public static Bt decodeFirst(byte[] bytes) throws FormatException {
        return new BtReader(bytes, false).readFirst();
    }

    /** Like {@link #decode}, but refuses dictionaries whose keys do not strictly ascend, as config messages must. */
    public static Bt decodeOrdered(byte[] bytes) throws FormatException {
        return new BtReader(bytes, true).readOnly();
    }

    /** Like {@link #decode}, for bytes that must be a dictionary. */
    public static Bt.Dict decodeDict(byte[] bytes) throws FormatException {
        if (decode(bytes) instanceof Bt.Dict dict) {
            return dict;
        }
        throw new FormatException("Not a bt dictionary");
    }
}
