package hearth.protocol.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import java.math.BigInteger;
import java.util.Optional;

/** One node as the network's JSON shows it: in swarm replies, in the ledger's node list, and in {@code nodes.json}. */
public final class NodeJson {

    private NodeJson() {}

    /** A member of a swarm as {@code get_swarm} and a 421 body list it (3.6.13). {@code port} is text. */
    public static ObjectNode swarmMember(NodeInfo node) {
        return object().put("address", node.id().address())
                .put("ip", node.host())
                .put("port", Integer.toString(node.httpsPort()))
                .put("port_https", node.httpsPort())
                .put("port_omq", node.omqPort())
                .put("port_quic", node.omqPort())
                .put("pubkey_legacy", node.id().hex())
                .put("pubkey_ed25519", node.id().hex())
                .put("pubkey_x25519", node.x25519().hex());
    }

    /** A node as {@code get_service_nodes} lists it (7.4), with the fields that an active node without ledger has. */
    public static ObjectNode serviceNodeState(NodeInfo node) {
        return object().put("service_node_pubkey", node.id().hex())
                .put("pubkey_ed25519", node.id().hex())
                .put("pubkey_x25519", node.x25519().hex())
                .put("public_ip", node.host())
                .put("storage_port", node.httpsPort())
                .put("storage_lmq_port", node.omqPort())
                .put("swarm_id", unsigned(node.swarm()))
                .put("swarm", node.swarm().hex())
                .put("requested_unlock_height", 0)
                .put("active", !node.swarm().isUnassigned())
                .put("funded", true);
    }

    /** A node as the load generator's {@code nodes.json} lists it. */
    public static ObjectNode entry(NodeInfo node) {
        return object().put("ip", node.host())
                .put("port_https", node.httpsPort())
                .put("port_omq", node.omqPort())
                .put("pubkey_x25519", node.x25519().hex())
                .put("pubkey_ed25519", node.id().hex())
                .put("pubkey_legacy", node.id().hex())
                .put("swarm_id", unsigned(node.swarm()));
    }

    /**
     * Reads a node in any of the three shapes. Empty if it cannot be reached (address {@code 0.0.0.0} or port 0, as
     * before its first proof) or if anything about it is malformed: one odd node must not cost the whole list.
     */
    public static Optional<NodeInfo> read(JsonNode json, SwarmId otherwise) {
        try {
            var id = NodeId.parse(text(json, "pubkey_ed25519"));
            var x25519 = json.hasNonNull("pubkey_x25519")
                    ? X25519PublicKey.parse(text(json, "pubkey_x25519"))
                    : Ed25519PublicKey.of(id.bytes()).toX25519();
            var host = text(json, "ip", "public_ip");
            var httpsPort = port(json, "port_https", "storage_port", "port");
            var omqPort = port(json, "port_omq", "storage_lmq_port");
            if (!NodeInfo.isAddress(host) || httpsPort == 0) {
                return Optional.empty();
            }
            return Optional.of(new NodeInfo(id, x25519, host, httpsPort, omqPort, swarm(json, otherwise)));
        } catch (FormatException _) {
            return Optional.empty();
        }
    }

    private static SwarmId swarm(JsonNode json, SwarmId otherwise) throws FormatException {
        var hex = json.path("swarm");
        if (hex.isTextual()) {
            return SwarmId.parseHex(hex.textValue());
        }
        var number = json.path("swarm_id");
        return number.isIntegralNumber() || number.isTextual() ? SwarmId.parse(number.asText()) : otherwise;
    }

    private static String text(JsonNode json, String... names) {
        for (var name : names) {
            if (json.path(name).isTextual()) {
                return json.path(name).textValue();
            }
        }
        return "";
    }

    private static int port(JsonNode json, String... names) throws FormatException {
        for (var name : names) {
            var value = json.path(name);
            if (value.isIntegralNumber() || value.isTextual()) {
                return port(value.asText());
            }
        }
        return 0;
    }

    private static int port(String text) throws FormatException {
        try {
            var port = Integer.parseInt(text);
            if (port >= 0 && port <= NodeInfo.PORT_MAX) {
                return port;
            }
        } catch (NumberFormatException _) {
            // The sentence below is for this too.
        }
        throw new FormatException("A port is a number from 0 to " + NodeInfo.PORT_MAX);
    }

    private static BigInteger unsigned(SwarmId swarm) {
        return new BigInteger(swarm.decimal());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
