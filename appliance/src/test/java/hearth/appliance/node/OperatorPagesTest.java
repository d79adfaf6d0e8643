package hearth.appliance.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Json;
import hearth.service.NodeHealth;
import hearth.service.NodeReach;
import hearth.service.meter.NodeMeter.Port;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator reads about a node that others do not reach. */
class OperatorPagesTest {

    private static final NodeView VIEW = new NodeView(
            new NodeHealth(NodeHealth.State.UNTESTED, "No other node tests it", 7, 2, 1),
            new NodeReach(12, 5, 8, 3, 9, 2, Optional.of(Duration.ofMillis(121_500)), Optional.empty(), 4, 1));

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final CountingMeter meter = new CountingMeter(registry);
    private final HttpClient http = HttpClient.newHttpClient();

    private OperatorPages pages;

    @BeforeEach
    void open() throws Exception {
        NodeView.register(registry, () -> VIEW);
        pages = OperatorPages.open(0, registry, () -> VIEW, Optional.empty());
    }

    @AfterEach
    void close() {
        pages.close();
        http.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + pages.port() + path));
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertLine(String line, String page) {
        assertTrue(page.lines().anyMatch(line::equals), () -> line + " is not in\n" + page);
    }

    @Test
    void theMetricsSayWhoIsReachedAndWhetherOthersReachThisNode() throws Exception {
        var page = get(OperatorPages.METRICS).body();

        assertLine("hearth_node_good 0.0", page);
        assertLine("hearth_node_peers_passing 9.0", page);
        assertLine("hearth_node_peers_failing 2.0", page);
        assertLine("hearth_node_https_test_age_seconds 121.5", page);
        assertLine("hearth_node_omq_test_age_seconds NaN", page);
    }

    @Test
    void bytesAreCountedByPort() throws Exception {
        meter.received(Port.HTTPS, 10);
        meter.received(Port.OMQ, 20);
        meter.received(Port.OMQ, 5);
        meter.sent(Port.OMQ, 30);

        var page = get(OperatorPages.METRICS).body();

        assertLine("hearth_node_received_bytes_total{port=\"https\"} 10.0", page);
        assertLine("hearth_node_received_bytes_total{port=\"omq\"} 25.0", page);
        assertLine("hearth_node_sent_bytes_total{port=\"omq\"} 30.0", page);
    }

    @Test
    void theStatusHasTheSameFigures() throws Exception {
        var status = Json.parseObject(get(OperatorPages.STATUS).body().getBytes(StandardCharsets.UTF_8));

        assertEquals("untested", status.path("state").textValue());
        assertEquals("No other node tests it", status.path("sentence").textValue());
        assertEquals(9, status.path("peers_passing").intValue());
        assertEquals(2, status.path("peers_failing").intValue());
        assertEquals(121, status.path("seconds_since_https_test").intValue());
        assertTrue(status.path("seconds_since_omq_test").isMissingNode());
    }
}
