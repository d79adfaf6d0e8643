package hearth.protocol.bt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hearth.protocol.FormatException;
import hearth.testkit.Seeds;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BtCodecTest {

    @Test
    void decodeGivesBackWhatEncodeTook() {
        Seeds.check(1_000, random -> {
            var value = randomValue(random, 4);

            var encoded = BtCodec.encode(value);

            assertEquals(value, BtCodec.decode(encoded));
            assertEquals(value, BtCodec.decodeOrdered(encoded));
        });
    }

    @Test
    void decodeOfDamagedBytesThrowsOnlyFormatException() {
        Seeds.check(2_000, random -> {
            var bytes = BtCodec.encode(randomValue(random, 4));
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            var cut = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            try {
                var value = BtCodec.decode(cut);
                assertEquals(value, BtCodec.decode(BtCodec.encode(value)));
            } catch (FormatException expected) {
                // Refusing damaged input is the point.
            }
        });
    }

    @Test
    void numbersGoFromMinusTwoToThe63ToTwoToThe64MinusOne() throws FormatException {
        assertEquals(new Bt.Int(Bt.Int.MIN), BtCodec.decode(ascii("i-9223372036854775808e")));
        assertEquals(Bt.ofUnsigned(-1), BtCodec.decode(ascii("i18446744073709551615e")));
        assertRefused("i-9223372036854775809e");
        assertRefused("i18446744073709551616e");
        assertRefused("i99999999999999999999999e");
        assertThrows(IllegalArgumentException.class, () -> new Bt.Int(Bt.Int.MAX.add(BigInteger.ONE)));
        assertThrows(IllegalArgumentException.class, () -> new Bt.Int(Bt.Int.MIN.subtract(BigInteger.ONE)));
    }

    @Test
    void aStringCannotBeLongerThanWhatFollows() throws FormatException {
        assertArrayEquals(ascii("abc"), ((Bt.Bytes) BtCodec.decode(ascii("3:abc"))).value());
        assertRefused("4:abc");
        assertRefused("2147483648:abc");
        assertRefused("9223372036854775808:abc");
    }

    @Test
    void nestingIsBoundedForReaderAndWriter() throws FormatException {
        var deepest = "l".repeat(BtCodec.DEPTH_MAX) + "e".repeat(BtCodec.DEPTH_MAX);
        var tooDeep = 'l' + deepest + 'e';

        assertArrayEquals(ascii(deepest), BtCodec.encode(BtCodec.decode(ascii(deepest))));
        assertRefused(tooDeep);
        var value = Bt.list(Bt.of(1));
        for (var i = 0; i < BtCodec.DEPTH_MAX; i++) {
            value = Bt.list(value);
        }
        var nested = value;
        assertThrows(IllegalArgumentException.class, () -> BtCodec.encode(nested));
    }

    @Test
    void sizeIsBoundedForReaderAndWriter() throws FormatException {
        var header = "33554423:".length();
        var largest = Bt.of(new byte[BtCodec.BYTES_MAX - header]);
        var tooLarge = Bt.of(new byte[BtCodec.BYTES_MAX - header + 1]);

        assertEquals(BtCodec.BYTES_MAX, BtCodec.encode(largest).length);
        assertEquals(largest, BtCodec.decode(BtCodec.encode(largest)));
        assertThrows(IllegalArgumentException.class, () -> BtCodec.encode(tooLarge));
        assertThrows(FormatException.class, () -> BtCodec.decode(new byte[BtCodec.BYTES_MAX + 1]));
    }

    @Test
    void keysAreOrderedByUnsignedBytes() {
        var entries = new TreeMap<Bt.Bytes, Bt>();
        entries.put(Bt.of(new byte[] {(byte) 0x80}), Bt.of(2));
        entries.put(Bt.of(new byte[] {0x7f, 0}), Bt.of(1));
        entries.put(Bt.of(new byte[] {0x7f}), Bt.of(0));

        var encoded = BtCodec.encode(new Bt.Dict(entries));

        assertEquals("d1:\u007fi0e2:\u007f\0i1e1:\u0080i2ee", new String(encoded, StandardCharsets.ISO_8859_1));
    }

    @Test
    void onlyTheOrderedReaderMindsTheOrderOfKeys() throws FormatException {
        var unordered = ascii("d1:bi1e1:ai2ee");
        var repeated = ascii("d1:ai1e1:ai2ee");

        assertEquals(Bt.dict(Map.of("a", Bt.of(2), "b", Bt.of(1))), BtCodec.decode(unordered));
        assertEquals(Bt.dict(Map.of("a", Bt.of(1))), BtCodec.decode(repeated));
        assertThrows(FormatException.class, () -> BtCodec.decodeOrdered(unordered));
        assertThrows(FormatException.class, () -> BtCodec.decodeOrdered(repeated));
    }

    @Test
    void aDictionaryHandsOutTypedValues() throws FormatException {
        var dict = BtCodec.decodeDict(BtCodec.encode(Bt.dict(Map.of(
                "bytes", Bt.of(new byte[] {1, 2}),
                "text", Bt.text("ä"),
                "number", Bt.of(-5),
                "large", Bt.ofUnsigned(-1),
                "flag", Bt.of(true),
                "list", Bt.list(Bt.of(1)),
                "dict", Bt.dict(Map.of())))));

        assertArrayEquals(new byte[] {1, 2}, dict.bytes("bytes"));
        assertEquals("ä", dict.string("text"));
        assertEquals(-5, dict.number("number"));
        assertEquals(1, dict.number("flag"));
        assertEquals(List.of(Bt.of(1)), dict.list("list"));
        assertEquals(Bt.dict(Map.of()), dict.dict("dict"));
        assertEquals(Optional.of(Bt.of(-5)), dict.find("number"));
        assertEquals(Optional.empty(), dict.find("nothing"));
        assertThrows(FormatException.class, () -> dict.number("nothing"));
        assertThrows(FormatException.class, () -> dict.number("text"));
        assertThrows(FormatException.class, () -> dict.number("large"));
        assertThrows(FormatException.class, () -> BtCodec.decodeDict(ascii("le")));
    }

    @Test
    void bytesAreCopiedInAndOut() {
        var source = new byte[] {1, 2, 3};
        var bytes = Bt.of(source);

        source[0] = 9;
        bytes.value()[1] = 9;

        assertArrayEquals(new byte[] {1, 2, 3}, bytes.value());
    }

    private static Bt randomValue(RandomGenerator random, int depth) {
        return switch (random.nextInt(depth == 0 ? 2 : 4)) {
            case 0 -> random.nextBoolean() ? Bt.ofUnsigned(random.nextLong()) : Bt.of(random.nextLong());
            case 1 -> Bt.of(Seeds.bytes(random, random.nextInt(40)));
            case 2 -> {
                var items = new ArrayList<Bt>();
                for (var i = random.nextInt(5); i > 0; i--) {
                    items.add(randomValue(random, depth - 1));
                }
                yield new Bt.List(items);
            }
            default -> {
                var entries = new TreeMap<Bt.Bytes, Bt>();
                for (var i = random.nextInt(5); i > 0; i--) {
                    entries.put(Bt.of(Seeds.bytes(random, random.nextInt(4))), randomValue(random, depth - 1));
                }
                yield new Bt.Dict(entries);
            }
        };
    }

    private static void assertRefused(String text) {
        assertThrows(FormatException.class, () -> BtCodec.decode(ascii(text)), text);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
