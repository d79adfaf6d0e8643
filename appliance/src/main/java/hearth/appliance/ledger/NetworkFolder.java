package hearth.appliance.ledger;

import hearth.appliance.StartException;
import hearth.protocol.FormatException;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.Invitation;
import hearth.service.key.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A network that this box founded or joined, as it lies in the data folder: {@code genesis}, the {@code invitation} it came by, and
 * {@code chain}. {@code network} is the one the box is on; {@code network.next} the one it goes to when it starts again.
 */
public final class NetworkFolder {

    private static final String CURRENT = "network";
    private static final String NEXT = "network.next";
    private static final String LEFT = "network.left-";
    private static final String GENESIS = "genesis";
    private static final String INVITATION = "invitation";

    private final Path path;

    private NetworkFolder(Path path) {
        this.path = path;
    }

    /** The network the box is on; empty if it neither founded nor joined one. */
    public static Optional<NetworkFolder> current(Path data) {
        return in(data.resolve(CURRENT));
    }

    /** The network the box goes to at its next start. */
    public static Optional<NetworkFolder> next(Path data) {
        return in(data.resolve(NEXT));
    }

    private static Optional<NetworkFolder> in(Path path) {
        return Files.exists(path.resolve(GENESIS)) ? Optional.of(new NetworkFolder(path)) : Optional.empty();
    }

    /**
     * Lets the box go to the network of {@code genesis} at its next start, instead of any other it was to go to.
     *
     * @param invitation by which it came there; empty for its founder
     */
    public static void prepare(Path data, Genesis genesis, Optional<Invitation> invitation) throws IOException {
        stay(data);
        var next = data.resolve(NEXT);
        OwnerOnly.createFolder(next);
        if (invitation.isPresent()) {
            OwnerOnly.write(next.resolve(INVITATION), invitation.get().text().getBytes(StandardCharsets.US_ASCII));
        }
        OwnerOnly.write(next.resolve(GENESIS), genesis.encode()); // the last one: it says that the others are there
    }

    /** Lets the box stay where it is at its next start. */
    public static void stay(Path data) throws IOException {
        var next = data.resolve(NEXT);
        if (!Files.exists(next)) {
            return;
        }
        try (var files = Files.walk(next)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** At the start: goes to the network that was prepared, if there is one. The one before is put aside. */
    public static void settle(Path data) throws IOException {
        if (next(data).isEmpty()) {
            return;
        }
        var current = data.resolve(CURRENT);
        if (Files.exists(current)) {
            var number = 1;
            while (Files.exists(data.resolve(LEFT + number))) {
                number++;
            }
            Files.move(current, data.resolve(LEFT + number), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(data.resolve(NEXT), current, StandardCopyOption.ATOMIC_MOVE);
    }

    /** How the network began. */
    public Genesis genesis() throws StartException {
        try {
            return Genesis.decode(Files.readAllBytes(path.resolve(GENESIS)));
        } catch (IOException failure) {
            throw new StartException("The genesis of the network in " + path + " cannot be read", failure);
        } catch (FormatException damaged) {
            throw new StartException(
                    "The genesis of the network in " + path + " is damaged; join again with an invitation", damaged);
        }
    }

    /** The nodes named by the invitation by which the box came here; none for its founder. */
    public List<Invitation.Seed> seeds() throws StartException {
        var file = path.resolve(INVITATION);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Invitation.parse(Files.readString(file)).seeds();
        } catch (IOException failure) {
            throw new StartException("The invitation in " + path + " cannot be read", failure);
        } catch (FormatException damaged) {
            throw new StartException("The invitation in " + path + " is damaged; join again", damaged);
        }
    }

    /** Where the ledger is kept. */
    public Path chain() {
        return path.resolve("chain");
    }
}
