package hearth.web;

import hearth.client.Engine;
import hearth.client.EngineEnvironment;
import hearth.client.EngineSettings;
import hearth.client.network.HttpsGuardLink;
import hearth.client.network.NetworkProfile;
import hearth.client.network.NetworkProfile.Seed;
import hearth.client.network.PageFetcher;
import hearth.client.network.PinnedSeedLink;
import hearth.client.store.AccountDatabase;
import hearth.client.store.BodyKind;
import hearth.client.store.MessageFacts;
import hearth.client.store.MessageState;
import hearth.client.store.NewMessage;
import hearth.client.store.RowCipher;
import hearth.client.vault.AccountRef;
import hearth.client.vault.OpenVault;
import hearth.client.vault.PasswordCost;
import hearth.client.vault.Vault;
import hearth.protocol.id.SessionId;
import hearth.testkit.Seeds;
import hearth.web.account.EngineChats;
import hearth.web.testing.TestBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures how long the box takes to answer with a page of a chat of many messages, over TLS on loopback, from the request to
 * the last byte: {@code LongChatTime [messages] [rounds] [folder]}. Messages lie encrypted on disk; each request is a connection
 * of its own, as the slowest browser would do it. A folder keeps the chat for the next time, and with no rounds that is all.
 */
final class LongChatTime {

    private static final String PASSWORD = "password";
    private static final int PER_TRANSACTION = 2_000;
    private static final long BEGIN_MS = 1_700_000_000_000L;

    private LongChatTime() {}

    public static void main(String[] arguments) throws Exception {
        var messages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        var rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        var secrets = new SecureRandom();
        var profile = new NetworkProfile(
                "nowhere",
                List.of(Seed.of("https://127.0.0.1:9", "A".repeat(43) + "=")),
                List.of(),
                false,
                Optional.empty());
        var environment = new EngineEnvironment(
                profile,
                new HttpsGuardLink(),
                new PinnedSeedLink(),
                PageFetcher.direct(_ -> false),
                Clock.systemUTC(),
                secrets,
                Seeds.random(1),
                EngineSettings.DEFAULT);
        var folder = arguments.length > 2 ? Path.of(arguments[2]) : Files.createTempDirectory("hearth-long");
        var kept = Vault.in(folder, secrets);
        var vault = kept.exists()
                ? kept.unlock(PASSWORD.toCharArray()).orElseThrow()
                : filled(
                        kept.create(PASSWORD.toCharArray(), new PasswordCost(8, 1, 1)), environment, messages, secrets);
        if (rounds > 0) {
            measure(Engine.open(environment, vault, vault.accounts().getFirst()), rounds);
        }
        System.exit(0);
    }

    private static OpenVault filled(
            OpenVault vault, EngineEnvironment environment, int messages, SecureRandom secrets) {
        var engine = Engine.create(environment, vault, "Ada");
        engine.send(engine.id(), "the first note");
        var self = engine.id();
        engine.close();
        fill(vault, engine.ref(), self, messages, secrets);
        return vault;
    }

    private static void measure(Engine engine, int rounds) throws Exception {
        var self = engine.id();
        try (var box = TestBox.furnished()) {
            box.household.runs("Ada", new EngineChats(engine));
            var browser = box.signedIn();
            var chat = "/chats/" + engine.conversationWith(self).orElseThrow().text();
            var all = engine.messages(engine.conversationWith(self).orElseThrow(), Optional.empty(), 1);
            var newest = all.messages().getFirst().key().value();
            var ways = Map.of(
                    "newest", chat,
                    "in the middle", chat + "?at=" + newest / 2,
                    "the beginning", chat + "?after=1",
                    "a part of 50 for a script", chat + "/messages?before=" + newest / 2);
            for (var way : ways.entrySet()) {
                for (var i = 0; i < rounds; i++) {
                    browser.get(way.getValue());
                }
                var times = new ArrayList<Long>();
                for (var i = 0; i < rounds; i++) {
                    var begin = System.nanoTime();
                    var reply = browser.get(way.getValue());
                    times.add(System.nanoTime() - begin);
                    if (reply.status() != 200) {
                        throw new IllegalStateException(way.getKey() + " gives " + reply.status());
                    }
                }
                var sorted = times.stream().mapToDouble(it -> it / 1e6).sorted().toArray();
                System.out.printf(
                        "%-28s p50 %.1f ms, p95 %.1f ms, max %.1f ms%n",
                        way.getKey(),
                        sorted[rounds / 2],
                        sorted[rounds * 95 / 100],
                        Arrays.stream(sorted).max().orElseThrow());
            }
        }
        engine.close();
    }

    private static void fill(OpenVault vault, AccountRef ref, SessionId self, int messages, SecureRandom secrets) {
        var cipher = new RowCipher(vault.key(ref, "hearth rows 1"), vault.key(ref, "hearth index 1"), secrets);
        try (var database =
                AccountDatabase.open(vault.folder(ref), cipher, EngineSettings.DEFAULT.databaseBytesMax())) {
            for (var from = 0; from < messages; from += PER_TRANSACTION) {
                var first = from;
                database.update(tx -> {
                    var contact = database.conversations().find(tx, self).orElseThrow();
                    for (var i = first; i < Math.min(messages, first + PER_TRANSACTION); i++) {
                        var at = BEGIN_MS + i * 100_000L;
                        database.messages()
                                .add(
                                        tx,
                                        contact,
                                        new NewMessage(
                                                i % 2 == 0,
                                                at,
                                                at,
                                                i % 2 == 0 ? MessageState.RECEIVED : MessageState.SENT,
                                                BodyKind.TEXT,
                                                "Message number " + i + " of a long friendship, with a few words in it",
                                                MessageFacts.NONE,
                                                new byte[0]));
                    }
                });
            }
        }
    }
}
