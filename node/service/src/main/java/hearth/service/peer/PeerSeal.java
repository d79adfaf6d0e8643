package hearth.service.peer;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.SymmetricKey;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.service.key.NodeKeys;
import hearth.service.registry.NodeRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Seals what two nodes say to each other over HTTPS, so that each knows the other. The first form of the link between nodes;
 * nothing outside this package depends on it.
 *
 * <pre>
 * request:  | version (1) | sender's id (32) | nonce (24) | sealed: time in ms (8, big-endian), content | tag (16) |
 * reply:    | nonce (24) | sealed: content | tag (16) |
 * </pre>
 *
 * Encryption is XChaCha20-Poly1305. The key of each direction is
 * BLAKE2b-256(X25519 of the two long-term keys ‖ sender's key ‖ receiver's key ‖ purpose). A request authenticates its header
 * and the receiver's id besides its content, a reply the nonce of its request. A request is taken once, and only within
 * {@link #WINDOW} of its time.
 */
final class PeerSeal {

    /** How far the clocks of two nodes may be apart. */
    static final Duration WINDOW = Duration.ofSeconds(60);

    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 1 + NodeId.BYTES;
    private static final int NONCE_BYTES = Crypto.XCHACHA_NONCE_BYTES;

    /** What sealing adds to a request. */
    static final int REQUEST_OVERHEAD_BYTES = HEADER_BYTES + NONCE_BYTES + Long.BYTES + Crypto.TAG_BYTES;

    /** What sealing adds to a reply. */
    static final int REPLY_OVERHEAD_BYTES = NONCE_BYTES + Crypto.TAG_BYTES;

    private static final byte[] REQUEST = "hearth peer 1 request".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REPLY = "hearth peer 1 reply".getBytes(StandardCharsets.US_ASCII);

    /** Keys for one peer: agreed once, since that costs more than all the rest. */
    private record Keys(
            X25519PublicKey peer,
            SymmetricKey requestOut,
            SymmetricKey replyIn,
            SymmetricKey requestIn,
            SymmetricKey replyOut) {}

    private final NodeKeys own;
    private final NodeRegistry registry;
    private final Clock clock;
    private final SecureRandom random;
    private final SeenNonces seen;
    private final Map<NodeId, Keys> keys = new ConcurrentHashMap<>();

    PeerSeal(NodeKeys own, NodeRegistry registry, Clock clock, SecureRandom random, SeenNonces seen) {
        this.own = own;
        this.registry = registry;
        this.clock = clock;
        this.random = random;
        this.seen = seen;
    }

    /** A sealed request; {@code nonce} is needed to open its reply. */
    static final class Sealed {
        final byte[] bytes;
        final byte[] nonce;

        private Sealed(byte[] bytes, byte[] nonce) {
            this.bytes = bytes;
            this.nonce = nonce;
        }
    }

    /** An opened request; {@code nonce} is needed to seal its reply. */
    static final class Opened {
        final NodeInfo sender;
        final byte[] content;
        final byte[] nonce;

        private Opened(NodeInfo sender, byte[] content, byte[] nonce) {
            this.sender = sender;
            this.content = content;
            this.nonce = nonce;
        }
    }

    /** Throws if the key of {@code to} is not one to agree with. */
    Sealed request(NodeInfo to, byte[] content) throws FormatException {
        var nonce = nonce();
        var header = ByteBuffer.allocate(HEADER_BYTES)
                .put(VERSION)
                .put(own.id().bytes())
                .array();
        var plain = ByteBuffer.allocate(Long.BYTES + content.length)
                .putLong(clock.millis())
                .put(content)
                .array();
        var sealed = Crypto.xChaChaSeal(
                keys(to).requestOut(), nonce, plain, concat(header, to.id().bytes()));
        return new Sealed(concat(header, nonce, sealed), nonce);
    }

    /** Opens a request. Untrusted input: throws if it is not from a node of the network, too old, or a repetition. */
    Opened open(byte[] bytes) throws FormatException {
        if (bytes.length < REQUEST_OVERHEAD_BYTES) {
            throw new FormatException(
                    "Sealed request has " + bytes.length + " bytes, at least " + REQUEST_OVERHEAD_BYTES + " expected");
        }
        if (bytes[0] != VERSION) {
            throw new FormatException("Sealed request has version " + bytes[0] + ", expected " + VERSION);
        }
        var sender = registry.find(NodeId.of(Arrays.copyOfRange(bytes, 1, HEADER_BYTES)))
                .orElseThrow(() -> new FormatException("Sender is not a node of this network"));
        var nonce = Arrays.copyOfRange(bytes, HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
        var sealed = Arrays.copyOfRange(bytes, HEADER_BYTES + NONCE_BYTES, bytes.length);
        var aad = concat(Arrays.copyOf(bytes, HEADER_BYTES), own.id().bytes());
        var plain = Crypto.xChaChaOpen(keys(sender).requestIn(), nonce, sealed, aad);
        var time = ByteBuffer.wrap(plain).getLong();
        var now = clock.millis();
        if (time < now - WINDOW.toMillis() || time > now + WINDOW.toMillis()) {
            throw new FormatException("The sender's clock and ours are more than " + WINDOW.toSeconds() + " s apart");
        }
        if (!seen.isNew(ByteBuffer.wrap(nonce).getLong(), now)) {
            throw new FormatException("Repeated request");
        }
        return new Opened(sender, Arrays.copyOfRange(plain, Long.BYTES, plain.length), nonce);
    }

    byte[] reply(Opened request, byte[] content) throws FormatException {
        var nonce = nonce();
        return concat(nonce, Crypto.xChaChaSeal(keys(request.sender).replyOut(), nonce, content, request.nonce));
    }

    /** Opens the reply of {@code from} to {@code request}. Untrusted input. */
    byte[] openReply(NodeInfo from, Sealed request, byte[] bytes) throws FormatException {
        if (bytes.length < REPLY_OVERHEAD_BYTES) {
            throw new FormatException(
                    "Sealed reply has " + bytes.length + " bytes, at least " + REPLY_OVERHEAD_BYTES + " expected");
        }
        var nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        var sealed = Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length);
        return Crypto.xChaChaOpen(keys(from).replyIn(), nonce, sealed, request.nonce);
    }

    private byte[] nonce() {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return nonce;
    }

    /** The registry bounds how many there are: only its nodes get this far. */
    private Keys keys(NodeInfo peer) throws FormatException {
        var known = keys.get(peer.id());
        if (known != null && known.peer().equals(peer.x25519())) {
            return known;
        }
        var ours = own.x25519().publicKey();
        var theirs = peer.x25519();
        var shared = own.x25519().agree(theirs);
        var fresh = new Keys(
                theirs,
                key(shared, ours, theirs, REQUEST),
                key(shared, theirs, ours, REPLY),
                key(shared, theirs, ours, REQUEST),
                key(shared, ours, theirs, REPLY));
        Arrays.fill(shared, (byte) 0);
        keys.put(peer.id(), fresh);
        return fresh;
    }

    private static SymmetricKey key(byte[] shared, X25519PublicKey from, X25519PublicKey to, byte[] purpose) {
        var key = Crypto.blake2b(SymmetricKey.BYTES, shared, from.bytes(), to.bytes(), purpose);
        try {
            return SymmetricKey.of(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] concat(byte[]... parts) {
        var length = 0;
        for (var part : parts) {
            length += part.length;
        }
        var all = ByteBuffer.allocate(length);
        for (var part : parts) {
            all.put(part);
        }
        return all.array();
    }
}
