package hearth.service.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.NodeRecord;
import hearth.protocol.ledger.NodeRecord.Contributor;
import hearth.protocol.ledger.NodeRecord.QueuePlace;
import hearth.protocol.ledger.NodeRecord.State;
import hearth.protocol.ledger.UptimeProof;
import hearth.protocol.rpc.Stamp;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The nodes of a ledger with the fields of network.md §7.4. */
final class LedgerListing {

    /** All of a reward, in the unit of {@code portions_for_operator}. */
    private static final BigInteger PORTIONS = BigInteger.valueOf(2).pow(64).subtract(BigInteger.valueOf(4));

    private static final long MILLIS = 1000;

    private LedgerListing() {}

    static ObjectNode top(LedgerView ledger) {
        var state = ledger.state();
        return Json.object()
                .put("block_hash", state.blockHash().hex())
                .put("hardfork", Stamp.HARDFORK)
                .put("height", state.height())
                .put("snode_revision", Stamp.REVISION)
                .put("target_height", state.height());
    }

    /** All nodes, those included that nobody can find yet. */
    static List<NodeListing.Entry> nodes(LedgerView ledger) {
        return ledger.state()
                .nodes()
                .sorted(Comparator.comparing(NodeRecord::id))
                .map(node -> new NodeListing.Entry(node.id(), node.isActive(), () -> fields(node, ledger)))
                .toList();
    }

    private static ObjectNode fields(NodeRecord node, LedgerView ledger) {
        var state = ledger.state();
        var rules = state.genesis().rules();
        var json = Json.object()
                .put("service_node_pubkey", node.id().hex())
                .put("registration_height", node.registered())
                .put("registration_hf_version", Stamp.HARDFORK)
                .put("requested_unlock_height", node.unlockRequested())
                .put("active", node.isActive())
                .put("funded", node.state() != State.AWAITING)
                .put("payable", node.isActive())
                .put("swarm_id", new BigInteger(node.swarm().decimal()))
                .put("swarm", node.swarm().hex())
                .put("operator_address", node.operator().text())
                .put("operator_fee", node.feePermill())
                .put("portions_for_operator", portions(node.feePermill()))
                .put("staking_requirement", rules.stakingRequirement().units())
                .put("total_contributed", node.staked().units())
                .put("total_reserved", reserved(node).units());
        standing(json, node, state.height(), rules.timeScale());
        json.set("contributors", contributors(node));
        place(json, node.id(), ledger.proofs().apply(node.id()));
        return json;
    }

    private static void standing(ObjectNode json, NodeRecord node, long height, int timeScale) {
        var standing = node.standing();
        var index = node.place().index();
        json.put("state_height", standing.since())
                .put("last_reward_block_height", node.place().height())
                .put("last_reward_transaction_index", index == QueuePlace.LAST ? 0xffff_ffffL : index)
                .put("decommission_count", standing.decommissions())
                .put("last_decommission_reason_consensus_all", standing.reasonsAll())
                .put("last_decommission_reason_consensus_any", standing.reasonsAny())
                .put("earned_downtime_blocks", Math.max(0, standing.creditAt(height, timeScale)));
    }

    private static ArrayNode contributors(NodeRecord node) {
        var array = Json.array();
        for (var contributor : node.contributors()) {
            array.addObject()
                    .put("address", contributor.address().text())
                    .put("amount", contributor.amount().units())
                    .put("reserved", contributor.reserved().units())
                    .putArray("locked_contributions");
        }
        return array;
    }

    /** What others know of a node only by its proofs. */
    private static void place(ObjectNode json, NodeId id, Optional<UptimeProof> known) {
        json.put("pubkey_ed25519", known.isPresent() ? id.hex() : "").put("pubkey_x25519", x25519(id, known));
        if (known.isEmpty()) {
            json.put("public_ip", "0.0.0.0").put("storage_port", 0).put("storage_lmq_port", 0);
            json.put("last_uptime_proof", 0);
            return;
        }
        var proof = known.get().content();
        json.put("public_ip", proof.host())
                .put("storage_port", proof.httpsPort())
                .put("storage_lmq_port", proof.omqPort())
                .put("last_uptime_proof", proof.time() / MILLIS);
        json.putArray("storage_server_version")
                .add(proof.version().major())
                .add(proof.version().minor())
                .add(proof.version().patch());
    }

    private static String x25519(NodeId id, Optional<UptimeProof> known) {
        try {
            return known.isPresent()
                    ? Ed25519PublicKey.of(id.bytes()).toX25519().hex()
                    : "";
        } catch (FormatException noKey) {
            return "";
        }
    }

    private static Amount reserved(NodeRecord node) {
        return node.contributors().stream().map(Contributor::held).reduce(Amount.ZERO, Amount::plus);
    }

    private static BigInteger portions(int permill) {
        return PORTIONS.multiply(BigInteger.valueOf(permill)).divide(BigInteger.valueOf(1000));
    }
}
