package hearth.service.neighbourhood;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.Transaction;
import hearth.protocol.ledger.Transfer;
import hearth.service.NodeThreads;
import hearth.service.key.NodeKeys;
import hearth.service.key.OwnerOnly;
import hearth.service.ledger.duty.LedgerService;
import hearth.service.ledger.found.Founding;
import hearth.service.ledger.order.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The ledger of a neighbourhood: one for all nodes of the process, which are staked from the beginning. A day of the public
 * network takes four minutes, and the tokens are for trying out. When other nodes live here than before, a new one begins.
 */
public final class VillageLedger implements AutoCloseable {

    private static final Amount REQUIREMENT = Amount.tokens(1_000);

    /** For everybody who wants to try out a wallet. */
    private static final Amount TREASURE = Amount.tokens(10_000_000);

    private static final int VALID_BLOCKS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LedgerService service;
    private final Ed25519KeyPair treasurer;

    private VillageLedger(LedgerService service, Ed25519KeyPair treasurer) {
        this.service = service;
        this.treasurer = treasurer;
    }

    /** Opens or begins the ledger of these nodes in {@code folder}. The first {@code staked} have a stake from the beginning. */
    static VillageLedger open(
            Path folder, List<NodeKeys> nodes, int staked, NodeThreads threads, Clock clock, SecureRandom random)
            throws IOException {
        OwnerOnly.createFolder(folder);
        var treasurer =
                NodeKeys.loadOrCreate(folder.resolve("treasurer.key"), random).signing();
        var ids = nodes.stream().limit(staked).map(NodeKeys::id).collect(Collectors.toSet());
        var file = folder.resolve("genesis");
        var genesis = isOf(file, ids)
                ? decode(Files.readAllBytes(file))
                : begin(folder, file, LedgerAddress.of(treasurer.publicKey()), ids, clock);
        var keys = nodes.stream().map(NodeKeys::signing).toList();
        return new VillageLedger(
                LedgerService.open(folder.resolve("chain"), genesis, List.of(), keys, threads, clock, random),
                treasurer);
    }

    private static boolean isOf(Path file, Set<NodeId> nodes) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try {
            var founding = decode(Files.readAllBytes(file)).nodes().stream()
                    .map(Genesis.FoundingNode::node)
                    .collect(Collectors.toSet());
            return founding.equals(nodes);
        } catch (IOException damaged) {
            return false;
        }
    }

    private static Genesis decode(byte[] bytes) throws IOException {
        try {
            return Genesis.decode(bytes);
        } catch (FormatException damaged) {
            throw new IOException("The neighbourhood's genesis is damaged", damaged);
        }
    }

    private static Genesis begin(Path folder, Path file, LedgerAddress treasurer, Collection<NodeId> nodes, Clock clock)
            throws IOException {
        delete(folder.resolve("chain"));
        var founding = Founding.of(
                "Neighbourhood",
                new Genesis.Token("Test token", "TEST"),
                REQUIREMENT,
                Founding.Tempo.MINUTES,
                TREASURE);
        var genesis = founding.genesis(treasurer, nodes, clock.instant());
        OwnerOnly.write(file, genesis.encode());
        return genesis;
    }

    private static void delete(Path chain) throws IOException {
        if (!Files.exists(chain)) {
            return;
        }
        try (var files = Files.walk(chain)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The ledger, and the nodes in it. */
    public LedgerService service() {
        return service;
    }

    /** Gives test tokens to somebody. Says whether that is done; nobody gets more than there are. */
    public synchronized boolean give(LedgerAddress to, Amount amount) throws InterruptedException {
        var ledger = service.ledger();
        var state = ledger.state();
        var from = LedgerAddress.of(treasurer.publicKey());
        var gift = new Transaction.Content(
                        from,
                        state.account(from).nonce(),
                        state.height() + VALID_BLOCKS,
                        state.genesis().rules().minimumFee(),
                        new Transfer(to, amount))
                .sign(treasurer, state.network());
        ledger.submit(gift);
        return ledger.await(gift.id(), PATIENCE) instanceof Outcome.Taken;
    }

    @Override
    public void close() {
        service.close();
    }
}
