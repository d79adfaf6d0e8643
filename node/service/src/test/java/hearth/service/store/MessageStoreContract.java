package hearth.service.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.NamespaceScope;
import hearth.protocol.rpc.Retrieved;
import hearth.protocol.rpc.SignedStrings.ExpireMode;
import hearth.protocol.rpc.StoredMessage;
import hearth.protocol.rpc.SubaccountToken;
import hearth.service.store.MessageStore.Held;
import hearth.service.store.MessageStore.Kept;
import hearth.service.store.MessageStore.Wish;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every message store promises. */
abstract class MessageStoreContract {

    static final Account ALICE = new Account("05" + "a1".repeat(32));
    static final Account GROUP = new Account("03" + "a1".repeat(32));
    static final Namespace OUTBOX = new Namespace(-1);
    static final long SENT = 1_700_000_000_000L;
    static final long EXPIRY = SENT + 1_000_000;
    static final long PLENTY = Long.MAX_VALUE;

    MessageStore store = new InMemoryMessageStore();

    abstract MessageStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    static StoredMessage message(Account account, Namespace namespace, String text) {
        return message(account, namespace, text.getBytes(StandardCharsets.UTF_8));
    }

    static StoredMessage message(Account account, Namespace namespace, byte[] data) {
        return new StoredMessage(MessageHash.of(account, namespace, data), SENT, EXPIRY, Bytes.wrap(data));
    }

    final StoredMessage put(Namespace namespace, String text) {
        var message = message(ALICE, namespace, text);
        store.put(ALICE, namespace, message);
        return message;
    }

    final Kept putDirect(StoredMessage message) {
        return store.put(ALICE, Namespace.DIRECT, message);
    }

    private Retrieved all(Account account, Namespace namespace) {
        return store.after(account, namespace, Optional.empty(), Integer.MAX_VALUE, PLENTY);
    }

    private Retrieved afterOf(StoredMessage last) {
        return store.after(ALICE, Namespace.DIRECT, Optional.of(last.hash()), Integer.MAX_VALUE, PLENTY);
    }

    private static List<MessageHash> hashes(Retrieved page) {
        return page.messages().stream().map(StoredMessage::hash).toList();
    }

    private static List<MessageHash> hashes(StoredMessage... messages) {
        return List.of(messages).stream().map(StoredMessage::hash).toList();
    }

    @Test
    void aMessageComesBackAsItWasKept() {
        var namespace = new Namespace(-32_768);
        var message = message(ALICE, namespace, Seeds.bytes(Seeds.random(1), 76_800));

        assertEquals(new Kept(EXPIRY, false), store.put(ALICE, namespace, message));

        assertEquals(List.of(message), all(ALICE, namespace).messages());
    }

    @Test
    void anEmptyMessageIsAMessage() {
        var message = message(ALICE, Namespace.DIRECT, new byte[0]);

        putDirect(message);

        assertEquals(List.of(message), all(ALICE, Namespace.DIRECT).messages());
    }

    @Test
    void anUnknownMailboxIsEmpty() {
        put(Namespace.DIRECT, "for somebody else");

        assertEquals(List.of(), all(GROUP, Namespace.DIRECT).messages());
        assertFalse(all(GROUP, Namespace.DIRECT).more());
    }

    @Test
    void mailboxesOfOtherNamespacesAndPrefixesAreSeparate() {
        var direct = put(Namespace.DIRECT, "same text");
        var profile = put(new Namespace(2), "same text");
        var group = message(GROUP, Namespace.DIRECT, "same text");
        store.put(GROUP, Namespace.DIRECT, group);

        assertEquals(hashes(direct), hashes(all(ALICE, Namespace.DIRECT)));
        assertEquals(hashes(profile), hashes(all(ALICE, new Namespace(2))));
        assertEquals(hashes(group), hashes(all(GROUP, Namespace.DIRECT)));
        assertEquals(3, store.count());
    }

