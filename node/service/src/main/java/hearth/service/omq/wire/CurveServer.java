package hearth.service.omq.wire;

import static hearth.service.omq.wire.CurveClient.COOKIE_BYTES;
import static hearth.service.omq.wire.CurveClient.HELLO_BOX_AT;
import static hearth.service.omq.wire.CurveClient.HELLO_BYTES;
import static hearth.service.omq.wire.CurveClient.HELLO_COUNT_AT;
import static hearth.service.omq.wire.CurveClient.HELLO_KEY_AT;
import static hearth.service.omq.wire.CurveClient.HELLO_ZEROS;
import static hearth.service.omq.wire.CurveClient.INITIATE_BOX_AT;
import static hearth.service.omq.wire.CurveClient.INITIATE_COUNT_AT;
import static hearth.service.omq.wire.CurveClient.INITIATE_FIXED_BYTES;
import static hearth.service.omq.wire.CurveClient.KEY_BYTES;
import static hearth.service.omq.wire.CurveClient.READY_BOX_AT;
import static hearth.service.omq.wire.CurveClient.VOUCH_BOX_BYTES;
import static hearth.service.omq.wire.CurveClient.WELCOME_BOX_AT;
import static hearth.service.omq.wire.CurveClient.WELCOME_BYTES;
import static hearth.service.omq.wire.CurveClient.isNamed;
import static hearth.service.omq.wire.CurveClient.require;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.BoxKey;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * The listener's part of a CURVE handshake: {@link #welcome}, then {@link #accept}. {@link CurveClient} draws the steps. The cookie
 * is random and kept here instead of being computed from a key: over TCP there is a connection to keep it with. For one thread.
 */
public final class CurveServer {

    /**
     * A handshake that ended well.
     *
     * @param client     the key that the other side holds
     * @param properties what it says about itself
     * @param ready      what to send now
     */
    public record Accepted(X25519PublicKey client, PeerProperties properties, Bytes ready, CurveSession session) {}

    private final X25519KeyPair own;
    private final PeerProperties properties;
    private final SecureRandom random;
    private final byte[] cookie = new byte[COOKIE_BYTES];

    /** What is known between HELLO and INITIATE. */
    private record Halfway(X25519PublicKey theirs, X25519KeyPair shortLived, long count) {}

    private Optional<Halfway> halfway = Optional.empty();
    private boolean begun;

    public CurveServer(X25519KeyPair own, PeerProperties properties, SecureRandom random) {
        this.own = own;
        this.properties = properties;
        this.random = random;
    }

    /** Reads HELLO, gives WELCOME. Untrusted input. */
    public byte[] welcome(byte[] hello) throws FormatException {
        require(!begun && hello.length == HELLO_BYTES && isNamed(hello, CurveClient.HELLO), "HELLO");
        require(
                hello[CurveClient.HELLO.length] == 1 && hello[CurveClient.HELLO.length + 1] == 0,
                "HELLO of version 1.0");
        begun = true;
        var theirs = X25519PublicKey.of(Arrays.copyOfRange(hello, HELLO_KEY_AT, HELLO_KEY_AT + KEY_BYTES));
        var count = ByteBuffer.wrap(hello).getLong(HELLO_COUNT_AT);
        var key = BoxKey.agree(own, theirs);
        try {
            key.open(Nonces.counted(Nonces.HELLO, count), hello, HELLO_BOX_AT, hello.length - HELLO_BOX_AT);
            require(
                    Crypto.constantTimeEquals(
                            Arrays.copyOfRange(hello, hello.length - HELLO_ZEROS, hello.length), new byte[HELLO_ZEROS]),
                    "HELLO");
            var shortLived = X25519KeyPair.generate(random);
            random.nextBytes(cookie);
            halfway = Optional.of(new Halfway(theirs, shortLived, count));
            return sealed(key, shortLived.publicKey());
        } finally {
            key.wipe();
        }
    }

