package hearth.client.network;

import hearth.client.network.NetworkProfile.Seed;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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

    @Override
    public byte[] post(Seed seed, byte[] json, Duration timeout) throws IOException {
        var request = HttpRequest.newBuilder(seed.url())
                .timeout(timeout)
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
                var response =
                        client.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
                if (response.statusCode() != 200) {
                    throw new IOException("Seed answers with status " + response.statusCode());
                }
                return response.body();
            } finally {
                client.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for a seed");
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
