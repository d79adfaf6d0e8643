package hearth.appliance.node;

import hearth.service.meter.NodeMeter;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Locale;

/** Counts what a node does into a Prometheus registry. Labels are names of methods and classes of statuses, nothing else. */
final class CountingMeter implements NodeMeter {

    private static final double NANOS_PER_SECOND = 1e9;
    /** From what a local answer takes to the longest wait for other members. */
    private static final double[] SECONDS = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30};

    private final Counter requests;
    private final Histogram latencies;
    private final Counter received;
    private final Counter sent;
    private final Counter calls;
    private final Histogram callLatencies;

    CountingMeter(PrometheusRegistry registry) {
        requests = Counter.builder()
                .name("hearth_node_requests")
                .help("Storage requests answered, by method and status")
                .labelNames("method", "status")
                .register(registry);
        latencies = Histogram.builder()
                .name("hearth_node_request_seconds")
                .help("Time to answer a storage request")
                .unit(Unit.SECONDS)
                .labelNames("method")
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .register(registry);
        received = Counter.builder()
                .name("hearth_node_received_bytes")
                .help("Bytes received: bodies of HTTPS requests, OMQ messages")
                .labelNames("port")
                .unit(Unit.BYTES)
                .register(registry);
        sent = Counter.builder()
                .name("hearth_node_sent_bytes")
                .help("Bytes sent: bodies of answers over HTTPS, OMQ messages")
                .labelNames("port")
                .unit(Unit.BYTES)
                .register(registry);
        calls = Counter.builder()
                .name("hearth_node_calls")
                .help(
                        "Calls to other nodes, by what was asked and whether they answered; a storage call without answer is"
                                + " a failed replication")
                .labelNames("call", "answered")
                .register(registry);
        callLatencies = Histogram.builder()
                .name("hearth_node_call_seconds")
                .help("Time another node took to answer")
                .unit(Unit.SECONDS)
                .labelNames("call")
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .register(registry);
    }

    @Override
    public void answered(String method, int status, long nanos) {
        requests.labelValues(method, Integer.toString(status)).inc();
        latencies.labelValues(method).observe(nanos / NANOS_PER_SECOND);
    }

    @Override
    public void received(Port port, int bytes) {
        received.labelValues(name(port)).inc(bytes);
    }

    @Override
    public void sent(Port port, int bytes) {
        sent.labelValues(name(port)).inc(bytes);
    }

    @Override
    public void called(Call call, boolean answered, long nanos) {
        calls.labelValues(name(call), Boolean.toString(answered)).inc();
        callLatencies.labelValues(name(call)).observe(nanos / NANOS_PER_SECOND);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
