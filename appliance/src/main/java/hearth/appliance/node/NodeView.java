package hearth.appliance.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Json;
import hearth.service.NodeHealth;
import hearth.service.NodeReach;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** A node as its operator sees it at one moment. */
record NodeView(NodeHealth health, NodeReach reach) {

    private record Figure(String name, String help, ToDoubleFunction<NodeView> value) {}

    private static final Figure[] FIGURES = {
        new Figure(
                "hearth_node_good",
                "1 while the node does all it should",
                view -> view.health().state() == NodeHealth.State.GOOD ? 1 : 0),
        new Figure(
                "hearth_node_messages", "Messages held", view -> view.health().messages()),
        new Figure(
                "hearth_node_connections",
                "Open connections",
                view -> view.health().connections()),
        new Figure(
                "hearth_node_waiters",
                "Clients that wait for a message",
                view -> view.health().waiters()),
        new Figure(
                "hearth_node_network_nodes",
                "Nodes of the network, this one included",
                view -> view.reach().nodes()),
        new Figure(
                "hearth_node_swarm_members",
                "Members of this node's swarm, itself included",
                view -> view.reach().swarmMembers()),
        new Figure(
                "hearth_node_peers_reachable",
                "Other nodes that answered when last called",
                view -> view.reach().reachable()),
        new Figure(
                "hearth_node_peers_silent",
                "Other nodes that did not answer when last called",
                view -> view.reach().silent()),
        new Figure(
                "hearth_node_peers_passing",
                "Other nodes that passed this node's last test of them",
                view -> view.reach().passing()),
        new Figure(
                "hearth_node_peers_failing",
                "Other nodes that failed this node's last test of them",
                view -> view.reach().failing()),
        new Figure(
                "hearth_node_https_test_age_seconds",
                "Since another node tested this one over HTTPS; NaN if none did yet",
                view -> seconds(view.reach().httpsTested())),
        new Figure(
                "hearth_node_omq_test_age_seconds",
                "Since another node tested this one over OMQ; NaN if none did yet",
                view -> seconds(view.reach().omqTested())),
        new Figure(
                "hearth_node_swarm_requests_owed",
                "Requests that members of the swarm missed and are still to get",
                view -> view.reach().requestsOwed()),
        new Figure(
                "hearth_node_swarm_dumps_owed",
                "Members still to get messages of accounts that became theirs",
                view -> view.reach().dumpsOwed()),
    };

    /** Lets a registry show the figures; they are asked for when the page is. */
    static void register(PrometheusRegistry registry, Supplier<NodeView> now) {
        for (var figure : FIGURES) {
            GaugeWithCallback.builder()
                    .name(figure.name())
                    .help(figure.help())
                    .callback(gauge -> gauge.call(figure.value().applyAsDouble(now.get())))
                    .register(registry);
        }
    }

    private static double seconds(Optional<Duration> age) {
        return age.map(known -> known.toMillis() / 1e3).orElse(Double.NaN);
    }

    ObjectNode toJson() {
        var json = Json.object()
                .put("state", health.state().name().toLowerCase(Locale.ROOT))
                .put("sentence", health.sentence())
                .put("messages", health.messages())
                .put("connections", health.connections())
                .put("waiters", health.waiters())
                .put("network_nodes", reach.nodes())
                .put("swarm_members", reach.swarmMembers())
                .put("peers_reachable", reach.reachable())
                .put("peers_silent", reach.silent())
                .put("peers_passing", reach.passing())
                .put("peers_failing", reach.failing())
                .put("swarm_requests_owed", reach.requestsOwed())
                .put("swarm_dumps_owed", reach.dumpsOwed());
        reach.httpsTested().ifPresent(age -> json.put("seconds_since_https_test", age.toSeconds()));
        reach.omqTested().ifPresent(age -> json.put("seconds_since_omq_test", age.toSeconds()));
        return json;
    }
}
