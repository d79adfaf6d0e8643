package hearth.client.network;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One exchange over HTTP with a limit on both time and size. The JDK's own time limit ends with the head of an answer: a
 * server that sends its body a byte a minute would hold us for as long as it likes.
 */
final class WholeAnswer {

    private WholeAnswer() {}

    /**
     * Sends {@code request} and gives back the answer with all of its body.
     *
     * @param bytesMax longest body; a longer one is an {@link IOException} as soon as that is known
     * @param timeout  for everything together, connecting included
     */
    static HttpResponse<byte[]> of(HttpClient client, HttpRequest request, int bytesMax, Duration timeout)
            throws IOException {
        var answer = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), bytesMax));
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            answer.cancel(true);
            throw new HttpTimeoutException("No whole answer within " + timeout.toMillis() + " ms");
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for an answer");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException reason) {
                throw reason;
            }
            throw new IOException("The exchange failed", failed.getCause());
        }
    }
}
