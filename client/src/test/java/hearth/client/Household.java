package hearth.client;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.MessageBody;
import hearth.client.conversation.MessageId;
import hearth.client.conversation.MessageView;
import hearth.client.network.Pace;
import hearth.client.network.PageFetcher;
import hearth.client.sim.SimNetwork;
import hearth.client.sync.Checkpoints;
import hearth.client.vault.AccountRef;
import hearth.client.vault.OpenVault;
import hearth.client.vault.PasswordCost;
import hearth.client.vault.Vault;
import hearth.protocol.Bytes;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.account.RecoveryPhraseException;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.MessageCodec;
import hearth.protocol.message.wire.Content;
import hearth.protocol.rpc.StoredMessage;
import hearth.testkit.Seeds;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** People with engines on one simulated network, all in one process. */
final class Household implements AutoCloseable {

    /** Everything happens quickly, so that tests do. */
    static final EngineSettings FAST = new EngineSettings(
            Duration.ofMillis(400),
            Duration.ofMillis(500),
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofMillis(300),
            Duration.ofSeconds(2),
            Duration.ofMinutes(10),
            Duration.ofHours(2),
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            2,
            4,
            1L << 30);

    /** Nothing is gained by failing early on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static final PasswordCost CHEAP = new PasswordCost(8, 1, 1);

    private final Path folder;
    private final Pace pace;
    private final RandomGenerator random;
    private final SimNetwork network;
    private final List<Member> members = new ArrayList<>();

    Household(Path folder, SimNetwork network, RandomGenerator random) {
        this(folder, network, Pace.REAL, random);
    }

    Household(Path folder, SimNetwork network, Pace pace, RandomGenerator random) {
        this.folder = folder;
        this.network = network;
        this.pace = pace;
        this.random = random;
    }

    static Household of(Path folder, long seed, int nodes, int swarms) {
        var random = Seeds.random(seed);
        return new Household(folder, new SimNetwork(random, Clock.systemUTC(), nodes, swarms), random);
    }

    SimNetwork network() {
        return network;
    }

    /** Somebody moves in; the engine is started. */
    Member add(String name) {
        return add(name, Clock.systemUTC(), FAST, Checkpoints.NONE);
    }

    Member add(String name, Clock clock, EngineSettings settings, Checkpoints checkpoints) {
        var vault = Vault.in(folder.resolve(name), new SecureRandom()).create("password".toCharArray(), CHEAP);
        var member = new Member(name, vault, clock, settings);
        member.engine = Engine.create(member.environment(), vault, name, checkpoints);
        member.ref = member.engine.ref();
        members.add(member);
        return member;
    }

    /** Somebody with a vault and no account yet. */
    Member visitor(String name) {
        var vault = Vault.in(folder.resolve(name), new SecureRandom()).create("password".toCharArray(), CHEAP);
        var member = new Member(name, vault, Clock.systemUTC(), FAST);
        members.add(member);
        return member;
    }

    /** The account of somebody, on another box as well. */
    Member restore(String name, Member who, String displayName) throws RecoveryPhraseException {
        return restore(name, who, displayName, Clock.systemUTC());
    }

    Member restore(String name, Member who, String displayName, Clock clock) throws RecoveryPhraseException {
        return restore(name, who, displayName, clock, FAST);
    }

    Member restore(String name, Member who, String displayName, Clock clock, EngineSettings settings)
            throws RecoveryPhraseException {
        var member = visitor(name);
        member.clock = clock;
        member.settings = settings;
        var words = String.join(" ", who.engine.recoveryWords());
        member.engine = Engine.restore(member.environment(), member.vault, words, displayName);
        member.ref = member.engine.ref();
        return member;
    }

    /** Puts a message of somebody without an engine into the mailbox of {@code to}. */
    void deliver(Member to, AccountKeys from, Content content, long sentAt) {
        deliver(to.id(), new MessageCodec(new SecureRandom()).seal(content, sentAt, from, to.id()));
    }

    /** Puts bytes into a mailbox, at all nodes that keep it. */
    void deliver(SessionId to, byte[] data) {
        var account = to.account();
        var now = network.nowMs();
        var hash = MessageHash.of(account, Namespace.DIRECT, data);
        var message = new StoredMessage(hash, now, now + 86_400_000, Bytes.of(data));
        network.swarmMembers(account).forEach(member -> member.put(account, message));
    }

    /** Waits until something holds; fails after two minutes, since a disk that others write to can take one of them. */
    static void await(String what, BooleanSupplier holds) {
        await(what, holds, () -> "");
    }

    /** As {@link #await}; {@code state} says how things are if it fails. */
    static void await(String what, BooleanSupplier holds, Supplier<String> state) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within " + PATIENCE + ": " + what + ' ' + state.get());
            }
            pause(5);
        }
    }

    static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        for (var member : members) {
            member.stop();
        }
    }

    /** One person. */
    final class Member {

        final String name;
        final OpenVault vault;
        Clock clock;
        EngineSettings settings;
        Engine engine;
        AccountRef ref;
        private boolean running = true;

        @SuppressWarnings("NullAway.Init") // set right after construction
        private Member(String name, OpenVault vault, Clock clock, EngineSettings settings) {
            this.name = name;
            this.vault = vault;
            this.clock = clock;
            this.settings = settings;
        }

        EngineEnvironment environment() {
            return new EngineEnvironment(
                    network.profile(),
                    network,
                    network,
                    PageFetcher.direct(_ -> false),
                    clock,
                    pace,
                    new SecureRandom(),
                    Seeds.random(random.nextLong()),
                    settings);
        }

        SessionId id() {
            return engine.id();
        }

        void stop() {
            if (running && engine != null) {
                engine.close();
            }
            running = false;
        }

        void start() {
            start(Checkpoints.NONE);
        }

        void start(Checkpoints checkpoints) {
            engine = Engine.open(environment(), vault, ref, checkpoints);
            running = true;
        }

        void restart() {
            stop();
            start();
        }

        /** Texts of a conversation in order; those of this person begin with {@code >}. */
        List<String> texts(SessionId peer) {
            return engine.conversationWith(peer)
                    .map(id -> messages(id).stream().map(Member::line).toList())
                    .orElse(List.of());
        }

        List<MessageView> messages(ConversationId id) {
            return engine.messages(id, Optional.empty(), 500).messages();
        }

        ConversationId with(Member other) {
            return engine.conversationWith(other.id()).orElseThrow();
        }

        /** The message with this text in the conversation with {@code other}. */
        MessageId message(Member other, String text) {
            return messages(with(other)).stream()
                    .filter(message -> message.body().equals(new MessageBody.Text(text)))
                    .findFirst()
                    .orElseThrow()
                    .id();
        }

        private static String line(MessageView message) {
            var text = switch (message.body()) {
                case MessageBody.Text(var body) -> body;
                case MessageBody.RequestAccepted() -> "(accepted)";
                case MessageBody.Deleted() -> "(deleted)";
                case MessageBody.MediaSaved() -> "(saved)";
                case MessageBody.CommunityInvitation(var name, var room) ->
                    "(community " + name + " at " + room.server() + ')';
                case MessageBody.TimerChanged(var expiry) -> "(timer " + expiry.mode() + ' ' + expiry.seconds() + ')';
                case MessageBody.Unsupported(var body, var what) -> '(' + what.name() + ") " + body;
            };
            return message.outgoing() ? "> " + text : text;
        }
    }
}
