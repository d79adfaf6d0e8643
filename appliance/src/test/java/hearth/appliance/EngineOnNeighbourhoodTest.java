package hearth.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import hearth.client.Engine;
import hearth.client.config.Expiry;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.MessageId;
import hearth.client.conversation.SendResult;
import hearth.client.conversation.Standing;
import hearth.client.network.PathView;
import hearth.protocol.id.NodeId;
import hearth.protocol.swarm.SwarmMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two people whose engines talk over twelve real nodes: real TLS, real onions, real databases, no page in between. */
@Timeout(120)
class EngineOnNeighbourhoodTest {

    @TempDir
    Path folder;

    private TwoEngines two;
    private Engine ann;
    private Engine ben;

    @BeforeEach
    void start() throws Exception {
        two = TwoEngines.start(folder, 12);
        ann = two.ann();
        ben = two.ben();
    }

    @AfterEach
    void stop() {
        two.close();
    }

    @Test
    void m6AFirstMessageArrivesAsARequestAndAcceptingItOpensAConversation() {
        send(ann, ben, "hello Ben");

        TwoEngines.await("the request is there", () -> ben.requests().size() == 1);
        var request = ben.requests().getFirst();
        assertEquals(ann.id(), request.peer());
        assertEquals("Ann", request.title());
        ben.accept(request.id());
        TwoEngines.await("Ann knows", () -> ann.conversations().getFirst().standing() == Standing.MUTUAL);

        var answer = send(ben, ann, "hello Ann");
        TwoEngines.await(
                "the answer is there", () -> TwoEngines.received(ann, ben).equals(List.of("hello Ann")));
        TwoEngines.await(
                "and Ben's other devices have it too",
                () -> ben.message(answer).orElseThrow().delivery().equals(new Delivery.Sent(Delivery.Copy.STORED)));
        assertEquals(List.of("hello Ben"), TwoEngines.received(ben, ann));
    }

    @Test
    void messagesArriveOnceAndInOrderWhileAMemberOfTheRecipientsSwarmIsDown() throws Exception {
        two.introduce();
        var down = index(SwarmMap.of(two.nodes().nodes())
                .swarmOf(ben.id().account())
                .orElseThrow()
                .members()
                .getFirst()
                .id());

        two.nodes().stop(down);
        var expected = burst();
        TwoEngines.await("all are there", () -> TwoEngines.received(ben, ann).containsAll(expected));
        two.nodes().restart(down);
        send(ann, ben, "the last one");

        TwoEngines.await("it is there", () -> TwoEngines.received(ben, ann).contains("the last one"));
        var all = new ArrayList<>(expected);
        all.add("the last one");
        assertEquals(all, TwoEngines.received(ben, ann));
    }

    @Test
    void messagesArriveOnceAndInOrderWhenTheFirstNodeOfThePathDiesMidRequest() throws Exception {
        two.introduce();
        TwoEngines.await("there is a path", () -> ann.path() instanceof PathView.Working);
        var path = (PathView.Working) ann.path();
        var guard = path.hops().getFirst().node();

        send(ann, ben, "on its way");
        two.nodes().stop(index(guard));
        var expected = burst();

        TwoEngines.await("all are there", () -> TwoEngines.received(ben, ann).size() == expected.size() + 1);
        var all = new ArrayList<>(List.of("on its way"));
        all.addAll(expected);
        assertEquals(all, TwoEngines.received(ben, ann));
    }

    @Test
    void m12AMessageThatDisappearsAfterReadingIsForgottenByTheNodesToo() throws Exception {
        two.introduce();
        var withBen = ann.conversationWith(ben.id()).orElseThrow();
        ann.setExpiry(withBen, new Expiry(Expiry.Mode.AFTER_READ, 2));
        send(ann, ben, "for your eyes");
        TwoEngines.await("it is there", () -> TwoEngines.received(ben, ann).contains("for your eyes"));

        var withAnn = ben.conversationWith(ann.id()).orElseThrow();
        ben.markRead(
                withAnn,
                ben.messages(withAnn, Optional.empty(), 1).messages().getLast().key());
        TwoEngines.await("it is gone", () -> TwoEngines.received(ben, ann).isEmpty());
        ann.setExpiry(withBen, Expiry.OFF);
        send(ann, ben, "to stay");
        TwoEngines.await("it goes on", () -> TwoEngines.received(ben, ann).equals(List.of("to stay")));

        try (var elsewhere = two.restored(folder.resolve("elsewhere"), ben)) {
            TwoEngines.await(
                    "all is fetched", () -> TwoEngines.received(elsewhere, ann).contains("to stay"));
            assertEquals(List.of("to stay"), TwoEngines.received(elsewhere, ann));
        }
    }

    private List<String> burst() {
        var texts = IntStream.range(0, 8).mapToObj(i -> "message " + i).toList();
        texts.forEach(text -> send(ann, ben, text));
        return texts;
    }

    private int index(NodeId node) {
        return two.nodes().nodes().stream().map(info -> info.id()).toList().indexOf(node);
    }

    private static MessageId send(Engine from, Engine to, String text) {
        return assertInstanceOf(SendResult.Queued.class, from.send(to.id(), text))
                .message();
    }
}