    @Test
    void messagesHaveTheOrderInWhichTheyWereKeptNotThatOfTheirTimestamps() {
        var late = new ArrayList<MessageHash>();
        for (var i = 0; i < 20; i++) {
            var message = message(ALICE, Namespace.DIRECT, "number " + i);
            putDirect(new StoredMessage(message.hash(), SENT - i, EXPIRY - i, message.data()));
            late.add(message.hash());
        }

        assertEquals(late, hashes(all(ALICE, Namespace.DIRECT)));
    }

    @Test
    void keepingAMessageAgainSaysSoAndLeavesItInItsPlace() {
        var first = put(Namespace.DIRECT, "first");
        var second = put(Namespace.DIRECT, "second");

        assertEquals(new Kept(EXPIRY, true), putDirect(first));

        assertEquals(hashes(first, second), hashes(all(ALICE, Namespace.DIRECT)));
        assertEquals(2, store.count());
    }

    @Test
    void anExpiryIsRaisedAndNeverLowered() {
        var message = put(Namespace.DIRECT, "long-lived");

        assertEquals(new Kept(EXPIRY + 1, true), putDirect(message.expiringAt(EXPIRY + 1)));
        assertEquals(new Kept(EXPIRY + 1, true), putDirect(message.expiringAt(EXPIRY)));

        assertEquals(
                EXPIRY + 1, all(ALICE, Namespace.DIRECT).messages().getFirst().expiryMs());
    }

    @Test
    void pagesFollowTheLastHash() {
        var first = put(Namespace.DIRECT, "first");
        var second = put(Namespace.DIRECT, "second");
        var third = put(Namespace.DIRECT, "third");

        assertEquals(hashes(second, third), hashes(afterOf(first)));
        assertEquals(hashes(third), hashes(afterOf(second)));
        assertEquals(List.of(), hashes(afterOf(third)));
    }

    @Test
    void aLastHashThatIsUnknownOrOfAnotherMailboxStartsFromTheBeginning() {
        var first = put(Namespace.DIRECT, "first");
        var second = put(Namespace.DIRECT, "second");
        var elsewhere = put(new Namespace(2), "elsewhere");
        var unknown = message(ALICE, Namespace.DIRECT, "never kept");

        assertEquals(hashes(first, second), hashes(afterOf(elsewhere)));
        assertEquals(hashes(first, second), hashes(afterOf(unknown)));
    }

    @Test
    void aPageEndsAtTheCountAndSaysWhetherMoreFollow() {
        var first = put(Namespace.DIRECT, "first");
        var second = put(Namespace.DIRECT, "second");

        var one = store.after(ALICE, Namespace.DIRECT, Optional.empty(), 1, PLENTY);
        var two = store.after(ALICE, Namespace.DIRECT, Optional.empty(), 2, PLENTY);

        assertEquals(hashes(first), hashes(one));
        assertTrue(one.more());
        assertEquals(hashes(first, second), hashes(two));
        assertFalse(two.more());
    }

    @Test
    void aPageEndsBeforeTheMessageThatWouldExceedItsBudget() {
        var messages = new ArrayList<StoredMessage>();
        for (var i = 0; i < 3; i++) {
            messages.add(message(ALICE, Namespace.DIRECT, Seeds.bytes(Seeds.random(i), 300)));
            putDirect(messages.getLast());
        }
        var two = 2 * (100 + 43 + 400);

        var exact = store.after(ALICE, Namespace.DIRECT, Optional.empty(), 100, two);
        var oneLess = store.after(ALICE, Namespace.DIRECT, Optional.empty(), 100, two - 1);

        assertEquals(2, exact.messages().size());
        assertTrue(exact.more());
        assertEquals(1, oneLess.messages().size());
        assertTrue(oneLess.more());
    }

    @Test
    void theFirstMessageOfAPageComesWhateverItCosts() {
        put(Namespace.DIRECT, "costs more than one byte");
        put(Namespace.DIRECT, "another");

        var page = store.after(ALICE, Namespace.DIRECT, Optional.empty(), 100, 1);

        assertEquals(1, page.messages().size());
        assertTrue(page.more());
    }

