package hearth.service.omq.wire;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.BoxKey;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The dialler's part of a CURVE handshake (rfc.zeromq.org 26): {@link #hello}, {@link #initiate}, {@link #ready}, in this order
 * and each once. When it ends without an exception, the other side holds the key that we dialled, and knows that we hold ours.
 * All bytes are bodies of command frames. For one thread.
 *
 * <pre>
 * HELLO      | 5 HELLO | 1 | 0 | 72 of zeros | our short-lived key C' (32) | count (8) | box C'→S of 64 zeros (80) |
 * WELCOME    | 7 WELCOME | random (16) | box S→C' of: their short-lived key S' (32), cookie (96) |
 * INITIATE   | 8 INITIATE | cookie (96) | count (8) | box C'→S' of: C (32), random (16), box C→S' of: C' (32), S (32); properties |
 * READY      | 5 READY | count (8) | box S'→C' of: properties |
 * </pre>
 */
public final class CurveClient {

    static final byte[] HELLO = Nonces.ascii("\u0005HELLO");
    static final byte[] WELCOME = Nonces.ascii("\u0007WELCOME");
    static final byte[] INITIATE = Nonces.ascii("\u0008INITIATE");
    static final byte[] READY = Nonces.ascii("\u0005READY");
    static final byte[] ERROR = Nonces.ascii("\u0005ERROR");

    static final int KEY_BYTES = X25519PublicKey.BYTES;
    static final int COOKIE_BYTES = 96;
    static final int HELLO_BYTES = 200;
    static final int HELLO_KEY_AT = 80;
    static final int HELLO_COUNT_AT = HELLO_KEY_AT + KEY_BYTES;
    static final int HELLO_BOX_AT = HELLO_COUNT_AT + Nonces.SHORT_BYTES;
    static final int HELLO_ZEROS = 64;

    static final int WELCOME_BOX_AT = 8 + Nonces.LONG_BYTES;
    static final int WELCOME_BYTES = WELCOME_BOX_AT + BoxKey.TAG_BYTES + KEY_BYTES + COOKIE_BYTES;

    static final int INITIATE_COUNT_AT = 9 + COOKIE_BYTES;
    static final int INITIATE_BOX_AT = INITIATE_COUNT_AT + Nonces.SHORT_BYTES;
    static final int VOUCH_BOX_BYTES = BoxKey.TAG_BYTES + 2 * KEY_BYTES;

    /** What stands in the box of INITIATE before the properties. */
    static final int INITIATE_FIXED_BYTES = KEY_BYTES + Nonces.LONG_BYTES + VOUCH_BOX_BYTES;

    static final int READY_BOX_AT = 6 + Nonces.SHORT_BYTES;

    /** The longest step of a handshake, in either direction. */
    public static final int STEP_BYTES_MAX =
            INITIATE_BOX_AT + BoxKey.TAG_BYTES + INITIATE_FIXED_BYTES + PeerProperties.BYTES_MAX;

    private final X25519KeyPair own;
    private final X25519PublicKey server;
    private final PeerProperties properties;
    private final SecureRandom random;
    private final X25519KeyPair shortLived;
    private final BoxKey towardsServer;
    private long sent;

    /** Becomes the key of the session. */
    private BoxKey session;

    private boolean initiated;
    private boolean done;

    /** Throws if {@code server} is not a key to agree with. */
    public CurveClient(X25519KeyPair own, X25519PublicKey server, PeerProperties properties, SecureRandom random)
            throws FormatException {
        this.own = own;
        this.server = server;
        this.properties = properties;
        this.random = random;
        shortLived = X25519KeyPair.generate(random);
        towardsServer = BoxKey.agree(shortLived, server);
        session = towardsServer;
    }

    public byte[] hello() {
        var hello = new byte[HELLO_BYTES];
        sent++;
        ByteBuffer.wrap(hello)
                .put(HELLO)
                .put((byte) 1)
                .position(HELLO_KEY_AT)
                .put(shortLived.publicKey().bytes())
                .putLong(sent);
        towardsServer.seal(Nonces.counted(Nonces.HELLO, sent), hello, HELLO_BOX_AT, HELLO_ZEROS);
        return hello;
    }

