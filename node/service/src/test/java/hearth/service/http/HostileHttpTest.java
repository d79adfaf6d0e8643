package hearth.service.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.testkit.Hostile;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever bytes come over a connection: it is answered in HTTP or cut, and nothing of it stays. */
class HostileHttpTest {

    private static final HttpLimits LIMITS = HttpLimits.DEFAULT;

    private static final List<byte[]> SAMPLES = List.of(
            ascii(
                    "POST /storage_rpc/v1 HTTP/1.1\r\nHost: a\r\nContent-Length: 26\r\n\r\n{\"method\":\"x\",\"params\":{}}"),
            ascii("POST /onion_req/v2 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\nA: b\r\n\r\n"),
            ascii(
                    "GET /get_stats/v1?a=b HTTP/1.0\r\nConnection: keep-alive\r\nX-A: b\r\n c\r\n\r\nGET / HTTP/1.1\r\n\r\n"),
            ascii("POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabcPUT /b HTTP/1.1\r\n\r\n"));

    private final HttpListener.Shared shared = new HttpListener.Shared(
            LIMITS,
            call -> HttpAnswer.text(200, call.method() + ' ' + call.body().length()),
            Runnable::run,
            "Test/1",
            new Semaphore(LIMITS.inFlightMax()),
            new AtomicLong());

    @Test
    void anyBytesAreAnsweredOrCut() {
        Hostile.check(20_000, IOException.class, SAMPLES, this::talk);
    }

    @Test
    @Tag("slow")
    void aMillionInputsAreAnsweredOrCut() {
        Hostile.check(1_000_000, IOException.class, SAMPLES, this::talk);
    }

    /** In two pieces, cut where the bytes say. */
    private String talk(byte[] bytes) {
        var connection = new Connection();
        connection.pipeline().addLast(HttpListener.codec(LIMITS), new HttpConnection(shared));
        var cut = bytes.length == 0 ? 0 : Math.floorMod(Arrays.hashCode(bytes), bytes.length);
        connection.send(bytes, 0, cut);
        connection.send(bytes, cut, bytes.length);

        var answers = connection.hangUp();

        assertTrue(answers.isEmpty() || answers.startsWith("HTTP/1.1 "), "Answered in HTTP or not at all");
        assertEquals(0, shared.buffered().get(), "Bytes counted");
        assertEquals(LIMITS.inFlightMax(), shared.inFlight().availablePermits(), "Free places");
        return answers;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A connection without a socket. */
    private static final class Connection extends EmbeddedChannel {

        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        }

        void send(byte[] bytes, int from, int to) {
            if (isActive()) {
                writeInbound(Unpooled.copiedBuffer(bytes, from, to - from));
                runPendingTasks();
            }
        }

        /** Returns what was answered. */
        String hangUp() {
            var _ = close();
            finish();
            var answers = new StringBuilder();
            for (ByteBuf part = readOutbound(); part != null; part = readOutbound()) {
                answers.append(part.toString(StandardCharsets.ISO_8859_1));
                part.release();
            }
            return answers.toString();
        }
    }
}
