package hearth.protocol.onion;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.crypto.X25519PublicKey;
import java.util.TreeMap;

/**
 * What one node hands to the next: a bt dictionary (network specification 6.3).
 *
 * @param ciphertext the layer for the receiver
 * @param ephemeral  the client's key of that layer
 * @param encType    how that layer is encrypted
 * @param hopNo      how often the request was relayed, 1 or more; a receiver refuses it above
 *                   {@link OnionErrors#HOPS_MAX}
 */
public record OnionHop(Bytes ciphertext, X25519PublicKey ephemeral, EncType encType, int hopNo) {

    private static final String DATA = "data";
    private static final String ENC_TYPE = "enc_type";
    private static final String EPHEMERAL_KEY = "ephemeral_key";
    private static final String HOP_NO = "hop_no";

    public OnionHop {
        if (hopNo < 1) {
            throw new IllegalArgumentException("Hop number is " + hopNo + ", it must be at least 1");
        }
    }

    /** Says whether the request was relayed more often than a receiver accepts. */
    public boolean isTooFar() {
        return hopNo > OnionErrors.HOPS_MAX;
    }

    public byte[] encode() {
        var dict = new TreeMap<Bt.Bytes, Bt>();
        dict.put(Bt.text(DATA), Bt.of(ciphertext.toArray()));
        dict.put(Bt.text(ENC_TYPE), Bt.text(encType.wireName()));
        dict.put(Bt.text(EPHEMERAL_KEY), Bt.of(ephemeral.bytes()));
        dict.put(Bt.text(HOP_NO), Bt.of(hopNo));
        return BtCodec.encode(new Bt.Dict(dict));
    }

    /** Reads one hop. Untrusted input: throws {@link FormatException}, nothing else. */
    public static OnionHop decode(byte[] bytes) throws FormatException {
        if (bytes.length > OnionEnvelope.BYTES_MAX) {
            throw new FormatException("Onion hop has " + bytes.length + " bytes, more than " + OnionEnvelope.BYTES_MAX);
        }
        var dict = BtCodec.decodeDict(bytes);
        var key = dict.bytes(EPHEMERAL_KEY);
        if (key.length != X25519PublicKey.BYTES) {
            throw new FormatException("Ephemeral key has " + key.length + " bytes, not " + X25519PublicKey.BYTES);
        }
        var encType = dict.find(ENC_TYPE).isPresent() ? EncType.parse(dict.string(ENC_TYPE)) : EncType.AES_GCM;
        return new OnionHop(Bytes.wrap(dict.bytes(DATA)), X25519PublicKey.of(key), encType, hopNo(dict));
    }

    /** A missing number, or one below 1, counts as 1. */
    private static int hopNo(Bt.Dict dict) throws FormatException {
        var hopNo = dict.find(HOP_NO).isPresent() ? dict.number(HOP_NO) : 1;
        return Math.toIntExact(Math.clamp(hopNo, 1L, Integer.MAX_VALUE));
    }
}
