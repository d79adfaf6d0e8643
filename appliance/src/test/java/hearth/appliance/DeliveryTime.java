package hearth.appliance;

import hearth.client.Engine;
import hearth.client.EngineEvent;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.MessageId;
import hearth.client.conversation.SendResult;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Measures how long a message takes from {@code send} in one engine to the event in the other, over a neighbourhood of real
 * nodes in this process: {@code DeliveryTime [messages] [nodes]}. Prints milliseconds.
 */
final class DeliveryTime {

    private final Map<MessageId, Long> sent = new ConcurrentHashMap<>();
    private final Engine writer;

    private DeliveryTime(Engine writer) {
        this.writer = writer;
    }

    public static void main(String[] arguments) throws Exception {
        var count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        var nodes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 12;
        var folder = Files.createTempDirectory("hearth-delivery");
        try (var two = TwoEngines.start(folder, nodes)) {
            two.introduce();
            new DeliveryTime(two.ann()).measure(two, count);
        }
    }

    private void measure(TwoEngines two, int count) throws InterruptedException {
        var arrivals = new ConcurrentHashMap<Integer, Long>();
        var queued = new double[count];
        var stored = new double[count];
        var delivered = new double[count];
        writer.subscribe(this::note);
        two.ben().subscribe(event -> {
            if (event instanceof EngineEvent.MessageAdded added && added.received()) {
                arrivals.put(arrivals.size(), System.nanoTime());
            }
        });
        for (var i = -20; i < count; i++) {
            var number = arrivals.size();
            var begin = System.nanoTime();
            var message = ((SendResult.Queued) writer.send(two.ben().id(), "message " + i)).message();
            var safe = System.nanoTime();
            TwoEngines.await("it arrives", () -> arrivals.containsKey(number));
            TwoEngines.await("it is sent", () -> sent.containsKey(message));
            if (i >= 0) {
                queued[i] = (safe - begin) / 1e6;
                stored[i] = (sent.getOrDefault(message, 0L) - begin) / 1e6;
                delivered[i] = (arrivals.getOrDefault(number, 0L) - begin) / 1e6;
            }
            Thread.sleep(50);
        }
        print("safe on the sender's disk", queued);
        print("sent, says the sender", stored);
        print("in the recipient's engine", delivered);
    }

    private void note(EngineEvent event) {
        if (event instanceof EngineEvent.MessageChanged(var _, var message)
                && writer.message(message).orElseThrow().delivery() instanceof Delivery.Sent) {
            sent.putIfAbsent(message, System.nanoTime());
        }
    }

    private static void print(String what, double[] times) {
        Arrays.sort(times);
        System.out.printf(
                "%-28s p50 %6.1f  p95 %6.1f  max %6.1f%n",
                what, times[times.length / 2], times[times.length * 95 / 100], times[times.length - 1]);
    }
}
