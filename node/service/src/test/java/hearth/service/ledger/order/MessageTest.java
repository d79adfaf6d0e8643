package hearth.service.ledger.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.testkit.Hostile;
import hearth.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages as boxes really send them. */
class MessageTest {

    private final List<Bytes> sent = new ArrayList<>();

    @Test
    void messagesDecodeToWhatWasEncoded() throws FormatException {
        record();

        for (var bytes : sent) {
            assertEquals(bytes, Message.decode(bytes).encode());
        }
    }

    @Test
    void everyKindIsTried() throws FormatException {
        record();
        var kinds = new HashSet<Class<?>>();
        for (var bytes : sent) {
            kinds.add(Message.decode(bytes).getClass());
        }

        assertEquals(Message.class.getPermittedSubclasses().length, kinds.size());
    }

    @Test
    void damagedMessagesAreRefusedOrCanonical() {
        record();
        var samples = sent.stream().map(Bytes::toArray).toList();

        Hostile.check(5_000, FormatException.class, samples, bytes -> Message.decode(Bytes.wrap(bytes)));
    }

    private void record() {
        var sim = new SimLedger(Seeds.random(1), 4, 10_800) {
            @Override
            void carried(Bytes message) {
                if (sent.size() < 2_000) {
                    sent.add(message);
                }
            }
        };
        for (var i = 0; i < 4; i++) {
            sim.add(i, SimLedger.Kind.HONEST);
        }
        sim.boxes.getFirst().submit(sim.transfer(sim.boxes.getFirst(), 0));
        sim.run(1_500);
        sim.add(7, SimLedger.Kind.HONEST);
        sim.run(2_500);
        sent.add(new Message.EpochsWish(3).encode());
        sent.add(new Message.Epochs(List.of(), Optional.empty(), 0).encode());
        sent.add(new Message.PartWish(3, 1).encode());
        sent.add(new Message.Part(3, 1, Bytes.wrap(new byte[9])).encode());
    }
}
