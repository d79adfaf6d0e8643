package hearth.client.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Takes connections on loopback and says the same few bytes to everybody, whatever they want. */
final class RawServer implements AutoCloseable {

    private final ServerSocket socket;

    RawServer(ServerSocket socket, byte[] words) {
        this.socket = socket;
        Thread.ofVirtual().start(() -> serve(words));
    }

    /** Without TLS. */
    static RawServer plain(byte[] words) throws IOException {
        return new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), words);
    }

    /** With TLS, but not HTTP. */
    static RawServer tls(Tls tls, byte[] words) throws IOException {
        return new RawServer(
                tls.context().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                words);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve(byte[] words) {
        while (!socket.isClosed()) {
            try {
                var caller = socket.accept();
                Thread.ofVirtual().start(() -> speak(caller, words));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void speak(Socket caller, byte[] words) {
        try (caller) {
            caller.getOutputStream().write(words);
            caller.getOutputStream().flush();
            // What the caller has to say is not of interest, but hanging up on it would hide the answer.
            caller.setSoTimeout(100);
            while (caller.getInputStream().read() >= 0) {
                // Next byte.
            }
        } catch (IOException done) {
            // It hung up, or has said enough.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