    private byte[] sealed(BoxKey key, X25519PublicKey shortLived) {
        var welcome = new byte[WELCOME_BYTES];
        var nonce = new byte[Nonces.LONG_BYTES];
        random.nextBytes(nonce);
        ByteBuffer.wrap(welcome)
                .put(CurveClient.WELCOME)
                .put(nonce)
                .position(WELCOME_BOX_AT + BoxKey.TAG_BYTES)
                .put(shortLived.bytes())
                .put(cookie);
        key.seal(Nonces.random(Nonces.WELCOME, nonce, 0), welcome, WELCOME_BOX_AT, KEY_BYTES + COOKIE_BYTES);
        return welcome;
    }

    /** Reads INITIATE, gives READY and all that is known of the other side. Untrusted input. */
    public Accepted accept(byte[] initiate) throws FormatException {
        var known = halfway.orElseThrow(() -> new FormatException("HELLO expected"));
        halfway = Optional.empty();
        try {
            return accept(initiate, known);
        } finally {
            known.shortLived().wipe();
        }
    }

    private Accepted accept(byte[] initiate, Halfway known) throws FormatException {
        require(
                initiate.length >= INITIATE_BOX_AT + BoxKey.TAG_BYTES + INITIATE_FIXED_BYTES
                        && isNamed(initiate, CurveClient.INITIATE),
                "INITIATE");
        var cookieAt = CurveClient.INITIATE.length;
        require(
                Crypto.constantTimeEquals(cookie, Arrays.copyOfRange(initiate, cookieAt, cookieAt + COOKIE_BYTES)),
                "INITIATE with our cookie");
        var count = ByteBuffer.wrap(initiate).getLong(INITIATE_COUNT_AT);
        require(Long.compareUnsigned(count, known.count()) > 0, "INITIATE that counts on");
        var session = BoxKey.agree(known.shortLived(), known.theirs());
        try {
            session.open(
                    Nonces.counted(Nonces.INITIATE, count),
                    initiate,
                    INITIATE_BOX_AT,
                    initiate.length - INITIATE_BOX_AT);
            var at = INITIATE_BOX_AT + BoxKey.TAG_BYTES;
            var client = X25519PublicKey.of(Arrays.copyOfRange(initiate, at, at + KEY_BYTES));
            checkVouch(initiate, at + KEY_BYTES, client, known);
            var saidAt = at + INITIATE_FIXED_BYTES;
            var said = PeerProperties.decode(initiate, saidAt, initiate.length - saidAt);
            var ready = Bytes.wrap(ready(session));
            return new Accepted(client, said, ready, new CurveSession(session, false, 1, count));
        } catch (FormatException refused) {
            session.wipe();
            throw refused;
        }
    }

    /** Whether the holder of {@code client} says that the short-lived key is its own, and to us. */
    private void checkVouch(byte[] initiate, int at, X25519PublicKey client, Halfway known) throws FormatException {
        var key = BoxKey.agree(known.shortLived(), client);
        try {
            var boxAt = at + Nonces.LONG_BYTES;
            key.open(Nonces.random(Nonces.VOUCH, initiate, at), initiate, boxAt, VOUCH_BOX_BYTES);
            var vouched = ByteBuffer.allocate(2 * KEY_BYTES)
                    .put(known.theirs().bytes())
                    .put(own.publicKey().bytes())
                    .array();
            var said = Arrays.copyOfRange(initiate, boxAt + BoxKey.TAG_BYTES, boxAt + VOUCH_BOX_BYTES);
            require(Crypto.constantTimeEquals(vouched, said), "INITIATE with a voucher for this connection");
        } finally {
            key.wipe();
        }
    }

    private byte[] ready(BoxKey session) {
        var said = properties.encode();
        var ready = new byte[READY_BOX_AT + BoxKey.TAG_BYTES + said.length];
        ByteBuffer.wrap(ready)
                .put(CurveClient.READY)
                .putLong(1)
                .position(READY_BOX_AT + BoxKey.TAG_BYTES)
                .put(said);
        session.seal(Nonces.counted(Nonces.READY, 1), ready, READY_BOX_AT, said.length);
        return ready;
    }

    /** Overwrites the secrets of a handshake that did not end. */
    public void wipe() {
        halfway.ifPresent(known -> known.shortLived().wipe());
        halfway = Optional.empty();
    }
}
