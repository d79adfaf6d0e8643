package hearth.client.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.SessionId;
import hearth.testkit.FakeClock;
import hearth.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SyncedConfigTest {

    private final AccountKeys account = AccountKeys.fromSeed16(new byte[AccountKeys.SEED_BYTES]);
    private final FakeClock clock = new FakeClock(Instant.ofEpochSecond(1_767_225_600));
    private final UserProfile profile = UserProfile.fresh(account, clock);

    @Test
    void whatIsNewIsPushedOnceAndThenDone() {
        profile.setName("Ada");
        assertTrue(profile.needsPush());

        var push = profile.push();
        profile.confirmPushed(push.seqno(), List.of("first"));

        assertEquals(1, push.seqno());
        assertFalse(profile.needsPush());
        assertEquals(Set.of("first"), profile.currentHashes());
        assertEquals(List.of(), push.obsolete());
    }

    @Test
    void settingWhatIsThereAlreadyChangesNothing() {
        profile.setName("Ada");
        stored(profile, "first");
        profile.dump();

        profile.setName("Ada");

        assertEquals(SyncedConfig.State.CLEAN, profile.state());
        assertFalse(profile.needsDump());
    }

    @Test
    void aPushThatFailedIsRepeatedWithTheSameBytes() {
        profile.setName("Ada");

        var first = profile.push();
        var second = profile.push();

        assertEquals(first.messages(), second.messages());
        assertEquals(SyncedConfig.State.WAITING, profile.state());
    }

    @Test
    void aConfirmationThatCameTooLateIsIgnored() {
        profile.setName("Ada");
        var push = profile.push();
        profile.setName("Grace");

        profile.confirmPushed(push.seqno(), List.of("first"));

        assertEquals(SyncedConfig.State.DIRTY, profile.state());
        assertEquals(2, profile.seqno());
        assertEquals(Set.of(), profile.currentHashes());
    }

    @Test
    void aNewVersionMakesTheOneBeforeObsolete() {
        profile.setName("Ada");
        stored(profile, "first");
        profile.setName("Grace");

        assertEquals(List.of("first"), profile.push().obsolete());
    }

    @Test
    void theOwnMessageFoundInTheSwarmBeforeItsConfirmationIsNeverObsolete() {
        profile.setName("Ada");
        var push = profile.push();
        var hash = hashOf(push.messages().getFirst());
        profile.merge(List.of(new SyncedConfig.Incoming(hash, push.messages().getFirst())));

        // The answer was lost: the same is pushed again.
        var again = profile.push();
        profile.confirmPushed(again.seqno(), List.of(hash));

        assertEquals(List.of(), again.obsolete());
        assertEquals(Set.of(), profile.oldHashes());
        assertEquals(Set.of(hash), profile.currentHashes());
    }

    @Test
    void editsOfDifferentThingsOnTwoDevicesBothSurvive() {
        var other = UserProfile.fresh(account, clock);
        profile.setName("Ada");
        other.setSelfPriority(-1);
        var fromHere = profile.push().messages().getFirst();
        var fromThere = other.push().messages().getFirst();

        profile.merge(List.of(new SyncedConfig.Incoming("there", fromThere)));
        other.merge(List.of(new SyncedConfig.Incoming("here", fromHere)));

        assertEquals("Ada", other.name());
        assertEquals(-1, profile.selfPriority());
        assertEquals(profile.push().messages(), other.push().messages());
    }

    @Test
    void damagedMessagesChangeNothing() {
        var other = UserProfile.fresh(account, clock);
        other.setName("Grace");
        var data = other.push().messages().getFirst().toArray();
        Seeds.check(200, random -> {
            var damaged = data.clone();
            // The cover of the first bytes is not authenticated.
            var at = 16 + random.nextInt(damaged.length - 16);
            damaged[at] ^= (byte) (1 + random.nextInt(255));
            var cut = Arrays.copyOf(data, random.nextInt(data.length));

            for (var bytes : List.of(damaged, cut)) {
                var reader = UserProfile.fresh(account, clock);
                reader.setName("Ada");
                reader.merge(List.of(new SyncedConfig.Incoming("damaged", Bytes.wrap(bytes))));
                assertTrue(List.of("Ada", "Grace").contains(reader.name()));
            }
        });
    }

    @Test
    void aMessageWithOneBitChangedInsideIsNotAccepted() {
        var other = UserProfile.fresh(account, clock);
        other.setName("Grace");
        var data = other.push().messages().getFirst().toArray();
        data[data.length / 2] ^= 1;

        var result = profile.merge(List.of(new SyncedConfig.Incoming("damaged", Bytes.wrap(data))));

        assertEquals(List.of(), result.accepted());
        assertFalse(result.changed());
        assertEquals("", profile.name());
    }

    @Test
    void damagedDumpsAreRefusedWithAFormatException() {
        var contacts = Contacts.fresh(account, clock);
        contacts.set(ContactEntry.of(person(1)).withName("Ada"));
        stored(contacts, "first");
        var dump = contacts.dump();
        Seeds.check(500, random -> {
            var damaged = Arrays.copyOf(dump, 1 + random.nextInt(dump.length));
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            try {
                Contacts.load(damaged, account, clock).all();
            } catch (FormatException expected) {
                // Refusing damaged input is the point.
            }
        });
    }

    @Test
    void aDumpHoldsEverythingThatDecidesWhatComesNext() throws FormatException {
        profile.setName("Ada");
        stored(profile, "first");
        profile.setName("Grace");
        var dump = profile.dump();

        var again = UserProfile.load(dump, account, clock);

        assertEquals("Grace", again.name());
        assertEquals(List.of("first"), again.push().obsolete());
        // Whether number 2 was sent is not known.
        assertEquals(3, again.seqno());
    }

    @Test
    void aLargeConfigGoesOutInPartsAndComesBackInAnyOrder() {
        var contacts = large(1500);
        var push = contacts.push();
        assertTrue(push.messages().size() > 1);
        push.messages().forEach(part -> assertTrue(part.length() <= ConfigEnvelope.STORED_BYTES_MAX));

        var other = Contacts.fresh(account, clock);
        var parts = incoming(push);
        other.merge(parts.subList(1, parts.size()));
        assertEquals(0, other.all().size());
        other.merge(List.of(parts.getFirst()));

        assertEquals(contacts.all(), other.all());
        assertEquals(parts.size(), other.currentHashes().size());
    }

    @Test
    void partsThatWaitForOthersAreForgottenAfterSevenDays() {
        var parts = incoming(large(1500).push());
        var other = Contacts.fresh(account, clock);
        other.merge(parts.subList(1, parts.size()));
        assertEquals(parts.size() - 1, other.activeHashes().size());

        clock.advance(Duration.ofDays(7));
        other.merge(List.of(parts.getFirst()));

        assertEquals(Set.of(parts.getFirst().hash()), other.activeHashes());
    }

    @Test
    void whatDoesNotFitInPartsIsRefusedAndChangesNothing() {
        assertThrows(ConfigTooLargeException.class, () -> Parts.split(new byte[Parts.WHOLE_BYTES_MAX + 1]));
        assertEquals(66, Parts.split(new byte[Parts.WHOLE_BYTES_MAX]).size());
    }

    private Contacts large(int count) {
        var random = Seeds.random(1);
        var contacts = Contacts.fresh(account, clock);
        for (var i = 0; i < count; i++) {
            var id = SessionId.of(SessionId.Kind.STANDARD, Seeds.bytes(random, SessionId.KEY_BYTES));
            var key = Bytes.wrap(Seeds.bytes(random, ProfilePicture.KEY_BYTES));
            contacts.set(ContactEntry.of(id)
                    .withName("Somebody " + i)
                    .withPicture(Optional.of(new ProfilePicture("http://files/" + i, key))));
        }
        return contacts;
    }

    private static List<SyncedConfig.Incoming> incoming(SyncedConfig.Push push) {
        var incoming = new ArrayList<SyncedConfig.Incoming>();
        push.messages().forEach(data -> incoming.add(new SyncedConfig.Incoming("part" + incoming.size(), data)));
        return incoming;
    }

    private static void stored(SyncedConfig config, String hash) {
        config.confirmPushed(config.push().seqno(), List.of(hash));
    }

    private String hashOf(Bytes data) {
        return MessageHash.of(account.id().account(), ConfigType.USER_PROFILE.namespace(), data.toArray())
                .text();
    }

    private static SessionId person(int number) {
        var key = new byte[SessionId.KEY_BYTES];
        key[0] = (byte) number;
        return SessionId.of(SessionId.Kind.STANDARD, key);
    }
}
