package hearth.client.config;

import hearth.protocol.Bytes;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.id.SessionId;
import hearth.testkit.FakeClock;
import hearth.testkit.Seeds;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Measures how many configs a device merges in a second: one of 200 contacts that it does not know, and two versions of the
 * same number that add 200 contacts each. Both begin with the encrypted messages, as they come from a node.
 *
 * <p>What counts is the processor's time of the measuring thread, so that other work on the machine disturbs little.
 */
final class ConfigCost {

    private static final int CONTACTS = 200;
    private static final int WARM_UP = 2_000;
    private static final int PER_ROUND = 500;
    private static final int ROUNDS = 7;
    private static final FakeClock CLOCK = new FakeClock(Instant.ofEpochSecond(1_767_225_600));

    private final AccountKeys account = AccountKeys.fromSeed16(new byte[AccountKeys.SEED_BYTES]);
    private final RandomGenerator random = Seeds.random(1);

    private ConfigCost() {}

    public static void main(String[] arguments) throws Exception {
        var cost = new ConfigCost();
        var one = cost.branch();
        var other = cost.branch();
        System.out.printf(
                "one config of %d contacts has %d bytes%n", CONTACTS, one.data().length());
        cost.measure("merge of 200 contacts", List.of(one), CONTACTS);
        cost.measure("conflict of two times 200 contacts", List.of(one, other), 2 * CONTACTS);
    }

    private SyncedConfig.Incoming branch() {
        var contacts = Contacts.fresh(account, CLOCK);
        for (var i = 0; i < CONTACTS; i++) {
            var id = new SessionId(
                    SessionId.Kind.STANDARD, "05" + HexFormat.of().formatHex(Seeds.bytes(random, SessionId.KEY_BYTES)));
            contacts.set(ContactEntry.of(id)
                    .withName("Contact number " + i)
                    .withApproved(true)
                    .withApprovedMe(true)
                    .withCreatedSeconds(1_700_000_000 + random.nextInt(50_000_000)));
        }
        List<Bytes> messages = contacts.push().messages();
        return new SyncedConfig.Incoming("hash" + random.nextLong(), messages.getFirst());
    }

    private void measure(String name, List<SyncedConfig.Incoming> messages, int expected) throws Exception {
        run(messages, expected, WARM_UP);
        var perSecond = new ArrayList<Double>();
        for (var round = 0; round < ROUNDS; round++) {
            var begin = cpuNanos();
            run(messages, expected, PER_ROUND);
            perSecond.add(PER_ROUND * 1e9 / (cpuNanos() - begin));
        }
        var sorted = perSecond.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%-36s median %7.0f /s, from %.0f to %.0f%n",
                name,
                sorted[ROUNDS / 2],
                sorted[0],
                sorted[ROUNDS - 1]);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void run(List<SyncedConfig.Incoming> messages, int expected, int times) {
        for (var i = 0; i < times; i++) {
            var device = Contacts.fresh(account, CLOCK);
            device.merge(messages);
            if (device.all().size() != expected) {
                throw new IllegalStateException("Merged to " + device.all().size() + " contacts");
            }
        }
    }
}
