package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.client.conversation.Reaction;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.DataMessage;
import hearth.protocol.message.wire.UnsendRequest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said about a message comes before the message: members of a swarm hand things on in any order. */
class OvertakenTest extends HouseholdTest {

    private static final String THUMB = "👍";
    private static final String HEART = "❤️";

    private final long begin = System.currentTimeMillis();

    @Test
    void anEmojiWaitsForItsMessage() {
        var ann = house.add("Ann");
        var ben = friendOf(ann);

        house.deliver(ann, ben, reaction(ben.id(), begin + 10, THUMB, true), begin + 20);
        house.deliver(ann, ben, reaction(ben.id(), begin + 10, HEART, false), begin + 22);
        house.deliver(ann, ben, reaction(ben.id(), begin + 10, HEART, true), begin + 21);
        house.deliver(ann, ben, text("late"), begin + 10);

        await("it is at its message", () -> at(ann, ben.id(), "late").equals(List.of(theirs(THUMB))));
        ann.restart();
        assertEquals(List.of(theirs(THUMB)), at(ann, ben.id(), "late"), "what was taken away last stays away");
    }

    @Test
    void anEmojiWaitsThroughARestart() {
        var ann = house.add("Ann");
        var ben = friendOf(ann);
        house.deliver(ann, ben, reaction(ben.id(), begin + 10, THUMB, true), begin + 20);
        house.deliver(ann, ben, text("read so far"), begin + 5);
        await("it is read", () -> ann.texts(ben.id()).contains("read so far"));

        ann.restart();
        house.deliver(ann, ben, text("late"), begin + 10);

        await("it is at its message", () -> at(ann, ben.id(), "late").equals(List.of(theirs(THUMB))));
    }

    @Test
    void anEmojiOfAnotherDeviceWaitsAlsoForAConversation() {
        var ann = house.add("Ann");
        var own = keys(ann);
        var ben = AccountKeys.generate(new SecureRandom());
        var reaction = reaction(own.id(), begin + 10, THUMB, true).toBuilder();
        reaction.getDataMessageBuilder().setSyncTarget(ben.id().hex());

        house.deliver(ann, own, reaction.build(), begin + 20);
        house.deliver(ann, own, copy("hello", ben.id()), begin + 10);

        await("it is there", () -> at(ann, ben.id(), "> hello").equals(List.of(new Reaction(THUMB, true, false))));
    }

    @Test
    void nothingOfAStrangerWaits() {
        var ann = house.add("Ann");
        var mallory = AccountKeys.generate(new SecureRandom());

        house.deliver(ann, mallory, reaction(mallory.id(), begin + 10, THUMB, true), begin + 20);
        house.deliver(ann, mallory, text("hello"), begin + 10);

        await("the message is there", () -> ann.texts(mallory.id()).equals(List.of("hello")));
        assertEquals(List.of(), at(ann, mallory.id(), "hello"));
    }

    @Test
    void whatAnotherDeviceTookBackIsNotShownAlsoIfNobodyKnewToWhomItWent() {
        var ann = house.add("Ann");
        var own = keys(ann);
        var ben = AccountKeys.generate(new SecureRandom());
        var unsend = Content.newBuilder()
                .setUnsendRequest(UnsendRequest.newBuilder()
                        .setTimestamp(begin + 10)
                        .setAuthor(own.id().hex()))
                .build();

        house.deliver(ann, own, unsend, begin + 20);
        house.deliver(ann, own, copy("taken back", ben.id()), begin + 10);
        house.deliver(ann, own, copy("said", ben.id()), begin + 11);

        await("the other one is there", () -> ann.texts(ben.id()).equals(List.of("> said")));
    }

    /** Somebody without an engine whose request Ann has accepted. */
    private AccountKeys friendOf(Household.Member ann) {
        var ben = AccountKeys.generate(new SecureRandom());
        house.deliver(ann, ben, text("hello"), begin);
        await("the request is there", () -> ann.engine.requests().size() == 1);
        ann.engine.accept(ann.engine.requests().getFirst().id());
        return ben;
    }

    private static List<Reaction> at(Household.Member reader, SessionId peer, String line) {
        var index = reader.texts(peer).indexOf(line);
        return index < 0
                ? List.of()
                : reader.messages(reader.engine.conversationWith(peer).orElseThrow())
                        .get(index)
                        .reactions();
    }

    private static Reaction theirs(String emoji) {
        return new Reaction(emoji, false, true);
    }

    private static AccountKeys keys(Household.Member member) {
        return AccountKeys.fromSeed16(HexFormat.of().parseHex(member.engine.recoveryHex()));
    }

    private static Content text(String body) {
        return Content.newBuilder()
                .setDataMessage(DataMessage.newBuilder().setBody(body))
                .build();
    }

    private static Content copy(String body, SessionId target) {
        return Content.newBuilder()
                .setDataMessage(DataMessage.newBuilder().setBody(body).setSyncTarget(target.hex()))
                .build();
    }

    private static Content reaction(SessionId author, long sentAt, String emoji, boolean there) {
        var reaction = hearth.protocol.message.wire.Reaction.newBuilder()
                .setId(sentAt)
                .setAuthor(author.hex())
                .setEmoji(emoji)
                .setAction(
                        there
                                ? hearth.protocol.message.wire.Reaction.Action.REACT
                                : hearth.protocol.message.wire.Reaction.Action.REMOVE);
        return Content.newBuilder()
                .setDataMessage(DataMessage.newBuilder().setReaction(reaction))
                .build();
    }
}