    /** Reads WELCOME, gives INITIATE. Throws if the other side does not hold the key that we dialled. */
    public byte[] initiate(byte[] welcome) throws FormatException {
        if (sent != 1 || initiated) {
            throw new FormatException("WELCOME is not expected now");
        }
        require(welcome.length == WELCOME_BYTES && isNamed(welcome, WELCOME), "WELCOME");
        towardsServer.open(
                Nonces.random(Nonces.WELCOME, welcome, WELCOME.length),
                welcome,
                WELCOME_BOX_AT,
                welcome.length - WELCOME_BOX_AT);
        initiated = true;
        var keyAt = WELCOME_BOX_AT + BoxKey.TAG_BYTES;
        var theirs = X25519PublicKey.of(Arrays.copyOfRange(welcome, keyAt, keyAt + KEY_BYTES));
        session = BoxKey.agree(shortLived, theirs);
        towardsServer.wipe();

        var said = properties.encode();
        var plainBytes = INITIATE_FIXED_BYTES + said.length;
        var initiate = new byte[INITIATE_BOX_AT + BoxKey.TAG_BYTES + plainBytes];
        sent++;
        ByteBuffer.wrap(initiate)
                .put(INITIATE)
                .put(welcome, keyAt + KEY_BYTES, COOKIE_BYTES)
                .putLong(sent)
                .position(INITIATE_BOX_AT + BoxKey.TAG_BYTES)
                .put(own.publicKey().bytes())
                .put(vouch(theirs))
                .put(said);
        session.seal(Nonces.counted(Nonces.INITIATE, sent), initiate, INITIATE_BOX_AT, plainBytes);
        return initiate;
    }

    /** Random bytes and a box that only the holder of our long-lived key can make. */
    private byte[] vouch(X25519PublicKey theirs) throws FormatException {
        var vouch = new byte[Nonces.LONG_BYTES + VOUCH_BOX_BYTES];
        var nonce = new byte[Nonces.LONG_BYTES];
        random.nextBytes(nonce);
        ByteBuffer.wrap(vouch)
                .put(nonce)
                .position(Nonces.LONG_BYTES + BoxKey.TAG_BYTES)
                .put(shortLived.publicKey().bytes())
                .put(server.bytes());
        var key = BoxKey.agree(own, theirs);
        key.seal(Nonces.random(Nonces.VOUCH, nonce, 0), vouch, Nonces.LONG_BYTES, 2 * KEY_BYTES);
        key.wipe();
        return vouch;
    }

    /** Reads READY and ends the handshake. */
    public CurveSession ready(byte[] ready) throws FormatException {
        if (!initiated || done) {
            throw new FormatException("READY is not expected now");
        }
        require(ready.length >= READY_BOX_AT + BoxKey.TAG_BYTES && isNamed(ready, READY), "READY");
        var count = ByteBuffer.wrap(ready).getLong(READY.length);
        session.open(Nonces.counted(Nonces.READY, count), ready, READY_BOX_AT, ready.length - READY_BOX_AT);
        PeerProperties.decode(ready, READY_BOX_AT + BoxKey.TAG_BYTES, ready.length - READY_BOX_AT - BoxKey.TAG_BYTES);
        done = true;
        wipe();
        return new CurveSession(session, true, sent, count);
    }

    /** Overwrites the secrets of the handshake; the key of the session too, unless it was reached. */
    public void wipe() {
        shortLived.wipe();
        towardsServer.wipe();
        if (!done) {
            session.wipe();
        }
    }

    static boolean isNamed(byte[] body, byte[] name) {
        return body.length >= name.length && Arrays.equals(body, 0, name.length, name, 0, name.length);
    }

    static void require(boolean well, String step) throws FormatException {
        if (!well) {
            throw new FormatException(step + " expected");
        }
    }
}
