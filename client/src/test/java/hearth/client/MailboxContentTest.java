package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.client.sim.SimNode;
import hearth.protocol.Bytes;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.MessageCodec;
import hearth.protocol.message.wire.AttachmentPointer;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.DataMessage;
import hearth.protocol.message.wire.LokiProfile;
import hearth.protocol.message.wire.MessageRequestResponse;
import hearth.protocol.rpc.Retrieve;
import hearth.protocol.rpc.Retrieved;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.Stamp;
import hearth.protocol.rpc.StoredMessage;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What strangers and lying nodes put into a mailbox. */
class MailboxContentTest extends HouseholdTest {

    @Test
    void hostileBytesInTheMailboxAreIgnoredAndWhatFollowsIsRead() {
        var ben = house.add("Ben");
        var mallory = AccountKeys.generate(new SecureRandom());
        var codec = new MessageCodec(new SecureRandom());
        var good = codec.seal(text("still here"), nowMs(), mallory, ben.id());
        Seeds.check(150, random -> {
            var bytes = random.nextBoolean() ? Seeds.bytes(random, random.nextInt(2_000)) : good.clone();
            if (bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            }
            house.deliver(ben.id(), bytes);
        });
        house.deliver(ben.id(), new byte[0]);

        house.deliver(ben.id(), good);

        await("the good one is read", () -> ben.texts(mallory.id()).equals(List.of("still here")));
        assertTrue(isConnected(ben));
    }

    @Test
    void hostileContentsAreIgnoredAndWhatFollowsIsRead() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var mallory = AccountKeys.generate(new SecureRandom());
        var codec = new MessageCodec(new SecureRandom());
        var strange = List.of(
                Content.getDefaultInstance(),
                text(""),
                text(" \n "),
                // Nobody may put words into Ben's own conversations.
                Content.newBuilder()
                        .setDataMessage(DataMessage.newBuilder()
                                .setBody("planted")
                                .setSyncTarget(ann.id().hex()))
                        .build(),
                Content.newBuilder()
                        .setDataMessage(
                                DataMessage.newBuilder().setBody("planted").setSyncTarget("nonsense"))
                        .build(),
                // An answer to a question that was never asked.
                Content.newBuilder()
                        .setMessageRequestResponse(
                                MessageRequestResponse.newBuilder().setIsApproved(true))
                        .build(),
                Content.newBuilder()
                        .setDataMessage(
                                DataMessage.newBuilder().setBody("timer").setFlags(2))
                        .build());
        for (var content : strange) {
            house.deliver(ben.id(), codec.seal(content, nowMs(), mallory, ben.id()));
        }

        house.deliver(ben.id(), codec.seal(text("hello"), nowMs(), mallory, ben.id()));

        await("the good one is read", () -> ben.texts(mallory.id()).equals(List.of("hello")));
        assertEquals(List.of("hello Ben", "> hello Ann"), ben.texts(ann.id()));
        assertEquals(1, ben.engine.requests().size());
        assertEquals(1, ben.engine.conversations().size());
    }

    @Test
    void timesAndNamesOfStrangersAreTakenWithCare() {
        var ben = house.add("Ben");
        var mallory = AccountKeys.generate(new SecureRandom());
        var codec = new MessageCodec(new SecureRandom());
        var times = new long[] {nowMs() + 400 * DAY_MS, -1, Long.MAX_VALUE, 0, 1};
        for (var time : times) {
            var content = Content.newBuilder()
                    .setDataMessage(DataMessage.newBuilder()
                            .setBody("from " + time)
                            .setProfile(LokiProfile.newBuilder()
                                    .setDisplayName("\u202e" + "ö".repeat(500))
                                    .setLastUpdateSeconds(-1)))
                    .build();
            house.deliver(ben.id(), codec.seal(content, time, mallory, ben.id()));
        }
        await("they are there", () -> ben.texts(mallory.id()).size() == times.length);

        house.deliver(ben.id(), codec.seal(text("honest"), nowMs(), mallory, ben.id()));

        await(
                "the honest one comes last",
                () -> ben.texts(mallory.id()).getLast().equals("honest"));
        var title = ben.engine.requests().getFirst().title();
        assertTrue(title.getBytes(StandardCharsets.UTF_8).length <= 100);
    }

    @Test
    void wordsWithAFileThatIsNoneOfTheNetworkAreShown() {
        var ben = house.add("Ben");
        var ann = AccountKeys.generate(new SecureRandom());
        var codec = new MessageCodec(new SecureRandom());
        var content = Content.newBuilder()
                .setDataMessage(DataMessage.newBuilder()
                        .setBody("look")
                        .addAttachments(AttachmentPointer.newBuilder()
                                .setDeprecatedId(0)
                                .setUrl("http://example.invalid/1")))
                .build();

        house.deliver(ben.id(), codec.seal(content, nowMs(), ann, ben.id()));

        await("it is shown", () -> ben.texts(ann.id()).equals(List.of("look")));
    }

    @Test
    void aNodeThatServesGarbageUnderARealHashCannotHideTheRealMessage() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        ben.stop();
        ann.engine.send(ben.id(), "the real one");
        await("it is out", () -> ann.engine.network().waiting() == 0);
        var members = house.network().swarmMembers(ben.id().account());
        for (var member : members.subList(0, members.size() - 1)) {
            member.setTrick(request ->
                    request instanceof Retrieve ? Optional.of(RpcAnswer.ok(lies(member, ben.id()))) : Optional.empty());
        }

        ben.start();

        await("the honest node makes up for it", () -> ben.texts(ann.id()).contains("the real one"));
    }

    @Test
    void aMessageSealedTwiceByItsSenderIsShownOnce() {
        var ben = house.add("Ben");
        var ann = AccountKeys.generate(new SecureRandom());
        var codec = new MessageCodec(new SecureRandom());
        var time = nowMs();

        house.deliver(ben.id(), codec.seal(text("once"), time, ann, ben.id()));
        house.deliver(ben.id(), codec.seal(text("once"), time, ann, ben.id()));
        house.deliver(ben.id(), codec.seal(text("another"), time + 1, ann, ben.id()));

        await("both are there", () -> ben.texts(ann.id()).size() >= 2);
        Household.pause(300);
        assertEquals(List.of("once", "another"), ben.texts(ann.id()));
    }

    private static JsonNode lies(SimNode member, SessionId reader) {
        var messages = member.mailbox(reader.account()).stream()
                .map(message -> new StoredMessage(
                        message.hash(), message.timestampMs(), message.expiryMs(), Bytes.wrap(new byte[] {1})))
                .toList();
        var json = new Retrieved(messages, false).toJson();
        return Stamp.at(System.currentTimeMillis()).on(json);
    }

    private static Content text(String body) {
        return Content.newBuilder()
                .setDataMessage(DataMessage.newBuilder().setBody(body))
                .build();
    }

    private static long nowMs() {
        return System.currentTimeMillis();
    }

    private static final long DAY_MS = 86_400_000;
}
