package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.config.ContactEntry;
import hearth.client.config.Contacts;
import hearth.client.config.ProfilePicture;
import hearth.client.config.SyncedConfig;
import hearth.client.config.UserProfile;
import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.Standing;
import hearth.client.sync.Checkpoints;
import hearth.protocol.Bytes;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.MessageCodec;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.DataMessage;
import hearth.protocol.rpc.Batch;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.Status;
import hearth.protocol.rpc.Store;
import hearth.protocol.rpc.StoredMessage;
import hearth.testkit.Seeds;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One account on two boxes: what is done on one is done on the other. */
class SyncedDevicesTest extends HouseholdTest {

    private static final long OLD_MS = 600_000;

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
    void whatIsOlderThanARemovalOrAHidingOnTheOtherBoxBringsNobodyBack() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        var cleo = house.add("Cleo");
        talk(ann, ben);
        talk(ann, cleo);
        var laptop = house.restore("laptop", ann, "Ann");
        await(
                "all is there",
                () -> laptop.texts(ben.id()).contains("hello Ann")
                        && laptop.texts(cleo.id()).contains("hello Ann"));
        laptop.engine.deleteContact(laptop.with(ben));
        laptop.engine.hide(laptop.with(cleo));
        await("both are gone", () -> titles(ann).isEmpty());
        var now = house.network().nowMs();
        var stranger = AccountKeys.generate(new SecureRandom());

        house.deliver(ann, keys(ben), text("old"), now - OLD_MS);
        house.deliver(ann, keys(cleo), text("old"), now - OLD_MS);
        var copy = DataMessage.newBuilder()
                .setBody("old copy")
                .setSyncTarget(ben.id().hex());
        house.deliver(ann, keys(ann), Content.newBuilder().setDataMessage(copy).build(), now - OLD_MS);
        house.deliver(ann, stranger, text("waited long"), now - OLD_MS);