    @Test
    void aPageOfNoMessagesIsACallersMistake() {
        assertThrows(
                IllegalArgumentException.class,
                () -> store.after(ALICE, Namespace.DIRECT, Optional.empty(), 0, PLENTY));
    }

    @Test
    void anOutboxHoldsOnlyTheNewestMessage() {
        var other = put(Namespace.DIRECT, "in another mailbox");
        put(OUTBOX, "old");
        var newest = put(OUTBOX, "new");

        assertEquals(hashes(newest), hashes(all(ALICE, OUTBOX)));
        assertEquals(hashes(other), hashes(all(ALICE, Namespace.DIRECT)));
    }

    @Test
    void theSameMessageAgainStaysInAnOutbox() {
        var message = put(OUTBOX, "announcement");

        assertEquals(new Kept(EXPIRY, true), store.put(ALICE, OUTBOX, message));

        assertEquals(hashes(message), hashes(all(ALICE, OUTBOX)));
    }

    @Test
    void messagesAreForgottenWhenTheyExpireAndNotBefore() {
        var early = message(ALICE, Namespace.DIRECT, "early");
        var late = message(ALICE, Namespace.DIRECT, "late");
        putDirect(early.expiringAt(1_000));
        putDirect(late.expiringAt(1_001));

        assertEquals(0, store.forgetExpired(Instant.ofEpochMilli(999)));
        assertEquals(1, store.forgetExpired(Instant.ofEpochMilli(1_000)));

        assertEquals(hashes(late), hashes(all(ALICE, Namespace.DIRECT)));
        assertEquals(1, store.count());
    }

    @Test
    void thousandsExpireAtOnce() {
        for (var i = 0; i < 1_501; i++) {
            putDirect(message(ALICE, Namespace.DIRECT, "number " + i).expiringAt(i < 1_500 ? 10 : 11));
        }

        assertEquals(1_500, store.forgetExpired(Instant.ofEpochMilli(10)));
        assertEquals(1, store.count());
    }

    // ---- what owners change ----

    private static final NamespaceScope ALL = new NamespaceScope.All();
    private static final NamespaceScope.One DIRECT = new NamespaceScope.One(Namespace.DIRECT);
    private static final Namespace PROFILE = new Namespace(2);

    private static List<MessageHash> sorted(StoredMessage... messages) {
        return Stream.of(messages).map(StoredMessage::hash).sorted().toList();
    }

    private StoredMessage putSent(Namespace namespace, String text, long sentMs, long expiryMs) {
        var message = message(ALICE, namespace, text);
        var timed = new StoredMessage(message.hash(), sentMs, expiryMs, message.data());
        store.put(ALICE, namespace, timed);
        return timed;
    }

    @Test
    void deletingNamesWhatWasThereInSortedOrder() {
        var one = put(Namespace.DIRECT, "one");
        var two = put(PROFILE, "two");
        var stays = put(Namespace.DIRECT, "stays");
        var missing = message(ALICE, Namespace.DIRECT, "missing").hash();

        var deleted = store.delete(ALICE, List.of(two.hash(), missing, one.hash(), two.hash()));

        assertEquals(sorted(one, two), List.copyOf(deleted));
        assertEquals(hashes(stays), hashes(all(ALICE, Namespace.DIRECT)));
        assertEquals(1, store.count());
    }

    @Test
    void manyMessagesAreChangedAndDeletedAtOnce() {
        var all = new ArrayList<MessageHash>();
        for (var i = 0; i < 1_001; i++) {
            all.add(put(Namespace.DIRECT, "number " + i).hash());
        }
        var wishes = all.stream().map(hash -> new Wish(hash, EXPIRY + 500_000)).toList();

        assertEquals(
                Set.copyOf(all),
                store.expire(ALICE, wishes, ExpireMode.SET).updated().keySet());
        assertEquals(1_001, store.expiries(ALICE, all).size());
        assertEquals(Set.copyOf(all), store.delete(ALICE, all));
        assertEquals(0, store.count());
    }

