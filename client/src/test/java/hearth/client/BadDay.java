package hearth.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.config.Expiry;
import hearth.client.config.Expiry.Mode;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.Disappearing;
import hearth.client.conversation.MessageBody;
import hearth.client.conversation.MessageView;
import hearth.client.conversation.Quote;
import hearth.client.conversation.SendResult;
import hearth.client.conversation.Standing;
import hearth.client.sim.SimNetwork;
import hearth.client.sim.SimNode;
import hearth.protocol.id.SessionId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Three people who write to each other while requests get lost, repeated and delayed, nodes go down, fall silent and hand
 * things on late, clocks are up to an hour wrong, and boxes lose power between any two steps. Then all of that ends, and what
 * each of them has is compared.
 */
final class BadDay implements AutoCloseable {

    private static final int STEPS = 60;
    private static final int NODES = 12;
    private static final int SWARMS = 3;

    /** Quick, so that a day takes less than a second. */
    static final EngineSettings QUICK = new EngineSettings(
            Duration.ofMillis(250),
            Duration.ofMillis(150),
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(120),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10),
            Duration.ofHours(2),
            Duration.ofMillis(10),
            Duration.ofMillis(80),
            2,
            4,
            1L << 30);

    private final RandomGenerator random;
    private final SimNetwork network;
    private final Household house;
    private final List<Household.Member> people = new ArrayList<>();
    private final Map<Household.Member, Plug> plugs = new HashMap<>();
    private final Set<SimNode> ill = new HashSet<>();
    private final Set<Pair> everBlocked = new HashSet<>();

    /** What was promised to be safe, in the order of writing. */
    private final Map<Pair, List<String>> written = new HashMap<>();

    /** Answers, and what they answer. */
    private final Map<String, String> answers = new HashMap<>();

    private int number;

    /** Who writes to whom. */
    private record Pair(Household.Member from, Household.Member to) {}

    BadDay(Path folder, RandomGenerator random) {
        this.random = random;
        network = new SimNetwork(random, Clock.systemUTC(), NODES, SWARMS);
        house = new Household(folder, network, random);
        for (var name : List.of("Ann", "Ben", "Cleo")) {
            var plug = plug();
            var person = house.add(name, wrongClock(), QUICK, plug);
            people.add(person);
            plugs.put(person, plug);
        }
    }

    /** Everything that may happen. */
    void pass() {
        for (var step = 0; step < STEPS; step++) {
            switch (random.nextInt(21)) {
                case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> write(anybody(), anybody());
                case 9, 10 -> accept(anybody());
                case 11 -> block(anybody());
                case 12 -> unblock(anybody());
                case 13 -> restart(anybody());
                case 14 -> fallIll();
                case 15 -> recover();
                case 16 -> {
                    network.setLoss(random.nextDouble() * 0.2);
                    network.setRepeats(random.nextDouble() * 0.3);
                }
                case 17 -> {
                    network.setLatencyMsMax(random.nextInt(6));
                    network.setLagMsMax(random.nextInt(30));
                }
                case 18 -> network.setOffline(random.nextInt(3) == 0);
                case 19 -> changeTimer(anybody(), anybody());
                default -> Household.pause(random.nextInt(20));
            }
            people.stream().filter(person -> isOff(person)).forEach(this::restart);
        }
    }

    /** The day ends: nothing fails any more. */
    void getWell() {
        network.setOffline(false);
        network.setLoss(0);
        network.setRepeats(0);
        network.setLatencyMsMax(1);
        network.setLagMsMax(0);
        while (!ill.isEmpty()) {
            recover();
        }
        for (var person : people) {
            person.stop();
            person.start();
        }
    }

    void check() {
        for (var pair : written.keySet()) {
            Household.await(
                    "all of " + pair.from().name + " is out and has reached " + pair.to().name,
                    () -> waiting(pair.from()) == 0 && isComplete(pair));
        }
        // Time for whatever would come twice.
        Household.pause(150);
        for (var pair : written.keySet()) {
            var sent = texts(pair.from(), pair.to(), true);
            var received = texts(pair.to(), pair.from(), false);
            assertEquals(written.get(pair), sent, "what was written stays, in its order");
            assertEquals(Set.copyOf(received).size(), received.size(), "nothing comes twice");
            if (pair.from() == pair.to()) {
                continue; // Notes to oneself: nobody receives them.
            }
            if (everBlocked.contains(pair)) {
                assertEquals(sent.stream().filter(received::contains).toList(), received);
            } else {
                assertEquals(sent, received);
            }
            assertSameOrder(pair);
            assertAnswers(pair);
            assertTimers(pair);
        }
        for (var person : people) {
            assertEquals(0, waiting(person));
        }
    }

    @Override
    public void close() {
        house.close();
    }

    private void write(Household.Member from, Household.Member to) {
        var text = from.name + ' ' + ++number;
        var answered = random.nextInt(4) == 0 ? answerable(from, to) : Optional.<MessageView>empty();
        var result = answered.isPresent()
                ? Plug.send(() -> from.engine.send(
                        answered.get().conversation(),
                        text,
                        Optional.of(answered.get().id())))
                : Plug.send(from, to, text);
        // After a power cut the message is on disk.
        if (result.map(SendResult.Queued.class::isInstance).orElse(true)) {
            written.computeIfAbsent(new Pair(from, to), _ -> new ArrayList<>()).add(text);
            answered.ifPresent(message -> answers.put(text, text(message)));
        }
    }

    /** Some message that may be answered. */
    private Optional<MessageView> answerable(Household.Member from, Household.Member to) {
        var messages = messages(from, to).stream()
                .filter(message -> !message.outgoing() || message.delivery() instanceof Delivery.Sent)
                .toList();
        return messages.isEmpty() ? Optional.empty() : Optional.of(messages.get(random.nextInt(messages.size())));
    }

    /** What is written from now on disappears, though long after this day. */
    private void changeTimer(Household.Member person, Household.Member other) {
        var modes = person == other ? List.of(Mode.OFF, Mode.AFTER_SEND) : List.of(Mode.values());
        var expiry = Expiry.of(modes.get(random.nextInt(modes.size())), 86_400);
        try {
            person.engine.conversationWith(other.id()).ifPresent(with -> person.engine.setExpiry(with, expiry));
        } catch (Plug.PowerCut expected) {
            // Done or not: what is written tells.
        }
    }

    private void accept(Household.Member person) {
        person.engine.requests().stream().findFirst().ifPresent(request -> person.engine.accept(request.id()));
    }

    private void block(Household.Member person) {
        if (random.nextInt(3) == 0) {
            person.engine.conversations().stream()
                    .filter(line -> line.standing() == Standing.MUTUAL)
                    .findFirst()
                    .ifPresent(line -> {
                        person.engine.block(line.id());
                        find(line.peer()).ifPresent(peer -> {
                            everBlocked.add(new Pair(peer, person));
                            everBlocked.add(new Pair(person, peer));
                        });
                    });
        }
    }

    private void unblock(Household.Member person) {
        person.engine.blocked().forEach(line -> person.engine.unblock(line.id()));
    }

    /** Off and on again, with another clock, and maybe soon without power again. */
    private void restart(Household.Member person) {
        person.stop();
        person.clock = wrongClock();
        var plug = plug();
        plugs.put(person, plug);
        try {
            person.start(plug);
        } catch (Plug.PowerCut expected) {
            throw new AssertionError("An engine does nothing on its own thread when it starts", expected);
        }
    }

    private boolean isOff(Household.Member person) {
        return Optional.ofNullable(plugs.get(person)).map(Plug::isPulled).orElse(false);
    }

    private void fallIll() {
        if (ill.size() < 3) {
            var node = network.nodes().get(random.nextInt(NODES));
            if (random.nextBoolean()) {
                node.setUp(false);
            } else {
                node.setSilent(true);
            }
            ill.add(node);
        }
    }

    private void recover() {
        ill.stream().findFirst().ifPresent(node -> {
            node.setUp(true);
            node.setSilent(false);
            ill.remove(node);
        });
    }

    private Plug plug() {
        return Plug.after(random.nextInt(3) == 0 ? 1 + random.nextInt(40) : Integer.MAX_VALUE);
    }

    private Clock wrongClock() {
        return Clock.offset(Clock.systemUTC(), Duration.ofMillis(random.nextLong(-3_600_000, 3_600_001)));
    }

    private Household.Member anybody() {
        return people.get(random.nextInt(people.size()));
    }

    private Optional<Household.Member> find(SessionId id) {
        return people.stream().filter(person -> person.id().equals(id)).findFirst();
    }

    private static int waiting(Household.Member person) {
        return person.engine.network().waiting();
    }

    private boolean isComplete(Pair pair) {
        return everBlocked.contains(pair)
                || texts(pair.to(), pair.from(), pair.from() == pair.to()).containsAll(written.get(pair));
    }

    private static List<String> texts(Household.Member reader, Household.Member other, boolean outgoing) {
        return messages(reader, other).stream()
                .filter(message -> message.outgoing() == outgoing)
                .map(BadDay::text)
                .toList();
    }

    /** Both have the messages they share in the same order, except where two were written in the same millisecond. */
    private static void assertSameOrder(Pair pair) {
        var here = messages(pair.from(), pair.to());
        var there = messages(pair.to(), pair.from());
        var shared = there.stream().map(BadDay::text).toList();
        var times = here.stream()
                .filter(message -> shared.contains(text(message)))
                .map(MessageView::sentAt)
                .toList();
        assertEquals(times.stream().sorted().toList(), times, "messages stand in the order of their times");
        assertTrue(there.stream().map(MessageView::sentAt).toList().containsAll(times));
    }

    /** Whoever has both, an answer and what it answers, sees them together. */
    private void assertAnswers(Pair pair) {
        var there = messages(pair.to(), pair.from());
        var texts = there.stream().map(BadDay::text).toList();
        for (var message : there) {
            var answered = answers.get(text(message));
            if (answered != null && texts.contains(answered)) {
                assertEquals(
                        Optional.of(new MessageBody.Text(answered)),
                        message.quote().flatMap(Quote::original).map(Quote.Original::body));
            }
        }
    }

    /** Both agree on how long each message lives. */
    private static void assertTimers(Pair pair) {
        var here = timers(pair.from(), pair.to());
        var there = timers(pair.to(), pair.from());
        here.keySet().retainAll(there.keySet());
        there.keySet().retainAll(here.keySet());
        assertEquals(here, there);
    }

    private static Map<String, Expiry> timers(Household.Member reader, Household.Member other) {
        var timers = new HashMap<String, Expiry>();
        for (var message : messages(reader, other)) {
            timers.put(
                    text(message),
                    message.disappearing().map(Disappearing::expiry).orElse(Expiry.OFF));
        }
        return timers;
    }

    private static List<MessageView> messages(Household.Member reader, Household.Member other) {
        return reader.engine.conversationWith(other.id()).map(reader::messages).orElse(List.of()).stream()
                .filter(message -> message.body() instanceof MessageBody.Text)
                .toList();
    }

    private static String text(MessageView message) {
        return ((MessageBody.Text) message.body()).text();
    }
}