        await("a stranger is no concern", () -> ann.texts(stranger.id()).equals(List.of("waited long")));
        assertEquals(List.of(), titles(ann));
        assertEquals(1, ann.engine.requests().size());
        // Within what clocks may differ, and later, they are back.
        house.deliver(ann, keys(ben), text("new"), now - 1_000);
        house.deliver(ann, keys(cleo), text("new"), now - 1_000);
        await("Ben asks", () -> ann.texts(ben.id()).equals(List.of("new")));
        await("Cleo is back", () -> titles(ann).equals(List.of("Cleo")));
        assertFalse(ann.texts(cleo.id()).contains("old"));
    }

    @Test
    void aRestoredAccountDoesNotBringBackWhomItRemovedBeforeButTakesWhatWaitedForAConnection() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        await("Ben is shared", () -> isShared(ann, ben));
        var now = house.network().nowMs();
        var words = String.join(" ", ann.engine.recoveryWords());
        ann.stop();
        var stranger = AccountKeys.generate(new SecureRandom());
        var removed = AccountKeys.generate(new SecureRandom());
        var data = new MessageCodec(new SecureRandom()).seal(text("old"), now - OLD_MS, removed, ann.id());
        var account = ann.id().account();
        var hash = MessageHash.of(account, Namespace.DIRECT, data);
        var old = new StoredMessage(hash, now - OLD_MS, now + 86_400_000, Bytes.of(data));
        house.network().swarmMembers(account).forEach(node -> node.put(account, old));
        house.deliver(ann, stranger, text("waited long"), now - OLD_MS);

        var laptop = house.visitor("laptop");
        laptop.engine = Engine.restore(laptop.environment(), laptop.vault, words, "Ann");

        await("it is there", () -> laptop.texts(stranger.id()).equals(List.of("waited long")));
        assertEquals(List.of(), laptop.texts(removed.id()));
    }

    private static Content text(String body) {
        return Content.newBuilder()
                .setDataMessage(DataMessage.newBuilder().setBody(body))
                .build();
    }

    /** Whether the swarm still has contacts with this person. */
    private boolean isShared(Household.Member box, Household.Member person) {
        return house
                .network()
                .swarmMembers(box.id().account())
                .getFirst()
                .mailbox(box.id().account(), Namespace.CONTACTS)
                .stream()
                .anyMatch(it -> contacts(box, it).find(person.id()).isPresent());
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
    void whatIsObsoleteIsDeletedEvenIfStoringWhatFollowsFailedAtFirst() {
        var ann = house.add("Ann");
        await("it is shared", () -> sharedNames(ann).equals(List.of("Ann")));
        var members = house.network().swarmMembers(ann.id().account());
        var failed = new AtomicInteger();
        members.forEach(member -> member.setTrick(request -> {
            if (request instanceof Store store && store.namespace().equals(Namespace.USER_PROFILE)) {
                failed.incrementAndGet();
                return Optional.of(RpcAnswer.text(Status.INTERNAL_SERVER_ERROR, "disk is full"));
            }
            return Optional.empty();
        }));
        ann.engine.setDisplayName("Annabel");
        await("it fails", () -> failed.get() > 1);

        members.forEach(member -> member.setTrick(_ -> Optional.empty()));

        await("only the new one is left", () -> sharedNames(ann).equals(List.of("Annabel")));
    }

    private List<String> sharedNames(Household.Member box) {
        return house
                .network()
                .swarmMembers(box.id().account())
                .getFirst()
                .mailbox(box.id().account(), Namespace.USER_PROFILE)
                .stream()
                .map(message -> {
                    var profile = UserProfile.fresh(keys(box), Clock.systemUTC());
                    profile.merge(
                            List.of(new SyncedConfig.Incoming(message.hash().text(), message.data())));
                    return profile.name();
                })
                .toList();
    }

    @Test
    void garbageInPlaceOfTheSharedStateChangesNothing() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var account = ann.id().account();
        Seeds.check(20, random -> {
            for (var namespace : SHARED) {
                put(account, namespace, Bytes.wrap(Seeds.bytes(random, 1 + random.nextInt(500))));
            }
        });

        ann.engine.setDisplayName("Annabel");
        ann.restart();
        ben.engine.send(ann.id(), "still there?");

        await("it arrives", () -> ann.texts(ben.id()).contains("still there?"));
        assertEquals("Annabel", ann.engine.displayName());
        assertEquals(List.of("Ben"), titles(ann));
    }

    /** Whatever is done, other devices get it all the same, and get to keep what they did meanwhile. */
    @ParameterizedTest
    @EnumSource(
            value = Checkpoints.Step.class,
            names = {"STATE_RETRIEVED", "STATE_MERGED", "STATE_SEALED", "STATE_STORED", "STATE_CONFIRMED"})
    void powerMayFailAfterAnyStepAndNothingOfTheSharedStateIsLost(Checkpoints.Step step) throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var laptop = house.restore("laptop", ann, "Ann");
        await("they begin alike", () -> titles(laptop).equals(List.of("Ben")));
        ann.stop();
        laptop.engine.setNickname(laptop.with(ben), "Benny");
        await("Benny is shared", () -> isShared(laptop));
        var plug = Plug.atStep(step);
        ann.start(plug);
        ann.engine.setDisplayName("Annabel");
        ann.engine.setPinned(ann.with(ben), true);
        await("power failed", plug::isPulled);

        ann.restart();

        for (var box : List.of(ann, laptop)) {
            await(box.name + " has the name", () -> box.engine.displayName().equals("Annabel"));
            await(
                    box.name + " has all of Ben",
                    () -> box.engine.conversations().stream()
                            .allMatch(it -> it.title().equals("Benny") && it.pinned()));
        }
    }

    /** The nickname is in what the swarm keeps: somebody else who is restored has it. */
    private boolean isShared(Household.Member box) {
        var hashes = house.network()
                .swarmMembers(box.id().account())
                .getFirst()
                .mailbox(box.id().account(), Namespace.CONTACTS);
        return hashes.stream().anyMatch(it -> holds(box, it, "Benny"));
    }

    private static boolean holds(Household.Member box, StoredMessage message, String nickname) {
        return contacts(box, message).all().stream()
                .anyMatch(it -> it.nickname().equals(nickname));
    }

    private static Contacts contacts(Household.Member box, StoredMessage message) {
        var contacts = Contacts.fresh(keys(box), Clock.systemUTC());
        contacts.merge(List.of(new SyncedConfig.Incoming(message.hash().text(), message.data())));
        return contacts;
    }

    private static AccountKeys keys(Household.Member member) {
        return AccountKeys.fromSeed16(HexFormat.of().parseHex(member.engine.recoveryHex()));
    }

    @Test
    void theSharedStateOfAStrangerAndAnOldOneOfOnesOwnChangeNothing() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        await("it is shared", () -> shared(ann, Namespace.CONTACTS) > 0);
        var account = ann.id().account();
        var old = house.network().swarmMembers(account).getFirst().mailbox(account, Namespace.CONTACTS);
        var mallory = AccountKeys.generate(new SecureRandom());
        var foreign = Contacts.fresh(mallory, Clock.systemUTC());
        foreign.set(ContactEntry.of(ben.id()).withNickname("Evil").withBlocked(true));
        for (var i = 0; i < 20; i++) {
            foreign.set(
                    ContactEntry.of(mallory.id()).withNickname("Version " + i).withApproved(true));
            foreign.push().messages().forEach(it -> put(account, Namespace.CONTACTS, it));
        }
        ann.engine.setNickname(ann.with(ben), "Benny");
        await("it is shared", () -> isShared(ann));
        ann.stop();

        old.forEach(it -> put(account, Namespace.CONTACTS, it.data()));
        ann.start();
        ben.engine.send(ann.id(), "still there?");

        await("it arrives", () -> ann.texts(ben.id()).contains("still there?"));
        assertEquals(List.of("Benny"), titles(ann));
    }

    @Test
    void aConfigOfMorePartsThanOneRequestHoldsIsSharedToo() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        await("it is shared", () -> shared(ann, Namespace.CONTACTS) > 0);
        var account = ann.id().account();
        var phone = Contacts.fresh(keys(ann), Clock.systemUTC());
        phone.merge(inSwarm(ann));
        var random = Seeds.random(1);
        for (var i = 0; i < 6_000; i++) {
            phone.set(ContactEntry.of(SessionId.parse("05" + hex(random, 32)))
                    .withName(hex(random, 50))
                    .withPicture(Optional.of(new ProfilePicture(
                            "http://files.example/" + hex(random, 100), Bytes.wrap(Seeds.bytes(random, 32))))));
        }
        var push = phone.push();
        assertTrue(
                push.messages().size() > Batch.REQUESTS_MAX,
                () -> push.messages().size() + " parts");
        push.messages().forEach(it -> put(account, Namespace.CONTACTS, it));
        ben.engine.send(ann.id(), "wake up");
        await("it arrives", () -> ann.texts(ben.id()).contains("wake up"));

        ann.engine.setNickname(ann.with(ben), "Benny");

        await("the phone hears of it", () -> {
            phone.merge(inSwarm(ann));
            return phone.find(ben.id()).orElseThrow().nickname().equals("Benny");
        });
        assertEquals(6_001, phone.all().size());
    }

    private static String hex(RandomGenerator random, int bytes) {
        return HexFormat.of().formatHex(Seeds.bytes(random, bytes));
    }

    private List<SyncedConfig.Incoming> inSwarm(Household.Member box) {
        var account = box.id().account();
        return house.network().swarmMembers(account).getFirst().mailbox(account, Namespace.CONTACTS).stream()
                .map(it -> new SyncedConfig.Incoming(it.hash().text(), it.data()))
                .toList();
    }

    private void put(Account account, Namespace namespace, Bytes data) {
        var now = System.currentTimeMillis();
        var hash = MessageHash.of(account, namespace, data.toArray());
        var message = new StoredMessage(hash, now, now + 86_400_000, data);
        house.network().swarmMembers(account).forEach(node -> node.put(account, namespace, message));
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
