package hearth.client.network;

import hearth.client.network.NetworkProfile.Seed;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * The real way to seed nodes: HTTPS to a server that must show exactly the pinned key. Names and dates of the certificate
 * do not matter, the key does. Every question has a connection of its own: there are few.
 */
public final class PinnedSeedLink implements SeedLink {

    /** Two thousand nodes take about 700 kB. */
    private static final int ANSWER_BYTES_MAX = 16 << 20;

    private final int answerBytesMax;

    public PinnedSeedLink() {
        this(ANSWER_BYTES_MAX);
    }

    /** {@code answerBytesMax} is the longest body that is read. */
    PinnedSeedLink(int answerBytesMax) {
        this.answerBytesMax = answerBytesMax;
    }

    @Override
    public byte[] post(Seed seed, byte[] json, Duration timeout) throws IOException {
        var request = HttpRequest.newBuilder(seed.url())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                .build();
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .sslContext(pinning(seed))
                .build()) {
            try {
                var response = WholeAnswer.of(client, request, answerBytesMax, timeout);
                if (response.statusCode() != 200) {
                    throw new IOException("Seed answers with status " + response.statusCode());
                }
                return response.body();
            } finally {
                client.shutdownNow();
            }
        }
    }

    private static SSLContext pinning(Seed seed) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(
                    null,
                    new TrustManager[] {new TrustPinnedKey(Base64.getDecoder().decode(seed.spkiPin()))},
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no TLS", e);
        }
    }
}