    @Test
    void nobodyDeletesTheMessagesOfAnother() {
        var message = put(Namespace.DIRECT, "mine");

        assertEquals(Set.of(), store.delete(GROUP, List.of(message.hash())));
        assertEquals(Map.of(), store.deleteSent(GROUP, ALL, Long.MAX_VALUE));

        assertEquals(1, store.count());
    }

    @Test
    void deletingByTimeTakesMessagesSentUpToIt() {
        var early = putSent(Namespace.DIRECT, "early", 10, EXPIRY);
        var exact = putSent(Namespace.DIRECT, "exact", 11, EXPIRY);
        var late = putSent(Namespace.DIRECT, "late", 12, EXPIRY);
        putSent(PROFILE, "elsewhere", 5, EXPIRY);

        assertEquals(Map.of(Namespace.DIRECT, sorted(early, exact)), store.deleteSent(ALICE, DIRECT, 11));
        assertEquals(Map.of(), store.deleteSent(ALICE, DIRECT, 11));

        assertEquals(hashes(late), hashes(all(ALICE, Namespace.DIRECT)));
        assertEquals(2, store.count());
    }

    @Test
    void deletingEverywhereListsOnlyNamespacesThatHadMessages() {
        var direct = put(Namespace.DIRECT, "direct");
        var profile = put(PROFILE, "profile");
        var outbox = put(OUTBOX, "outbox");
        put(new Namespace(3), "gone before");
        store.deleteSent(ALICE, new NamespaceScope.One(new Namespace(3)), Long.MAX_VALUE);

        assertEquals(
                Map.of(Namespace.DIRECT, sorted(direct), PROFILE, sorted(profile), OUTBOX, sorted(outbox)),
                store.deleteSent(ALICE, ALL, Long.MAX_VALUE));
        assertEquals(0, store.count());
    }

    @Test
    void expiringByATimeOnlyShortens() {
        var long1 = putSent(Namespace.DIRECT, "long", SENT, 2_001);
        putSent(Namespace.DIRECT, "exact", SENT, 2_000);
        putSent(Namespace.DIRECT, "short", SENT, 1_000);
        var long2 = putSent(PROFILE, "elsewhere", SENT, 3_000);

        assertEquals(Map.of(Namespace.DIRECT, sorted(long1)), store.expireBy(ALICE, DIRECT, 2_000));
        assertEquals(Map.of(PROFILE, sorted(long2)), store.expireBy(ALICE, ALL, 2_000));

        assertEquals(
                List.of(2_000L, 2_000L, 1_000L),
                all(ALICE, Namespace.DIRECT).messages().stream()
                        .map(StoredMessage::expiryMs)
                        .toList());
    }

    @Test
    void settingExpiriesChangesEveryMessageThatIsThere() {
        var one = putSent(Namespace.DIRECT, "one", SENT, EXPIRY);
        var two = putSent(PROFILE, "two", SENT, EXPIRY);
        var missing = message(ALICE, Namespace.DIRECT, "missing").hash();

        var done = store.expire(
                ALICE, List.of(wish(two, 7_000), new Wish(missing, 7_000), wish(one, EXPIRY)), ExpireMode.SET);

        assertEquals(Map.of(two.hash(), 7_000L, one.hash(), EXPIRY), done.updated());
        assertEquals(Map.of(), done.unchanged());
        assertEquals(
                Map.of(two.hash(), 7_000L, one.hash(), EXPIRY),
                store.expiries(ALICE, List.of(one.hash(), two.hash(), missing)));
        assertEquals(Map.of(), store.expiries(GROUP, List.of(one.hash())));
    }

    @Test
    void shorteningLeavesWhatExpiresEarlierOrAtThatTime() {
        var later = putSent(Namespace.DIRECT, "later", SENT, EXPIRY);
        var exact = putSent(Namespace.DIRECT, "exact", SENT, EXPIRY - 1);

        var done = store.expire(ALICE, List.of(wish(later, EXPIRY - 1), wish(exact, EXPIRY - 1)), ExpireMode.SHORTEN);

        assertEquals(Map.of(later.hash(), EXPIRY - 1), done.updated());
        assertEquals(Map.of(exact.hash(), EXPIRY - 1), done.unchanged());
    }

