package hearth.service.swarm;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import java.util.HashMap;
import java.util.Optional;

/**
 * What a node asks another one with {@code sn.data_ready} (network.md §5.4): "hand me what is mine".
 *
 * <pre>
 *  d 1:@ i0e  6:digest 8192:…  1:t i0e e      digest is ours and optional
 * </pre>
 *
 * @param digest what the sender has; it is handed everything if this is absent
 */
record DumpQuestion(Optional<Digest> digest) {

    private static final String VERSION = "@";
    private static final String TYPE = "t";
    private static final String DIGEST = "digest";

    Bytes encode() {
        var dict = new HashMap<String, Bt>();
        dict.put(VERSION, Bt.of(0));
        dict.put(TYPE, Bt.of(0));
        digest.ifPresent(have -> dict.put(DIGEST, Bt.of(have.bytes())));
        return Bytes.wrap(BtCodec.encode(Bt.dict(dict)));
    }

    /** Untrusted input: throws {@link FormatException}, nothing else. */
    static DumpQuestion decode(byte[] bytes) throws FormatException {
        var dict = BtCodec.decodeDict(bytes);
        if (dict.number(VERSION) != 0) {
            throw new FormatException("Dump question has another version than 0");
        }
        return new DumpQuestion(
                dict.find(DIGEST).isPresent() ? Optional.of(Digest.of(dict.bytes(DIGEST))) : Optional.empty());
    }
}
