package hearth.client.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.community.CommunityRoom;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.SessionId;
import hearth.testkit.FakeClock;
import hearth.testkit.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Three devices of one account, a swarm that keeps what they store, and luck that is against them. */
class ConvergenceTest {

    private static final int SEEDS = 200;
    private static final int DEVICES = 3;
    private static final int STEPS = 24;
    private static final int ROUNDS_MAX = 12;
    private static final Instant NOW = Instant.ofEpochSecond(1_767_225_600);

    private final AccountKeys account = AccountKeys.fromSeed16(new byte[AccountKeys.SEED_BYTES]);
    private final FakeClock clock = new FakeClock(NOW);

    @Test
    void devicesOfOneAccountComeToTheSameContentWhateverTheOrderOfDelivery() {
        Seeds.check(SEEDS, random -> new Household(random).live());
    }

    /** One run with one seed. */
    private final class Household {

        private final RandomGenerator random;
        private final ConfigType type;
        private final List<SyncedConfig> devices = new ArrayList<>();
        private final Map<String, Bytes> swarm = new TreeMap<>();

        Household(RandomGenerator random) {
            this.random = random;
            type = ConfigType.values()[random.nextInt(4)];
            for (var i = 0; i < DEVICES; i++) {
                devices.add(fresh());
            }
        }

        void live() throws FormatException {
            for (var step = 0; step < STEPS; step++) {
                var index = random.nextInt(DEVICES);
                switch (random.nextInt(4)) {
                    case 0, 1 -> edit(devices.get(index));
                    case 2 -> push(devices.get(index));
                    default -> poll(devices.get(index), random.nextInt(4) > 0);
                }
                if (random.nextInt(8) == 0) {
                    devices.set(index, restarted(devices.get(index)));
                }
            }
            settle();
            var first = devices.getFirst();
            for (var device : devices) {
                assertEquals(first.data(), device.data());
                assertEquals(first.seqno(), device.seqno());
                assertFalse(device.needsPush());
                assertEquals(first.currentHashes(), device.currentHashes());
            }
        }

        /** Everybody is online, and nothing is lost any more. */
        private void settle() {
            for (var round = 0; round < ROUNDS_MAX; round++) {
                for (var device : devices) {
                    poll(device, false);
                    if (device.needsPush()) {
                        store(device, device.push(), true);
                    }
                }
            }
        }

        private void push(SyncedConfig device) {
            if (!device.needsPush()) {
                return;
            }
            var push = device.push();
            switch (random.nextInt(4)) {
                // It never arrived; or it did, and the answer was lost.
                case 0 -> {}
                case 1 -> store(device, push, false);
                default -> store(device, push, true);
            }
        }

        private void store(SyncedConfig device, SyncedConfig.Push push, boolean answered) {
            var hashes = new ArrayList<String>();
            for (var data : push.messages()) {
                var hash = MessageHash.of(account.id().account(), type.namespace(), data.toArray())
                        .text();
                swarm.put(hash, data);
                hashes.add(hash);
            }
            push.obsolete().forEach(swarm::remove);
            if (answered) {
                device.confirmPushed(push.seqno(), hashes);
            }
        }

        private void poll(SyncedConfig device, boolean lossy) {
            var found = new ArrayList<SyncedConfig.Incoming>();
            swarm.forEach((hash, data) -> {
                if (!lossy || random.nextBoolean()) {
                    found.add(new SyncedConfig.Incoming(hash, data));
                }
            });
            Collections.shuffle(found, Random.from(random));
            device.merge(found);
        }

        private SyncedConfig restarted(SyncedConfig device) throws FormatException {
            var dump = device.dump();
            return switch (type) {
                case USER_PROFILE -> UserProfile.load(dump, account, clock);
                case CONTACTS -> Contacts.load(dump, account, clock);
                case CONVERSATIONS -> ConvoInfoVolatile.load(dump, account, clock);
                default -> UserGroups.load(dump, account, clock);
            };
        }

        private SyncedConfig fresh() {
            return switch (type) {
                case USER_PROFILE -> UserProfile.fresh(account, clock);
                case CONTACTS -> Contacts.fresh(account, clock);
                case CONVERSATIONS -> ConvoInfoVolatile.fresh(account, clock);
                default -> UserGroups.fresh(account, clock);
            };
        }

        private void edit(SyncedConfig device) throws FormatException {
            switch (device) {
                case UserProfile profile -> edit(profile);
                case Contacts contacts -> edit(contacts);
                case ConvoInfoVolatile convos -> edit(convos);
                case UserGroups groups -> edit(groups);
                default -> throw new AssertionError(device);
            }
        }

        private void edit(UserProfile profile) {
            switch (random.nextInt(4)) {
                case 0 -> profile.setName("Name " + random.nextInt(100));
                case 1 -> profile.setSelfPriority(random.nextInt(3) - 1);
                case 2 -> profile.setCommunityRequests(Optional.of(random.nextBoolean()));
                default ->
                    profile.setPicture(Optional.of(new ProfilePicture(
                            "http://files/" + random.nextInt(9), Bytes.wrap(Seeds.bytes(random, 32)))));
            }
        }

        private void edit(Contacts contacts) {
            var id = person(random.nextInt(6));
            var contact = contacts.find(id).orElse(ContactEntry.of(id));
            switch (random.nextInt(5)) {
                case 0 -> contacts.erase(id);
                case 1 -> contacts.set(contact.withName("Name " + random.nextInt(100)));
                case 2 -> contacts.set(contact.withBlocked(random.nextBoolean()));
                case 3 -> contacts.set(contact.withExpiry(Expiry.of(Expiry.Mode.AFTER_READ, random.nextInt(3))));
                default -> contacts.set(contact.withApproved(true).withPriority(random.nextInt(3)));
            }
        }

        private void edit(ConvoInfoVolatile convos) throws FormatException {
            var convo = random.nextBoolean()
                    ? new Convo.OneToOne(person(random.nextInt(6)))
                    : new Convo.Community(room(random.nextInt(4)));
            if (random.nextInt(5) == 0) {
                convos.erase(convo);
            } else {
                convos.set(convo, new ReadState(clock.millis() - random.nextInt(100_000), random.nextBoolean()));
            }
        }

        private void edit(UserGroups groups) throws FormatException {
            if (random.nextBoolean()) {
                var room = room(random.nextInt(4));
                if (random.nextInt(4) == 0) {
                    groups.eraseCommunity(room.server(), room.room());
                } else {
                    groups.set(new CommunityEntry(room, GroupSettings.DEFAULT.withPriority(random.nextInt(3))));
                }
                return;
            }
            var seed = new byte[Ed25519KeyPair.SEED_BYTES];
            seed[0] = (byte) random.nextInt(4);
            var id = SessionId.of(
                    SessionId.Kind.GROUP,
                    Ed25519KeyPair.fromSeed(seed).publicKey().bytes());
            var group = groups.group(id).orElse(GroupEntry.of(id));
            switch (random.nextInt(4)) {
                case 0 -> groups.eraseGroup(id);
                case 1 -> groups.set(group.withName("Group " + random.nextInt(100)));
                case 2 -> groups.set(group.withSeed(Optional.of(Bytes.wrap(seed))));
                default -> groups.set(group.kicked());
            }
        }

        private CommunityRoom room(int number) {
            return new CommunityRoom("https://chat.example.org", "room" + number, Bytes.wrap(new byte[32]));
        }

        private SessionId person(int number) {
            var key = new byte[SessionId.KEY_BYTES];
            key[0] = (byte) number;
            return SessionId.of(SessionId.Kind.STANDARD, key);
        }
    }
}
