package hearth.appliance;

import hearth.client.Engine;
import hearth.client.EngineEnvironment;
import hearth.client.EngineSettings;
import hearth.client.conversation.MessageBody;
import hearth.client.conversation.Standing;
import hearth.client.network.HttpsGuardLink;
import hearth.client.network.NetworkProfile;
import hearth.client.network.NetworkProfile.Seed;
import hearth.client.network.PageFetcher;
import hearth.client.network.PinnedSeedLink;
import hearth.client.vault.PasswordCost;
import hearth.client.vault.Vault;
import hearth.protocol.account.RecoveryPhraseException;
import hearth.service.neighbourhood.Config;
import hearth.service.neighbourhood.Neighbourhood;
import hearth.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A neighbourhood of real nodes and two people on it. */
record TwoEngines(Neighbourhood nodes, HttpsGuardLink link, EngineEnvironment environment, Engine ann, Engine ben)
        implements AutoCloseable {

    /** Cheap: what a password costs is no matter here. */
    private static final PasswordCost CHEAP = new PasswordCost(8, 1, 1);

    static TwoEngines start(Path folder, int nodeCount) throws IOException {
        var secrets = new SecureRandom();
        var nodes = Neighbourhood.start(Config.of(nodeCount, folder.resolve("nodes")), Clock.systemUTC(), secrets);
        var profile = new NetworkProfile(
                "neighbourhood",
                nodes.seeds().stream()
                        .map(seed -> Seed.of(seed.url(), seed.spkiPin()))
                        .toList(),
                List.of(),
                false,
                Optional.of(new NetworkProfile.Files(
                        "http://127.0.0.1:" + nodes.files().address().getPort(),
                        nodes.files().key())));
        var link = new HttpsGuardLink();
        var environment = new EngineEnvironment(
                profile,
                link,
                new PinnedSeedLink(),
                PageFetcher.direct(_ -> false),
                Clock.systemUTC(),
                secrets,
                Seeds.random(secrets.nextLong()),
                EngineSettings.DEFAULT);
        return new TwoEngines(
                nodes,
                link,
                environment,
                engine(environment, folder.resolve("ann"), "Ann"),
                engine(environment, folder.resolve("ben"), "Ben"));
    }

    private static Engine engine(EngineEnvironment environment, Path folder, String name) {
        try (var vault = Vault.in(folder, environment.secrets()).create("password".toCharArray(), CHEAP)) {
            return Engine.create(environment, vault, name);
        }
    }

    /** Somebody's account on another box; whoever asks closes it. */
    Engine restored(Path folder, Engine who) throws RecoveryPhraseException {
        try (var vault = Vault.in(folder, environment.secrets()).create("password".toCharArray(), CHEAP)) {
            return Engine.restore(environment, vault, String.join(" ", who.recoveryWords()), who.displayName());
        }
    }

    /** Ben has written to Ann and she has accepted him; Ann has written nothing yet. */
    void introduce() {
        ben.send(ann.id(), "hello Ann");
        await("the request is there", () -> ann.requests().size() == 1);
        ann.accept(ann.requests().getFirst().id());
        await("both know", () -> ben.conversations().getFirst().standing() == Standing.MUTUAL);
    }

    /** Texts that {@code reader} has of {@code writer}, in order. */
    static List<String> received(Engine reader, Engine writer) {
        return reader
                .conversationWith(writer.id())
                .map(id -> reader.messages(id, Optional.empty(), 500).messages())
                .orElse(List.of())
                .stream()
                .filter(message -> !message.outgoing() && message.body() instanceof MessageBody.Text)
                .map(message -> ((MessageBody.Text) message.body()).text())
                .toList();
    }

    /** Waits until something holds; fails after a minute. */
    static void await(String what, BooleanSupplier holds) {
        var end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within a minute: " + what);
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        ann.close();
        ben.close();
        link.close();
        nodes.close();
    }
}