    @Test
    void extendingByLessThanAHundredthOfTheLifetimeIsNotWorthIt() {
        var enough = putSent(Namespace.DIRECT, "enough", SENT, SENT + 1_000_000);
        var tooLittle = putSent(Namespace.DIRECT, "too little", SENT, SENT + 1_000_000);
        var earlier = putSent(Namespace.DIRECT, "earlier", SENT, SENT + 1_000_000);

        var done = store.expire(
                ALICE,
                List.of(
                        wish(enough, SENT + 1_010_000),
                        wish(tooLittle, SENT + 1_009_999),
                        wish(earlier, SENT + 999_999)),
                ExpireMode.EXTEND);

        assertEquals(Map.of(enough.hash(), SENT + 1_010_000), done.updated());
        assertEquals(Map.of(tooLittle.hash(), SENT + 1_000_000, earlier.hash(), SENT + 1_000_000), done.unchanged());
    }

    @Test
    void theLifetimeThatCountsForExtensionsEndsAtThirtyDays() {
        var day = 86_400_000L;
        var old = putSent(Namespace.DIRECT, "old", SENT, SENT + 300 * day);
        var tooLittle = putSent(Namespace.DIRECT, "old, too", SENT, SENT + 300 * day);

        var done = store.expire(
                ALICE,
                List.of(
                        wish(old, SENT + 300 * day + 30 * day / 100),
                        wish(tooLittle, SENT + 300 * day + 30 * day / 100 - 1)),
                ExpireMode.EXTEND);

        assertEquals(Set.of(old.hash()), done.updated().keySet());
        assertEquals(Set.of(tooLittle.hash()), done.unchanged().keySet());
    }

    private static Wish wish(StoredMessage message, long expiryMs) {
        return new Wish(message.hash(), expiryMs);
    }

    // ---- revoked subaccounts ----

    private static SubaccountToken token(int number) {
        var bytes = new byte[SubaccountToken.BYTES];
        bytes[35] = (byte) number;
        return new SubaccountToken(Bytes.wrap(bytes));
    }

    private void revoke(int... numbers) {
        store.revocations()
                .revoke(
                        GROUP,
                        IntStream.of(numbers)
                                .mapToObj(MessageStoreContract::token)
                                .toList(),
                        Instant.EPOCH);
    }

    private List<SubaccountToken> revoked() {
        return store.revocations().revoked(GROUP);
    }

    @Test
    void aRevokedSubaccountIsRevokedForItsAccountOnly() {
        revoke(1);

        assertTrue(store.revocations().isRevoked(GROUP, token(1)));
        assertFalse(store.revocations().isRevoked(GROUP, token(2)));
        assertFalse(store.revocations().isRevoked(ALICE, token(1)));
    }

    @Test
    void unrevokingCountsWhatWasRevoked() {
        revoke(1, 2, 3);

        assertEquals(2, store.revocations().unrevoke(GROUP, List.of(token(3), token(9), token(1))));
        assertEquals(List.of(token(2)), revoked());
    }

    @Test
    void theNewestFiftyRevocationsStay() {
        for (var i = 0; i < 50; i++) {
            revoke(i);
        }
        assertEquals(50, revoked().size());

        revoke(0); // again: now it is the newest
        revoke(50);

        assertEquals(50, revoked().size());
        assertFalse(store.revocations().isRevoked(GROUP, token(1)));
        assertTrue(store.revocations().isRevoked(GROUP, token(0)));
        assertTrue(store.revocations().isRevoked(GROUP, token(50)));
    }

