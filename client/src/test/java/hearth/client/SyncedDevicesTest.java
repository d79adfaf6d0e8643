package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.Standing;
import hearth.protocol.Bytes;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.SessionId;
import hearth.protocol.rpc.StoredMessage;
import hearth.testkit.Seeds;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One account on two boxes: what is done on one is done on the other. */
class SyncedDevicesTest extends HouseholdTest {

    private static final List<Namespace> SHARED =
            List.of(Namespace.USER_PROFILE, Namespace.CONTACTS, Namespace.CONVERSATIONS, Namespace.USER_GROUPS);

    @Test
    void m3ARestoredAccountHasItsNameItsContactsAndWhatIsReadAgain() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        ann.engine.setNickname(ann.with(ben), "Benny");
        ann.engine.markRead(ann.with(ben), ann.messages(ann.with(ben)).getLast().key());
        await("it is shared", () -> shared(ann, Namespace.CONVERSATIONS) > 0 && shared(ann, Namespace.CONTACTS) > 0);

        var laptop = house.restore("laptop", ann, "somebody");

        await("the name is back", () -> laptop.engine.displayName().equals("Ann"));
        await("Ben is back", () -> titles(laptop).equals(List.of("Benny")));
        await("messages are back", () -> laptop.texts(ben.id()).contains("hello Ann"));
        assertEquals(Standing.MUTUAL, laptop.engine.conversations().getFirst().standing());
        await("read is read", () -> laptop.engine.conversations().getFirst().unread() == 0);
        await("it is done", () -> !laptop.engine.restoration().orElseThrow().fetching());
    }

    @Test
    void m3AnAccountWithoutANameAnywhereTakesTheOneThatWasTyped() throws Exception {
        house.network().setOffline(true);
        var never = house.add("Never");
        var words = String.join(" ", never.engine.recoveryWords());
        never.stop();
        house.network().setOffline(false);
        var box = house.visitor("box");

        box.engine = Engine.restore(box.environment(), box.vault, words, "Typed");
        await("it is shared", () -> shared(box, Namespace.USER_PROFILE) > 0);
        var other = house.visitor("other");
        other.engine = Engine.restore(other.environment(), other.vault, words, "Something else");

        await("the other box knows", () -> other.engine.displayName().equals("Typed"));
        assertEquals("Typed", box.engine.displayName());
    }

    @Test
    void nicknamePinUnreadMarkBlockAndHidingAreDoneOnTheOtherBoxToo() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        var cleo = house.add("Cleo");
        talk(ann, ben);
        talk(ann, cleo);
        var laptop = house.restore("laptop", ann, "Ann");
        await("both are there", () -> laptop.engine.conversations().size() == 2);

        laptop.engine.setNickname(laptop.with(ben), " Benny ");
        laptop.engine.setPinned(laptop.with(ben), true);
        await("Ben is pinned", () -> titles(ann).equals(List.of("Benny", "Cleo")));
        laptop.engine.setPinned(laptop.with(ben), false);
        laptop.engine.hide(laptop.with(cleo));
        await("Cleo is hidden", () -> titles(ann).equals(List.of("Benny")));
        cleo.engine.send(ann.id(), "and I?");
        await(
                "Cleo is back",
                () -> titles(ann).contains("Cleo") && titles(laptop).contains("Cleo"));

        ann.engine.block(ann.with(cleo));
        await("Cleo is blocked", () -> laptop.engine.blocked().size() == 1);
        laptop.engine.unblock(laptop.with(cleo));
        await("and again not", () -> ann.engine.blocked().isEmpty());
    }

    @Test
    void aNewNameIsTheOtherBoxesNameToo() throws Exception {
        var ann = house.add("Ann");
        await("it is shared", () -> shared(ann, Namespace.USER_PROFILE) > 0);
        var laptop = house.restore("laptop", ann, "x");
        await("Ann is Ann", () -> laptop.engine.displayName().equals("Ann"));

        laptop.engine.setDisplayName("Annabel");

        await("the box knows", () -> ann.engine.displayName().equals("Annabel"));
        ann.restart();
        assertEquals("Annabel", ann.engine.displayName());
    }

    @Test
    void whatIsReadOnOneBoxIsReadOnTheOtherAndSoIsMarkedUnread() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var laptop = house.restore("laptop", ann, "Ann");
        await("the laptop is in step", () -> laptop.texts(ben.id()).contains("hello Ann"));
        ben.engine.send(ann.id(), "one");
        ben.engine.send(ann.id(), "two");
        await(
                "both have both",
                () -> ann.texts(ben.id()).contains("two")
                        && laptop.texts(ben.id()).contains("two"));
        assertEquals(3, unread(ann, ben));

        ann.engine.markRead(ann.with(ben), ann.messages(ann.with(ben)).getLast().key());
        await("it is read there too", () -> unread(laptop, ben) == 0);
        laptop.engine.markUnread(laptop.with(ben));
        await(
                "it is marked here too",
                () -> ann.engine.conversations().getFirst().markedUnread());

        ann.engine.markRead(ann.with(ben), ann.messages(ann.with(ben)).getLast().key());
        await(
                "the mark is gone",
                () -> !laptop.engine.conversations().getFirst().markedUnread());
    }

    @Test
    void aRequestDeclinedOnOneBoxIsGoneFromTheOther() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        ben.engine.send(ann.id(), "hello");
        await("Ben asks", () -> ann.engine.requests().size() == 1);
        await("it is shared", () -> shared(ann, Namespace.CONTACTS) > 0);
        var laptop = house.restore("laptop", ann, "Ann");
        await("he asks there too", () -> laptop.engine.requests().size() == 1);

        ann.engine.decline(ann.with(ben));

        await("it is gone", () -> laptop.engine.requests().isEmpty());
        Household.pause(500);
        assertTrue(laptop.engine.conversationWith(ben.id()).isEmpty());
    }

    @Test
    void whatNodesLostIsStoredAgainAndWhatTheyHaveIsKeptAlive() {
        var ann = house.add("Ann");
        await("it is shared", () -> shared(ann, Namespace.USER_PROFILE) > 0);
        var members = house.network().swarmMembers(ann.id().account());
        var before = members.getFirst()
                .mailbox(ann.id().account(), Namespace.USER_PROFILE)
                .getFirst()
                .expiryMs();

        ann.restart();
        await(
                "it is kept for longer",
                () -> members.getFirst()
                                .mailbox(ann.id().account(), Namespace.USER_PROFILE)
                                .getFirst()
                                .expiryMs()
                        > before);
        ann.stop();
        members.forEach(member -> member.lose(ann.id().account(), Namespace.USER_PROFILE));
        ann.start();

        await("it is stored again", () -> shared(ann, Namespace.USER_PROFILE) == 1);
    }

    @Test
    void garbageInPlaceOfTheSharedStateChangesNothing() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var account = ann.id().account();
        Seeds.check(20, random -> {
            for (var namespace : SHARED) {
                var data = Seeds.bytes(random, 1 + random.nextInt(500));
                var message = new StoredMessage(
                        MessageHash.of(account, namespace, data),
                        System.currentTimeMillis(),
                        System.currentTimeMillis() + 86_400_000,
                        Bytes.of(data));
                house.network().swarmMembers(account).forEach(node -> node.put(account, namespace, message));
            }
        });

        ann.engine.setDisplayName("Annabel");
        ann.restart();
        ben.engine.send(ann.id(), "still there?");

        await("it arrives", () -> ann.texts(ben.id()).contains("still there?"));
        assertEquals("Annabel", ann.engine.displayName());
        assertEquals(List.of("Ben"), titles(ann));
    }

    @Test
    void whateverTwoBoxesDoAtTheSameTimeTheyAgreeInTheEnd() {
        agree(4);
    }

    @Test
    @Tag("slow")
    void whateverTwoBoxesDoInAHundredWeeksTheyAgreeInTheEnd() {
        agree(100);
    }

    private void agree(int weeks) {
        Seeds.check(weeks, random -> {
            var seed = random.nextLong();
            try (var home = Household.of(folder.resolve(Long.toHexString(seed)), seed, 12, 2)) {
                var ann = home.add("Ann");
                var ben = home.add("Ben");
                var cleo = home.add("Cleo");
                talk(ann, ben);
                talk(ann, cleo);
                var laptop = home.restore("laptop", ann, "Ann");
                await(
                        "the laptop is in step",
                        () -> laptop.engine.conversations().size() == 2);
                var boxes = List.of(ann, laptop);
                home.network().setLoss(0.05);
                home.network().setRepeats(0.1);
                for (var step = 0; step < 25; step++) {
                    var box = boxes.get(random.nextInt(2));
                    var friend = random.nextBoolean() ? ben : cleo;
                    var chat = box.engine.conversationWith(friend.id()).orElseThrow();
                    switch (random.nextInt(10)) {
                        case 0 -> box.engine.setDisplayName("Ann " + step);
                        case 1 -> box.engine.setNickname(chat, random.nextBoolean() ? "" : "Friend " + step);
                        case 2 -> box.engine.setPinned(chat, random.nextBoolean());
                        case 3 -> box.engine.block(box.with(cleo));
                        case 4 -> box.engine.unblock(box.with(cleo));
                        case 5 -> box.engine.markUnread(chat);
                        case 6 ->
                            box.messages(chat).stream()
                                    .reduce((_, last) -> last)
                                    .ifPresent(last -> box.engine.markRead(chat, last.key()));
                        case 7 -> friend.engine.send(ann.id(), "message " + step);
                        case 8 -> box.restart();
                        default -> Household.pause(random.nextInt(150));
                    }
                }
                home.network().setLoss(0);
                await(
                        "everything is out",
                        () -> List.of(ann, laptop, ben, cleo).stream()
                                .allMatch(person -> person.engine.network().waiting() == 0));
                await(
                        "they agree, and go on agreeing",
                        () -> agree(ann, laptop, cleo) && agreeLater(ann, laptop, cleo),
                        () -> state(ann, cleo) + "\n" + state(laptop, cleo));
            }
        });
    }

    private static boolean agree(Household.Member box, Household.Member other, Household.Member sometimesBlocked) {
        return state(box, sometimesBlocked).equals(state(other, sometimesBlocked));
    }

    /** The last messages may be at one of them only when both are asked first. */
    private static boolean agreeLater(Household.Member box, Household.Member other, Household.Member sometimesBlocked) {
        Household.pause(400);
        return agree(box, other, sometimesBlocked);
    }

    /**
     * Everything that both boxes must have alike. What somebody wrote while only one of them knew that she was blocked is not:
     * the other one has thrown it away.
     */
    private static Object state(Household.Member box, Household.Member sometimesBlocked) {
        var lines = new HashMap<SessionId, Object>();
        for (var list : List.of(box.engine.conversations(), box.engine.requests(), box.engine.blocked())) {
            for (var line : list) {
                var unread = line.peer().equals(sometimesBlocked.id()) ? "-" : line.unread();
                lines.put(
                        line.peer(),
                        List.of(line.title(), line.standing(), line.pinned(), line.markedUnread(), unread));
            }
        }
        return List.of(box.engine.displayName(), lines);
    }

    private long shared(Household.Member box, Namespace namespace) {
        return house.network()
                .swarmMembers(box.id().account())
                .getFirst()
                .mailbox(box.id().account(), namespace)
                .size();
    }

    private static List<String> titles(Household.Member box) {
        return box.engine.conversations().stream()
                .map(ConversationSummary::title)
                .toList();
    }

    private static int unread(Household.Member box, Household.Member friend) {
        return box.engine.conversations().stream()
                .filter(line -> line.peer().equals(friend.id()))
                .map(ConversationSummary::unread)
                .findFirst()
                .orElse(0);
    }
}
