package hearth.service.omq.wire;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.X25519PublicKey;
import java.util.Optional;

/** One side of a handshake, step by step, whichever side it is. All bytes are bodies of command frames. For one thread. */
public interface Handshake {

    /**
     * What to do after a step of the other side.
     *
     * @param send what to send now, empty for nothing
     * @param end  the end of the handshake, if this was it
     */
    record Next(Optional<Bytes> send, Optional<End> end) {}

    /**
     * A handshake that ended well.
     *
     * @param other the key that the other side holds
     */
    record End(X25519PublicKey other, CurveSession session) {}

    /** What to send first, or nothing if the other side begins. */
    Optional<Bytes> first();

    /** Takes a step of the other side. Untrusted input; after an exception the handshake is over. */
    Next step(byte[] body) throws FormatException;

    /** Overwrites what is secret and not needed any more. Afterwards the handshake is over. */
    void wipe();

    /** Whether this side listens. */
    boolean isServer();

    /** The side that dials {@code server}. */
    static Handshake of(CurveClient client, X25519PublicKey server) {
        return new Handshake() {
            private boolean welcomed;

            @Override
            public Optional<Bytes> first() {
                return Optional.of(Bytes.wrap(client.hello()));
            }

            @Override
            public Next step(byte[] body) throws FormatException {
                if (CurveClient.isNamed(body, CurveClient.ERROR)
                        && Command.decode(body) instanceof Command.Failure(var reason)) {
                    throw new FormatException("The other side refuses: " + reason);
                }
                if (welcomed) {
                    return new Next(Optional.empty(), Optional.of(new End(server, client.ready(body))));
                }
                welcomed = true;
                return new Next(Optional.of(Bytes.wrap(client.initiate(body))), Optional.empty());
            }

            @Override
            public void wipe() {
                client.wipe();
            }

            @Override
            public boolean isServer() {
                return false;
            }
        };
    }

    /** The side that listens. */
    static Handshake of(CurveServer server) {
        return new Handshake() {
            private boolean greeted;

            @Override
            public Optional<Bytes> first() {
                return Optional.empty();
            }

            @Override
            public Next step(byte[] body) throws FormatException {
                if (greeted) {
                    var accepted = server.accept(body);
                    return new Next(
                            Optional.of(accepted.ready()), Optional.of(new End(accepted.client(), accepted.session())));
                }
                greeted = true;
                return new Next(Optional.of(Bytes.wrap(server.welcome(body))), Optional.empty());
            }

            @Override
            public void wipe() {
                server.wipe();
            }

            @Override
            public boolean isServer() {
                return true;
            }
        };
    }
}
