package hearth.web.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Opens connections to a loopback port. A read never waits longer than ten seconds. */
public interface Wire {

    int PATIENCE_MILLIS = 10_000;

    Socket open() throws IOException;

    /** TLS, trusting exactly this certificate. */
    static Wire tls(int port, X509Certificate trusted) {
        var context = context(trusted);
        return () -> {
            var socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.startHandshake();
            return socket;
        };
    }

    static Wire plain(int port) {
        return () -> {
            var socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return socket;
        };
    }

    /** A context in which this certificate is the only one trusted. */
    static SSLContext context(X509Certificate trusted) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("box", trusted);
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has TLS", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
