package hearth.appliance.ledger;

import hearth.appliance.StartException;
import hearth.client.network.NetworkProfile;
import hearth.client.network.SeedLink;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.Invitation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Goes to the network of an invitation: asks its nodes for the genesis, and takes no other than the one it names. */
public final class Joining {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SeedLink link;

    public Joining(SeedLink link) {
        this.link = link;
    }

    /** What came of it. */
    public sealed interface Result {

        /** The box goes there at its next start. */
        record Joined(Genesis genesis) implements Result {}

        /** It is there already, or goes there already. */
        record AlreadyThere() implements Result {}

        /** None of the nodes answered with the genesis that the invitation names. */
        record NobodyAnswered() implements Result {}
    }

    /** Prepares the box whose data lie in {@code data}. Takes some seconds for each node that does not answer. */
    public Result join(Path data, Invitation invitation) throws IOException, StartException {
        var known = NetworkFolder.next(data).or(() -> NetworkFolder.current(data));
        if (known.isPresent() && known.get().genesis().hash().equals(invitation.genesis())) {
            return new Result.AlreadyThere();
        }
        var genesis = ask(invitation);
        if (genesis.isEmpty()) {
            return new Result.NobodyAnswered();
        }
        NetworkFolder.prepare(data, genesis.get(), Optional.of(invitation));
        return new Result.Joined(genesis.get());
    }

    private Optional<Genesis> ask(Invitation invitation) {
        for (var seed : invitation.seeds()) {
            try {
                var genesis = ask(seed);
                if (genesis.hash().equals(invitation.genesis())) {
                    return Optional.of(genesis);
                }
            } catch (IOException | FormatException | IllegalArgumentException away) {
                // The next one is asked.
            }
        }
        return Optional.empty();
    }

    private Genesis ask(Invitation.Seed seed) throws IOException, FormatException {
        var question = Json.object().put("jsonrpc", "2.0").put("id", "0").put("method", "hearth_genesis");
        var place = NetworkProfile.Seed.of(seed.url(), seed.pin().base64());
        var answer = Json.parseObject(link.post(place, Json.bytes(question), PATIENCE));
        var text = answer.path("result").path("genesis").asText("");
        return Genesis.decode(Base64.getDecoder().decode(text));
    }
}
