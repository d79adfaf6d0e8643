package hearth.client;

import hearth.client.config.Expiry;
import hearth.client.config.Notify;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.MessageBody;
import hearth.client.conversation.MessageView;
import hearth.client.conversation.Reaction;
import hearth.client.sim.IdleTime;
import hearth.client.sim.SimNetwork;
import hearth.client.sync.Checkpoints;
import hearth.protocol.account.RecoveryPhraseException;
import hearth.testkit.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A week of one account on three boxes and of two people it writes with. All of them do whatever a seed says, while requests
 * get lost, repeated and late, and boxes restart or lose power between any two steps. Then all of that ends, and what they have is compared. Time passes only while
 * nobody has anything to do.
 */
final class AgreeingWeek implements AutoCloseable {

    private static final int STEPS = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** As at home, but ten times as fast, so that more happens at the same time. */
    private static final EngineSettings SETTINGS = new EngineSettings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofMillis(50),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(12),
            Duration.ofMillis(50),
            Duration.ofMillis(500),
            2,
            4,
            1L << 30);

    private final IdleTime time;
    private final RandomGenerator random;
    private final SimNetwork network;
    private final Household house;
    private final List<Household.Member> boxes = new ArrayList<>();
    private final Household.Member ann;
    private final Household.Member ben;

    /** Sometimes blocked. */
    private final Household.Member cleo;

    /** Boxes whose power may fail. */
    private final Map<Household.Member, Plug> plugs = new HashMap<>();

    /** One message as somebody has it. */
    private record Line(long sentAtMs, boolean outgoing, String text, Set<Reaction> reactions) {

        /** As the other person has it. */
        Line fromThere() {
            var theirs = new HashSet<Reaction>();
            reactions.forEach(it -> theirs.add(new Reaction(it.emoji(), it.theirs(), it.mine())));
            return new Line(sentAtMs, !outgoing, text, theirs);
        }
    }

    AgreeingWeek(Path folder, IdleTime time, long seed) throws RecoveryPhraseException {
        this.time = time;
        random = Seeds.random(seed);
        network = new SimNetwork(random, time.clock(), time, 12, 2);
        house = new Household(folder, network, time, random);
        ann = add("Ann");
        ben = add("Ben");
        cleo = add("Cleo");
        talk(ann, ben);
        talk(ann, cleo);
        boxes.add(ann);
        for (var name : List.of("laptop", "phone")) {
            boxes.add(house.restore(name, ann, "Ann", time.clock(), SETTINGS));
        }
        await(
                "they begin alike",
                () -> boxes.stream()
                        .allMatch(box -> box.engine.conversations().size() == 2
                                && box.texts(cleo.id()).size() >= 2));
    }

    private Household.Member add(String name) {
        return house.add(name, time.clock(), SETTINGS, Checkpoints.NONE);
    }

    private void talk(Household.Member one, Household.Member other) {
        one.engine.send(other.id(), "hello " + other.name);
        await("the request is there", () -> other.engine.requests().size() == 1);
        other.engine.send(other.with(one), "hello " + one.name);
        await("the answer is there", () -> one.texts(other.id()).contains("hello " + one.name));
    }

    /** Everything that may happen. */
    void pass() {
        network.setLoss(0.05);
        network.setRepeats(0.1);
        network.setLatencyMsMax(4);
        network.setLagMsMax(40);
        for (var step = 0; step < STEPS; step++) {
            // What two devices say in the same millisecond has the same name, author and time, and is one thing to
            // everybody.
            pause(3 + random.nextInt(20));
            try {
                if (random.nextInt(4) == 0) {
                    act(somebody(), step);
                } else {
                    act(boxes.get(random.nextInt(boxes.size())), somebody(), step);
                }
            } catch (Plug.PowerCut expected) {
                // Done or not: what is on disk tells.
            }
            boxes.stream().filter(this::isOff).forEach(this::restart);
        }
    }

    private boolean isOff(Household.Member box) {
        return Optional.ofNullable(plugs.get(box)).map(Plug::isPulled).orElse(false);
    }

    /** Off and on again, and maybe soon without power. */
    private void restart(Household.Member box) {
        var plug = Plug.after(random.nextBoolean() ? 1 + random.nextInt(30) : Integer.MAX_VALUE);
        plugs.put(box, plug);
        box.stop();
        box.start(plug);
    }

    /** The week ends: nothing fails any more. */
    void getWell() {
        network.setLoss(0);
        network.setLagMsMax(0);
        // What still runs is not started anew: it must agree by itself.
        plugs.values().forEach(Plug::calm);
        boxes.stream().filter(this::isOff).forEach(Household.Member::restart);
        await(
                "everything is out",
                () -> Stream.concat(boxes.stream(), Stream.of(ben, cleo))
                        .allMatch(person -> person.engine.network().waiting() == 0));
    }

    /** They agree, and go on agreeing when the last messages may be at one of them only when they are asked first. */
    void check() {
        await("they agree", () -> agree() && agreeLater(), () -> {
            var states = new StringBuilder();
            boxes.forEach(box -> states.append('\n').append(box.name).append(state(box)));
            return states.append("\nBen").append(lines(ben, ben.with(ann))).toString();
        });
    }

    @Override
    public void close() {
        house.close();
    }

    private Household.Member somebody() {
        return random.nextBoolean() ? ben : cleo;
    }

    /** Something that a person does who is no device of the account. */
    private void act(Household.Member friend, int step) {
        var chat = friend.engine.conversationWith(ann.id()).orElseThrow();
        switch (random.nextInt(5)) {
            case 0 -> some(friend, chat).ifPresent(it -> friend.engine.react(it.id(), "👍", random.nextBoolean()));
            case 1 -> some(friend, chat).ifPresent(it -> friend.engine.deleteForEveryone(it.id()));
            case 2 -> friend.restart();
            default -> friend.engine.send(ann.id(), "from a friend " + step);
        }
    }

    /** Something that a box of the account does, with {@code friend} where it is about somebody. */
    private void act(Household.Member box, Household.Member friend, int step) {
        var engine = box.engine;
        var found = engine.conversationWith(friend.id());
        if (found.isEmpty()) {
            return;
        }
        var chat = found.get();
        switch (random.nextInt(17)) {
            case 0 -> engine.setDisplayName("Ann " + step);
            case 1 -> engine.setNickname(chat, random.nextBoolean() ? "" : "Friend " + step);
            case 2 -> engine.setPinned(chat, random.nextBoolean());
            case 3 -> engine.block(box.with(cleo));
            case 4 -> engine.unblock(box.with(cleo));
            case 5 -> engine.markUnread(chat);
            case 6, 7 -> some(box, chat).ifPresent(it -> engine.markRead(chat, it.key()));
            case 8 -> engine.mute(chat, Instant.ofEpochSecond(4_000_000_000L + step));
            case 9 -> engine.setAlertRule(chat, random.nextBoolean() ? Notify.ALL : Notify.NONE);
            case 10 -> engine.setExpiry(chat, Expiry.of(Expiry.Mode.AFTER_SEND, 86_400L * (1 + random.nextInt(7))));
            case 11 -> some(box, chat).ifPresent(it -> engine.react(it.id(), "❤️", random.nextBoolean()));
            case 12 -> some(box, chat).ifPresent(it -> engine.deleteForEveryone(it.id()));
            case 13, 14 -> engine.send(chat, box.name + ' ' + step);
            case 15 -> restart(box);
            default -> pause(random.nextInt(500));
        }
    }

    private Optional<MessageView> some(Household.Member who, ConversationId chat) {
        var all = who.messages(chat);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    private boolean agree() {
        return boxes.stream().map(this::state).distinct().count() == 1
                && lines(ben, ben.with(ann))
                        .equals(lines(ann, ann.with(ben)).stream()
                                .map(Line::fromThere)
                                .toList());
    }

    private boolean agreeLater() {
        pause(2_000);
        return agree();
    }

    /**
     * Everything that the boxes must have alike, field by field. What somebody wrote while only one of them knew that she was
     * blocked is not: the others have thrown it away.
     */
    private Object state(Household.Member box) {
        var chats = new TreeMap<String, Object>();
        Stream.of(box.engine.conversations(), box.engine.requests(), box.engine.blocked())
                .flatMap(List::stream)
                .forEach(chat -> chats.put(chat.peer().hex().substring(0, 8), state(box, chat)));
        return List.of(box.engine.displayName(), chats);
    }

    private Map<String, Object> state(Household.Member box, ConversationSummary chat) {
        var fields = new TreeMap<String, Object>(Map.of(
                "title",
                chat.title(),
                "nickname",
                box.engine.nickname(chat.id()),
                "standing",
                chat.standing(),
                "pinned",
                chat.pinned(),
                "marked unread",
                chat.markedUnread(),
                "muted",
                chat.mutedUntil(),
                "alerts",
                box.engine.alertRule(chat.id()),
                "expiry",
                box.engine.conversation(chat.id()).orElseThrow().expiry()));
        if (!chat.peer().equals(cleo.id())) {
            fields.put("unread", unread(box, chat.id()));
            fields.put("messages", lines(box, chat.id()));
        }
        return fields;
    }

    /** The received texts after the read mark. */
    private static List<String> unread(Household.Member box, ConversationId chat) {
        var first = box.engine.conversation(chat).orElseThrow().firstUnread();
        return box.messages(chat).stream()
                .filter(message -> !message.outgoing()
                        && first.isPresent()
                        && message.key().value() >= first.get().value())
                .map(MessageView::body)
                .filter(MessageBody.Text.class::isInstance)
                .map(body -> ((MessageBody.Text) body).text())
                .toList();
    }

    /**
     * A message that was taken back leaves a mark only where it had come before; that a request was accepted is noted by the box
     * alone that made it; messages of the same millisecond, and emojis at one, stand in the order in which they came to each box.
     */
    private static List<Line> lines(Household.Member box, ConversationId chat) {
        return box.messages(chat).stream()
                .filter(message -> !(message.body() instanceof MessageBody.RequestAccepted
                        || message.body() instanceof MessageBody.Deleted))
                .map(message -> new Line(
                        message.sentAt().toEpochMilli(),
                        message.outgoing(),
                        message.body() instanceof MessageBody.Text(var text)
                                ? text
                                : message.body().getClass().getSimpleName(),
                        Set.copyOf(message.reactions())))
                .sorted(Comparator.comparingLong(Line::sentAtMs).thenComparing(Line::text))
                .toList();
    }

    private void await(String what, BooleanSupplier holds) {
        await(what, holds, () -> "");
    }

    private void await(String what, BooleanSupplier holds, Supplier<String> state) {
        var end = time.nanos() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (time.nanos() > end) {
                throw new AssertionError("Not within " + PATIENCE + ": " + what + ' ' + state.get());
            }
            pause(20);
        }
    }

    private void pause(long ms) {
        try {
            time.sleep(Duration.ofMillis(ms));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
