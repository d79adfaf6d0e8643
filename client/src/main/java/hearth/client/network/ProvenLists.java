package hearth.client.network;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.FormatException;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Epoch;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.ProvenNodes;
import hearth.protocol.ledger.TrustedVoters;
import hearth.protocol.ledger.UnprovenException;
import hearth.protocol.ledger.UptimeProof;
import hearth.protocol.network.NodeInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * Believes node lists of a network with a ledger as far as they are proven: the nodes by the voters of the network, whom a
 * chain of decisions connects with the genesis, and the places by the nodes themselves. Remembers the newest voters, so that
 * nobody leads it back to those of long ago. Safe for use by many threads.
 */
final class ProvenLists {

    private static final String VOTERS = "network.voters";
    private static final int EPOCHS_MAX = 1_000;

    private final LedgerHash network;
    private final NetworkMemory memory;

    // Guarded by this.
    private TrustedVoters trusted;
    private long height;

    ProvenLists(Genesis genesis, NetworkMemory memory) {
        network = genesis.hash();
        this.memory = memory;
        trusted = memory.load(VOTERS)
                .flatMap(this::remembered)
                .filter(known -> known.network().equals(network))
                .orElseGet(() -> TrustedVoters.of(genesis));
    }

    private Optional<TrustedVoters> remembered(byte[] bytes) {
        try {
            return Optional.of(TrustedVoters.decode(bytes));
        } catch (FormatException damaged) {
            return Optional.empty();
        }
    }

    /** The block whose voters are trusted: what came before needs no proof any more. */
    synchronized long since() {
        return trusted.height();
    }

    /**
     * The active nodes of an answer to {@code hearth_nodes}.
     *
     * @throws UnprovenException if it does not follow from what is trusted: somebody lies, or it is another network
     * @throws FormatException   if it is no such answer
     */
    synchronized List<NodeInfo> read(JsonNode answer) throws FormatException, UnprovenException {
        follow(answer.path("epochs"));
        var proven = ProvenNodes.decode(bytes(answer.path("nodes")));
        proven.require(trusted);
        if (proven.certificate().decision().height() < height) {
            throw new FormatException("An older list than the one that is known");
        }
        height = proven.certificate().decision().height();
        return places(proven, UptimeProof.decodeAll(bytes(answer.path("places"))));
    }

    private void follow(JsonNode list) throws FormatException, UnprovenException {
        if (list.size() > EPOCHS_MAX) {
            throw new FormatException("More than " + EPOCHS_MAX + " changes of voters");
        }
        var epochs = new ArrayList<Epoch>();
        for (var epoch : list) {
            epochs.add(Epoch.decode(bytes(epoch)));
        }
        var before = trusted;
        trusted = trusted.follow(epochs);
        if (trusted.height() != before.height()) {
            memory.save(VOTERS, trusted.encode());
        }
    }

    private List<NodeInfo> places(ProvenNodes proven, List<UptimeProof> proofs) throws FormatException {
        var byNode = new HashMap<NodeId, UptimeProof>();
        proofs.forEach(proof -> byNode.put(proof.node(), proof));
        var nodes = new ArrayList<NodeInfo>();
        for (var record : proven.nodes()) {
            var proof = byNode.get(record.id());
            if (record.isActive() && proof != null && proof.isSigned(network)) {
                nodes.add(proof.place(record.swarm()));
            }
        }
        return nodes;
    }

    private static byte[] bytes(JsonNode text) throws FormatException {
        try {
            var bytes = text.binaryValue();
            return bytes == null ? new byte[0] : bytes;
        } catch (IOException notBase64) {
            throw new FormatException("Not base64", notBase64);
        }
    }
}
