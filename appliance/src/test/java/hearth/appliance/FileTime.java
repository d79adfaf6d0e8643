package hearth.appliance;

import hearth.client.Engine;
import hearth.client.Media.Incoming;
import hearth.client.Media.Staged;
import hearth.client.conversation.Attachment;
import hearth.client.conversation.Attachment.State;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.MessageView;
import hearth.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long a file of ten megabytes takes between two engines over a neighbourhood of real nodes in this process: until the
 * sender's box has it, until the message with it is sent, and from asking until the recipient's box has it opened.
 *
 * <p>Argument: how often. Run with the test class path.
 */
final class FileTime {

    private static final int BYTES = 9_900_000;
    private static final int NODES = 12;

    private FileTime() {}

    /** Prints the times. */
    public static void main(String[] arguments) throws Exception {
        var rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        var folder = Files.createTempDirectory("hearth-file-time");
        try (var engines = TwoEngines.start(folder, NODES)) {
            engines.introduce();
            var taken = new ArrayList<Long>();
            var sent = new ArrayList<Long>();
            var fetched = new ArrayList<Long>();
            for (var round = 0; round <= rounds; round++) {
                var times = once(engines, round);
                // The first one warms up.
                if (round > 0) {
                    taken.add(times[0]);
                    sent.add(times[1]);
                    fetched.add(times[2]);
                }
            }
            print("taken in by the box", taken);
            print("message with it sent", sent);
            print("fetched and opened", fetched);
        }
    }

    private static long[] once(TwoEngines engines, int round) throws Exception {
        var content = Seeds.bytes(Seeds.random(round), BYTES);
        var ann = engines.ann();
        var ben = engines.ben();
        var there = ann.conversationWith(ben.id()).orElseThrow();
        var begun = System.nanoTime();
        var staged = (Staged.Done) ann.media()
                .stage(
                        there,
                        new Incoming("file " + round, "", false, Duration.ZERO),
                        new ByteArrayInputStream(content));
        var kept = System.nanoTime();
        ann.media()
                .send(there, "", Optional.empty(), List.of(staged.attachment().id()));
        TwoEngines.await("it is sent", () -> isSent(last(ann, ben).orElseThrow()));
        var out = System.nanoTime();
        TwoEngines.await(
                "it is there",
                () -> last(ben, ann)
                        .filter(it -> name(it).equals("file " + round))
                        .isPresent());
        var here = ben.conversationWith(ann.id()).orElseThrow();
        var id = last(ben, ann).orElseThrow().attachments().files().getFirst().id();
        var asked = System.nanoTime();
        ben.media().fetch(here, id);
        TwoEngines.await(
                "it is here",
                () -> ben.media()
                        .attachment(here, id)
                        .filter(it -> it.state() == State.HERE)
                        .isPresent());
        return new long[] {kept - begun, out - kept, System.nanoTime() - asked};
    }

    private static Optional<MessageView> last(Engine who, Engine other) {
        var messages = who.messages(who.conversationWith(other.id()).orElseThrow(), Optional.empty(), 1)
                .messages();
        return messages.stream()
                .filter(it -> !it.attachments().files().isEmpty())
                .findFirst();
    }

    private static String name(MessageView message) {
        return message.attachments().files().stream()
                .map(Attachment::name)
                .findFirst()
                .orElse("");
    }

    private static boolean isSent(MessageView message) {
        return message.delivery() instanceof Delivery.Sent;
    }

    private static void print(String what, List<Long> nanos) {
        var sorted = nanos.stream().sorted().toList();
        System.out.printf(
                "%-22s median %d ms, longest %d ms of %d%n",
                what, sorted.get(sorted.size() / 2) / 1_000_000, sorted.getLast() / 1_000_000, sorted.size());
    }
}
