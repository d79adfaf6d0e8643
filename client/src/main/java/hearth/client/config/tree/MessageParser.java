package hearth.client.config.tree;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Ed25519PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads one config message from its first byte to its last. Keys that it does not know are kept as they are. */
final class MessageParser {

    private final byte[] plain;
    private final TreeReader in;
    private final Optional<Ed25519PublicKey> verifier;
    private final int lag;
    private final SortedMap<Bytes, Bytes> unknown = new TreeMap<>();

    /** The key whose value is next, and where it begins. */
    private Bytes key = Bytes.EMPTY;

    private int keyStart;
    private boolean ended;

    MessageParser(byte[] plain, Optional<Ed25519PublicKey> verifier, int lag) {
        this.plain = plain;
        this.in = new TreeReader(plain);
        this.verifier = verifier;
        this.lag = lag;
    }

    ConfigMessage parse() throws FormatException {
        in.expect('d');
        nextKey();
        if (ended || !key.equals(ConfigDict.key(ConfigMessage.SEQNO))) {
            throw new FormatException("Config message does not begin with its number");
        }
        var seqno = in.number();
        if (seqno < 0 || seqno > ConfigMessage.SEQNO_MAX) {
            throw new FormatException("Number of a config message is negative or too large");
        }
        nextKey();
        if (!reach(ConfigMessage.DATA)) {
            throw new FormatException("Config message has no data");
        }
        var data = in.dict(0);
        nextKey();
        var lags = List.<Lag>of();
        if (reach(ConfigMessage.LAGS)) {
            lags = lags(seqno);
            nextKey();
        }
        var diff = ConfigDiff.EMPTY;
        if (reach(ConfigMessage.DIFF)) {
            diff = in.diff(0);
            nextKey();
        }
        signature();
        if (!ended || !in.atEnd()) {
            throw new FormatException("Something follows the end of a config message");
        }
        return new ConfigMessage(seqno, data, lags, diff, unknown, lag, plain.clone());
    }

    /** Keeps what stands in front of {@code wanted}; says whether its value is next. */
    private boolean reach(String wanted) throws FormatException {
        var target = ConfigDict.key(wanted);
        while (!ended && key.compareTo(target) < 0) {
            unknown.put(key, in.skip());
            nextKey();
        }
        return !ended && key.equals(target);
    }

    /** Takes the next key, or the end of the dictionary. */
    private void nextKey() throws FormatException {
        if (in.take('e')) {
            ended = true;
            return;
        }
        keyStart = in.position();
        var next = in.octets();
        if (next.compareTo(key) <= 0) {
            throw new FormatException("Keys of a config message do not ascend");
        }
        key = next;
    }

    private List<Lag> lags(long seqno) throws FormatException {
        in.expect('l');
        var lags = new ArrayList<Lag>();
        while (!in.take('e')) {
            in.expect('l');
            var number = in.number();
            if (number >= seqno) {
                throw new FormatException("Config message follows a version that is not older");
            }
            var hash = in.octets();
            if (hash.length() != Version.HASH_BYTES) {
                throw new FormatException("Hash of an earlier config message has " + hash.length() + " bytes");
            }
            var entry = new Lag(new Version(number, hash), in.diff(0));
            in.expect('e');
            if (number <= seqno - lag) {
                continue;
            }
            if (!lags.isEmpty() && lags.getLast().version().compareTo(entry.version()) >= 0) {
                throw new FormatException("Earlier versions in a config message do not ascend");
            }
            lags.add(entry);
        }
        return lags;
    }

    private void signature() throws FormatException {
        if (!reach(ConfigMessage.SIGNATURE)) {
            if (verifier.isPresent()) {
                throw new FormatException("Config message is not signed");
            }
            return;
        }
        var signed = Arrays.copyOf(plain, keyStart);
        var signature = in.octets();
        if (signature.length() != Ed25519PublicKey.SIGNATURE_BYTES) {
            throw new FormatException("Signature of a config message has " + signature.length() + " bytes");
        }
        if (verifier.isPresent() && !verifier.get().verify(signed, signature.toArray())) {
            throw new FormatException("Config message is not signed by its group");
        }
        nextKey();
    }
}
