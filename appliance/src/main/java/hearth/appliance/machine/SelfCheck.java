package hearth.appliance.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import hearth.web.trust.TrustMaterial;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Opens a page of the box as a browser would: over TLS, trusting the box's own certificate authority and no other. */
public final class SelfCheck {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String HOST = "localhost";
    private static final String QUESTION = "GET /help HTTP/1.1\r\nHost: " + HOST + "\r\nConnection: close\r\n\r\n";
    private static final String EXPECTED = "HTTP/1.1 200";

    private final TrustMaterial trust;
    private final InetAddress address;
    private final int port;

    /**
     * @param trust what devices are asked to trust
     * @param bind  the address the pages listen on
     * @param port  the port of the pages
     */
    public SelfCheck(TrustMaterial trust, InetAddress bind, int port) {
        this.trust = trust;
        this.address = bind.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bind;
        this.port = port;
    }

    /** Asks, and throws when the answer does not come or is not the page. */
    public void ask() throws IOException {
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(address, port), (int) PATIENCE.toMillis());
            plain.setSoTimeout((int) PATIENCE.toMillis());
            try (var tls = (SSLSocket) sockets().createSocket(plain, HOST, port, true)) {
                var parameters = tls.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                tls.setSSLParameters(parameters);
                tls.getOutputStream().write(QUESTION.getBytes(US_ASCII));
                var answer = new String(tls.getInputStream().readNBytes(EXPECTED.length()), US_ASCII);
                if (!answer.equals(EXPECTED)) {
                    throw new IOException("The box answered itself with: " + answer);
                }
            }
        } catch (GeneralSecurityException failure) {
            throw new IOException("The box's own certificate cannot be used", failure);
        }
    }

    private SSLSocketFactory sockets() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "root",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(trust.rootCertificate())));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
