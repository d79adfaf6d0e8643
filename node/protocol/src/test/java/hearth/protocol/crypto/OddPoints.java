package hearth.protocol.crypto;

import hearth.testkit.Seeds;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/** Encodings of curve points that implementations like to disagree about. */
final class OddPoints {

    private static final BigInteger P = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

    private OddPoints() {}

    /** Points of small order, encodings that are not canonical, values around 0 and p; each with both signs. */
    static List<byte[]> all() {
        var values = new ArrayList<BigInteger>();
        for (var i = 0; i < 40; i++) {
            values.add(BigInteger.valueOf(i));
            values.add(P.add(BigInteger.valueOf(i - 20))
                    .min(BigInteger.ONE.shiftLeft(255).subtract(BigInteger.ONE)));
        }
        for (var order8 : List.of(
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")) {
            values.add(number(HexFormat.of().parseHex(order8)));
        }
        var points = new ArrayList<byte[]>();
        for (var value : values) {
            points.add(bytes(value));
            points.add(bytes(value.setBit(255)));
        }
        return points;
    }

    /** A valid key, an odd point, or arbitrary bytes. */
    static byte[] random(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 ->
                Ed25519KeyPair.fromSeed(Seeds.bytes(random, 32)).publicKey().bytes();
            case 1 -> all().get(random.nextInt(all().size()));
            default -> Seeds.bytes(random, 32);
        };
    }

    static BigInteger number(byte[] littleEndian) {
        var bigEndian = new byte[littleEndian.length];
        for (var i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    static byte[] bytes(BigInteger number) {
        var bytes = new byte[32];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = number.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }
}
