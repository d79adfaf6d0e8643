package hearth.client.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.network.NetworkProfile.Seed;
import hearth.testkit.Seeds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real way to seeds: one key is right and every other is wrong, and a seed may misbehave as anybody may. */
@Timeout(30)
class PinnedSeedLinkTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(250);
    private static final int BYTES_MAX = 100_000;
    private static final byte[] REQUEST = "{\"method\":\"get_service_nodes\"}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path folder;

    private static Tls right;
    private static Tls other;
    private static StrangeServer server;

    private final PinnedSeedLink link = new PinnedSeedLink(BYTES_MAX);

    @BeforeAll
    static void serve() throws Exception {
        right = Tls.create(folder, "right");
        other = Tls.create(folder, "other");
        server = new StrangeServer(right);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aSeedWithThePinnedKeyAnswersWhateverItsCertificateSaysBesides() throws Exception {
        assertArrayEquals(REQUEST, link.post(seed("/echo/200"), REQUEST, LONG));
    }

    @Test
    void aSeedWithAnotherKeyIsNotEvenAsked() {
        server.asked.clear();

        assertThrows(
                SSLException.class, () -> link.post(new Seed(server.uri("/echo/200"), other.spkiPin()), REQUEST, LONG));

        assertTrue(server.asked.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 302, 404, 500})
    void anyStatusBut200IsAFailureAndNobodyIsFollowedElsewhere(int status) {
        server.asked.clear();

        var path = status == 302 ? "/redirect/302" : "/echo/" + status;

        assertThrows(IOException.class, () -> link.post(seed(path), REQUEST, LONG));
        assertFalse(server.asked.contains("/echo/200"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes", "stream"})
    void aListOfTheLargestSizeIsReadAndOneByteMoreIsRefused(String kind) throws Exception {
        assertEquals(BYTES_MAX, link.post(seed('/' + kind + '/' + BYTES_MAX), REQUEST, LONG).length);
        assertThrows(IOException.class, () -> link.post(seed('/' + kind + '/' + (BYTES_MAX + 1)), REQUEST, LONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/silent", "/trickle", "/truncated/10"})
    void aSeedThatDoesNotFinishItsAnswerFailsWhetherItBeganOrNot(String path) {
        assertThrows(IOException.class, () -> link.post(seed(path), REQUEST, SHORT));
    }

    @Test
    void whateverASeedSaysThatIsNoAnswerIsAnIoException() {
        Seeds.check(4, random -> {
            var words = Seeds.bytes(random, random.nextInt(1, 2_000));
            try (var noTls = RawServer.plain(words);
                    var noHttp = RawServer.tls(right, words)) {
                for (var port : new int[] {noTls.port(), noHttp.port()}) {
                    var seed = new Seed(URI.create("https://127.0.0.1:" + port + "/json_rpc"), right.spkiPin());
                    assertThrows(IOException.class, () -> link.post(seed, REQUEST, LONG));
                }
            }
        });
    }

    @Test
    void aSeedThatIsAwayIsAnIoException() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var seed = new Seed(URI.create("https://127.0.0.1:" + free + "/json_rpc"), right.spkiPin());

        assertThrows(IOException.class, () -> link.post(seed, REQUEST, LONG));
    }

    private static Seed seed(String path) {
        return new Seed(server.uri(path), right.spkiPin());
    }
}
