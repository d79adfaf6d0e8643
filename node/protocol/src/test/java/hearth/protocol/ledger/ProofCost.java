package hearth.protocol.ledger;

import java.util.Optional;

/**
 * What it costs to read and check the nodes of a ledger: {@code ProofCost NODES VOTERS}, run with the test class path. Prints the
 * least of ten rounds.
 */
final class ProofCost {

    private static final int ROUNDS = 10;

    private ProofCost() {}

    public static void main(String[] args) throws Exception {
        var voters = Integer.parseInt(args[1]);
        var proven = TrustedVotersTest.proven(TrustedVotersTest.nodes(Integer.parseInt(args[0])), voters);
        var bytes = proven.encode();
        var trusted = new TrustedVoters(proven.root().network(), Optional.empty(), TrustedVotersTest.voters(0, voters));
        var best = Long.MAX_VALUE;
        for (var i = 0; i < ROUNDS; i++) {
            var from = System.nanoTime();
            ProvenNodes.decode(bytes).require(trusted);
            best = Math.min(best, System.nanoTime() - from);
        }
        System.out.printf(
                "%s nodes, %d seals: %d bytes, %d us%n",
                args[0], proven.certificate().seals().size(), bytes.length, best / 1_000);
    }
}
