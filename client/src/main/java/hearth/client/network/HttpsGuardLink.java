package hearth.client.network;

import hearth.protocol.Bytes;
import hearth.protocol.network.NodeInfo;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * The real way to first nodes: the JDK's HTTP client, HTTP/1.1 over TLS with connections kept open. Certificates are not
 * checked, since nodes have none worth checking (network.md section 1.3): what protects a request are the onion layers.
 */
public final class HttpsGuardLink implements GuardLink {

    /** Larger than the largest answer to a poll (network.md section 3.6.2) in base64, twice wrapped. */
    private static final int ANSWER_BYTES_MAX = 16 << 20;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final int answerBytesMax;
    private final ExecutorService threads;
    private final HttpClient client;

    static {
        // The JDK closes idle connections after 30 s, which would make a box that is used now and then connect anew for
        // every message. Read once, when its HTTP client is first loaded; a value given on the command line stays.
        if (System.getProperty("jdk.httpclient.keepalive.timeout") == null) {
            System.setProperty("jdk.httpclient.keepalive.timeout", "180");
        }
    }

    public HttpsGuardLink() {
        this(ANSWER_BYTES_MAX);
    }

    /** {@code answerBytesMax} is the longest body that is read. */
    HttpsGuardLink(int answerBytesMax) {
        this.answerBytesMax = answerBytesMax;
        threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("hearth-guard-link-", 0).factory());
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .sslContext(trustingContext())
                .executor(threads)
                .build();
    }

    @Override
    public Reply post(NodeInfo guard, String path, byte[] body, Duration timeout) throws IOException {
        var request = HttpRequest.newBuilder(URI.create("https://" + authority(guard) + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            var response = WholeAnswer.of(client, request, answerBytesMax, timeout);
            return new Reply(response.statusCode(), Bytes.wrap(response.body()));
        } catch (ConnectException | HttpConnectTimeoutException away) {
            throw new ConnectFailedException("Node does not accept connections", away);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }

    private static String authority(NodeInfo node) {
        var host = node.host().indexOf(':') >= 0 ? '[' + node.host() + ']' : node.host();
        return host + ':' + node.httpsPort();
    }

    private static SSLContext trustingContext() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAnyone()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no TLS", e);
        }
    }
}