    @Test
    void revocationsOutliveTheMessagesOfTheirAccount() {
        revoke(1);
        var message = message(GROUP, Namespace.DIRECT, "last");
        store.put(GROUP, Namespace.DIRECT, message.expiringAt(1_000));
        var end = Instant.EPOCH.plus(Duration.ofDays(RevocationStore.DAYS_KEPT));

        store.forgetExpired(end.minusMillis(1));
        assertEquals(List.of(token(1)), revoked());

        store.forgetExpired(end);
        assertEquals(List.of(), revoked());
    }

    @Test
    void revocationsStayAsLongAsThereAreMessages() {
        revoke(1);
        var end = Instant.EPOCH.plus(Duration.ofDays(RevocationStore.DAYS_KEPT));
        var message = message(GROUP, Namespace.DIRECT, "long-lived");
        store.put(GROUP, Namespace.DIRECT, message.expiringAt(Long.MAX_VALUE));

        store.forgetExpired(end);
        store.delete(GROUP, List.of(message.hash()));
        store.forgetExpired(end.plus(Duration.ofDays(RevocationStore.DAYS_KEPT)).minusMillis(1));
        assertEquals(List.of(token(1)), revoked());

        store.forgetExpired(end.plus(Duration.ofDays(RevocationStore.DAYS_KEPT)));
        assertEquals(List.of(), revoked());
    }

    @Test
    void readingPageByPageGivesEveryMessageOnceWhateverThePages() {
        Seeds.check(10, random -> {
            var account = new Account("05" + HexFormat.of().formatHex(Seeds.bytes(random, 32)));
            var kept = new ArrayList<MessageHash>();
            for (var i = 0; i < 40; i++) {
                var message = message(account, Namespace.DIRECT, Seeds.bytes(random, random.nextInt(1, 500)));
                store.put(account, Namespace.DIRECT, message);
                kept.add(message.hash());
            }

            var read = new ArrayList<MessageHash>();
            Retrieved page;
            do {
                var last = read.isEmpty() ? Optional.<MessageHash>empty() : Optional.of(read.getLast());
                page = store.after(account, Namespace.DIRECT, last, random.nextInt(1, 10), random.nextInt(1, 3_000));
                read.addAll(hashes(page));
            } while (page.more());

            assertEquals(kept, read);
        });
    }

