package hearth.service.omq;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.service.omq.wire.CurveClient;
import hearth.service.omq.wire.CurveSession;
import hearth.service.omq.wire.Frame;
import hearth.service.omq.wire.Frames;
import hearth.service.omq.wire.Greeting;
import hearth.service.omq.wire.PeerProperties;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** A client on a plain socket, which does step by step what a test wants, also what it must not. */
public final class RawClient implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    final Socket socket;
    private final ByteBuf received = Unpooled.buffer();

    private RawClient(Socket socket) {
        this.socket = socket;
    }

    public static RawClient connect(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        return new RawClient(socket);
    }

    RawClient write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawClient greet() throws IOException {
        return write(Greeting.curve(false).encode());
    }

    /** Greets and shakes hands with a fresh key. */
    CurveSession open(TestNode with) throws IOException, FormatException {
        return open(with.keys.x25519().publicKey());
    }

    /** Greets whoever holds {@code server}, and shakes hands with a fresh key. */
    public CurveSession open(X25519PublicKey server) throws IOException, FormatException {
        greet();
        fill(Greeting.BYTES);
        received.skipBytes(Greeting.BYTES);
        var properties = new PeerProperties(PeerProperties.DEALER, Bytes.EMPTY);
        var client = new CurveClient(X25519KeyPair.generate(RANDOM), server, properties, RANDOM);
        write(Frames.command(client.hello()));
        write(Frames.command(client.initiate(frame().body())));
        return client.ready(frame().body());
    }

    private void fill(int bytes) throws IOException {
        var buffer = new byte[4_096];
        while (received.readableBytes() < bytes) {
            var count = socket.getInputStream().read(buffer);
            if (count < 0) {
                throw new EOFException();
            }
            received.writeBytes(buffer, 0, count);
        }
    }

    Frame frame() throws IOException, FormatException {
        while (true) {
            var frame = Frames.read(received, 20 << 20);
            if (frame.isPresent()) {
                return frame.get();
            }
            fill(received.readableBytes() + 1);
        }
    }

    public RawClient send(CurveSession session, List<Bytes> message) throws IOException {
        for (var i = 0; i < message.size(); i++) {
            write(session.seal(i < message.size() - 1, message.get(i).buffer()));
        }
        return this;
    }

    /** The next message; PINGs are passed over. */
    public List<Bytes> message(CurveSession session) throws IOException, FormatException {
        var parts = new ArrayList<Bytes>();
        while (true) {
            var frame = session.open(frame().body());
            if (!frame.command()) {
                parts.add(Bytes.wrap(frame.body()));
                if (!frame.more()) {
                    return parts;
                }
            }
        }
    }

    /** Whether the other side hangs up, whatever it sends before that. */
    boolean isCut() throws IOException {
        try {
            var buffer = new byte[4_096];
            while (socket.getInputStream().read(buffer) >= 0) {
                // what it sends does not matter
            }
            return true;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
