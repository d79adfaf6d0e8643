package hearth.client.config.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ConfigTreeTest {

    @Test
    void theDifferenceOfTwoTreesLeadsFromOneToTheOther() {
        Seeds.check(500, random -> {
            var before = dict(random, 0);
            var after = dict(random, 0);

            var diff = ConfigDiff.between(before, after);

            assertEquals(after, diff.apply(before, after));
        });
    }

    @Test
    void aTreeDoesNotDifferFromItself() {
        Seeds.check(100, random -> {
            var tree = dict(random, 0);

            assertEquals(ConfigDiff.EMPTY, ConfigDiff.between(tree, tree));
        });
    }

    @Test
    void parsingGivesBackWhatWasWritten() {
        Seeds.check(500, random -> {
            var first = ConfigMessage.initial().next().with(dict(random, 0)).finish(Signing.NONE);
            var second = first.next().with(dict(random, 0)).finish(Signing.NONE);

            var parsed = ConfigMessage.parse(second.serialized(), Signing.NONE);

            assertEquals(second.version(), parsed.version());
            assertEquals(second.data(), parsed.data());
            assertEquals(second.diff(), parsed.diff());
            assertEquals(second.lags(), parsed.lags());
        });
    }

    @Test
    void damagedMessagesAreRefusedWithAFormatException() {
        Seeds.check(1000, random -> {
            var bytes = ConfigMessage.initial()
                    .next()
                    .with(dict(random, 0))
                    .finish(Signing.NONE)
                    .serialized();
            var damaged = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            try {
                assertEquals(damaged.length, ConfigMessage.parseOwn(damaged).serialized().length);
            } catch (FormatException expected) {
                // Refusing damaged input is the point.
            }
        });
    }

    @Test
    void aTreeAsDeepAsAllowedIsReadAndOneLevelMoreRefused() throws FormatException {
        ConfigMessage.parseOwn(nested(TreeReader.DEPTH_MAX));

        var deeper = nested(TreeReader.DEPTH_MAX + 1);
        assertThrows(FormatException.class, () -> ConfigMessage.parseOwn(deeper));
        var abyss = nested(100_000);
        assertThrows(FormatException.class, () -> ConfigMessage.parseOwn(abyss));
    }

    @Test
    void theHighestNumberIsReadAndOneMoreRefused() throws FormatException {
        assertEquals(
                ConfigMessage.SEQNO_MAX,
                ConfigMessage.parseOwn(numbered(ConfigMessage.SEQNO_MAX)).seqno());
        var higher = numbered(ConfigMessage.SEQNO_MAX + 1);
        assertThrows(FormatException.class, () -> ConfigMessage.parseOwn(higher));
        assertThrows(FormatException.class, () -> ConfigMessage.parseOwn(numbered(-1)));
    }

    @Test
    void numbersGoToTheEndsOf64Bits() throws FormatException {
        for (var text : new String[] {"9223372036854775807", "-9223372036854775808"}) {
            var parsed = ConfigMessage.parseOwn(bytes("d1:#i1e1:&d1:xi" + text + "eee"));
            assertEquals(Long.parseLong(text), parsed.data().number("x"));
        }
        for (var text : new String[] {"9223372036854775808", "-9223372036854775809"}) {
            assertThrows(FormatException.class, () -> ConfigMessage.parseOwn(bytes("d1:#i1e1:&d1:xi" + text + "eee")));
        }
    }

    private static byte[] numbered(long seqno) {
        return bytes("d1:#i" + seqno + "e1:&dee");
    }

    private static byte[] nested(int levels) {
        return bytes("d1:#i1e1:&" + "d1:x".repeat(levels) + "i1e" + "e".repeat(levels) + "e");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static ConfigDict dict(RandomGenerator random, int depth) {
        var dict = ConfigDict.EMPTY;
        for (var i = random.nextInt(5); i > 0; i--) {
            dict = dict.with(Bytes.wrap(Seeds.bytes(random, random.nextInt(2))), value(random, depth));
        }
        return dict;
    }

    private static ConfigValue value(RandomGenerator random, int depth) {
        return switch (random.nextInt(depth < 3 ? 4 : 3)) {
            case 0 -> new ConfigScalar.Int(random.nextInt(9) - 4);
            case 1 -> new ConfigScalar.Octets(Bytes.wrap(Seeds.bytes(random, random.nextInt(3))));
            case 2 -> {
                var members = new ArrayList<ConfigScalar>();
                for (var i = random.nextInt(4); i > 0; i--) {
                    members.add(new ConfigScalar.Int(random.nextInt(6)));
                }
                yield ConfigSet.of(members);
            }
            default -> dict(random, depth + 1);
        };
    }
}