    @Test
    void whatManyThreadsKeepAtOnceIsAllThere() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (var t = 0; t < 16; t++) {
            var writer = t;
            threads.add(Thread.ofVirtual().start(() -> {
                for (var i = 0; i < 20; i++) {
                    // Half of them are kept by two threads: one of both is the first.
                    put(Namespace.DIRECT, "message " + (i % 2 == 0 ? writer / 2 : writer) + '/' + i);
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }

        var kept = hashes(all(ALICE, Namespace.DIRECT));
        assertEquals(16 * 10 + 8 * 10, kept.size());
        assertEquals(kept.size(), new HashSet<>(kept).size());
    }

    private List<Long> numbers() {
        var numbers = new ArrayList<Long>();
        store.visit((number, _, _) -> numbers.add(number));
        return numbers;
    }

    @Test
    void everyMessageIsVisitedOnceInTheOrderOfKeeping() {
        var first = put(Namespace.DIRECT, "first");
        var second = put(OUTBOX, "second");
        put(Namespace.DIRECT, "first");

        var seen = new ArrayList<String>();
        store.visit((_, account, hash) -> seen.add(HexFormat.of().formatHex(account)
                + Base64.getEncoder().withoutPadding().encodeToString(hash)));

        assertEquals(
                List.of(
                        ALICE.hex() + first.hash().text(),
                        ALICE.hex() + second.hash().text()),
                seen);
        assertTrue(numbers().getFirst() < numbers().getLast());
        assertTrue(numbers().getFirst() > 0);
    }

    @Test
    void messagesAreFoundByNumberAndByHashAsLongAsTheyAreThere() {
        var stays = put(Namespace.DIRECT, "stays");
        var goes = message(ALICE, Namespace.DIRECT, "goes").expiringAt(SENT + 1);
        putDirect(goes);
        var numbers = numbers();
        store.forgetExpired(Instant.ofEpochMilli(SENT + 1));

        var held = List.of(new Held(ALICE, Namespace.DIRECT, stays));
        assertEquals(held, store.held(numbers));
        assertEquals(List.of(), store.held(List.of()));
        assertEquals(held, store.find(stays.hash()).stream().toList());
        assertEquals(Optional.empty(), store.find(goes.hash()));
    }

    @Test
    void messagesOfAnotherNodeAreTakenOverUnlessTheyAreThere() {
        var known = put(Namespace.DIRECT, "known");
        var later = new Held(ALICE, Namespace.DIRECT, known.expiringAt(EXPIRY + 1));
        var fresh = new Held(GROUP, Namespace.DIRECT, message(GROUP, Namespace.DIRECT, "fresh"));

        assertEquals(List.of(fresh), store.takeOver(List.of(later, fresh, fresh)));

        assertEquals(known, store.find(known.hash()).orElseThrow().message(), "its expiry too");
        assertEquals(2, store.count());
    }

    private List<Held> takeOver(StoredMessage message) {
        return store.takeOver(List.of(new Held(ALICE, Namespace.DIRECT, message)));
    }

    @Test
    void whatWasDeletedIsNotTakenOverFromSomebodyWhoMissedThat() {
        var one = put(Namespace.DIRECT, "one");
        var all = put(Namespace.DIRECT, "all");
        var kept = put(Namespace.DIRECT, "kept");
        store.delete(ALICE, List.of(one.hash()));
        var newer = new StoredMessage(kept.hash(), SENT + 1, EXPIRY, kept.data());
        store.delete(ALICE, List.of(kept.hash()));
        putDirect(newer);
        store.deleteSent(ALICE, new NamespaceScope.All(), SENT);

        assertEquals(List.of(), takeOver(one));
        assertEquals(List.of(), takeOver(all));
        assertEquals(List.of(newer), all(ALICE, Namespace.DIRECT).messages());
    }

    @Test
    void whatWasDeletedMayBeStoredAgainAndTakenOverIfItWasSentAgain() {
        var message = put(Namespace.DIRECT, "again");
        var later = new StoredMessage(message.hash(), SENT + 1, EXPIRY, message.data());
        store.delete(ALICE, List.of(message.hash()));

        assertFalse(putDirect(message).already());

        store.delete(ALICE, List.of(message.hash()));
        assertEquals(1, takeOver(later).size());
    }

    @Test
    void deletionsAreForgottenWhenTheMessageWouldHaveExpired() {
        var message = put(Namespace.DIRECT, "gone");
        store.delete(ALICE, List.of(message.hash()));

        store.forgetExpired(Instant.ofEpochMilli(EXPIRY - 1));
        assertEquals(0, takeOver(message).size());
        store.forgetExpired(Instant.ofEpochMilli(EXPIRY));

        assertEquals(1, takeOver(message.expiringAt(EXPIRY + 5)).size());
    }

    /** However they come, both nodes keep the same one. */
    @Test
    void inAPublicOutboxTheLatestMessageIsTakenOver() {
        var messages = new ArrayList<Held>();
        for (var text : List.of("a", "b", "c", "d")) {
            var message = message(ALICE, OUTBOX, text);
            messages.add(new Held(ALICE, OUTBOX, message));
        }
        var old = message(ALICE, OUTBOX, "old");
        messages.add(new Held(ALICE, OUTBOX, new StoredMessage(old.hash(), SENT - 1, EXPIRY, old.data())));

        store.takeOver(messages);
        var winner = hashes(all(ALICE, OUTBOX));
        store.takeOver(messages.reversed());

        assertEquals(1, winner.size());
        assertEquals(winner, hashes(all(ALICE, OUTBOX)));
        assertFalse(winner.contains(old.hash()));
    }

    @Test
    void aClosedStoreIsClosed() {
        store.close();

        assertThrows(IllegalStateException.class, () -> putDirect(message(ALICE, Namespace.DIRECT, "late")));
        assertThrows(IllegalStateException.class, () -> all(ALICE, Namespace.DIRECT));
        store.close();
    }
}
