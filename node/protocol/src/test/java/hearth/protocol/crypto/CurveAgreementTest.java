package hearth.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hearth.protocol.FormatException;
import hearth.testkit.Seeds;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.junit.jupiter.api.Test;

/** Our curve arithmetic against two others: Bouncy Castle's always, libsodium's where the machine has it. */
class CurveAgreementTest {

    private final Optional<Libsodium> sodium = Libsodium.find();

    @Test
    void keysAndSignaturesAreThoseOfBouncyCastle() {
        Seeds.check(300, random -> {
            var seed = Seeds.bytes(random, 32);
            var message = Seeds.bytes(random, random.nextInt(200));
            var theirKey = new byte[32];
            var theirSignature = new byte[64];
            org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(seed, 0, theirKey, 0);
            org.bouncycastle.math.ec.rfc8032.Ed25519.sign(seed, 0, message, 0, message.length, theirSignature, 0);

            var keys = Ed25519KeyPair.fromSeed(seed);

            assertArrayEquals(theirKey, keys.publicKey().bytes());
            assertArrayEquals(theirSignature, keys.sign(message));
            assertTrue(keys.publicKey().verify(message, theirSignature));
        });
    }

    @Test
    void agreedSecretsAreThoseOfBouncyCastle() {
        Seeds.check(300, random -> {
            var secret = Seeds.bytes(random, 32);
            var point = OddPoints.random(random);
            var theirSecret = new byte[32];
            var theirKey = new byte[32];
            var theyAgree = X25519.calculateAgreement(secret, 0, point, 0, theirSecret, 0);
            X25519.scalarMultBase(secret, 0, theirKey, 0);

            var keys = X25519KeyPair.fromSecret(secret);

            assertArrayEquals(theirKey, keys.publicKey().bytes());
            assertEquals(
                    theyAgree ? Optional.of(hex(theirSecret)) : Optional.empty(),
                    agree(keys, point).map(CurveAgreementTest::hex));
        });
    }

    @Test
    void aConvertedKeyIsThatOfTheConvertedSecret() {
        Seeds.check(300, random -> {
            var keys = Ed25519KeyPair.fromSeed(Seeds.bytes(random, 32));

            assertEquals(keys.toX25519().publicKey(), keys.publicKey().toX25519());
        });
    }

    @Test
    void aChangedSignatureDoesNotVerify() {
        Seeds.check(300, random -> {
            var keys = Ed25519KeyPair.fromSeed(Seeds.bytes(random, 32));
            var message = Seeds.bytes(random, 20);
            var signature = keys.sign(message);
            signature[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));

            assertEquals(false, keys.publicKey().verify(message, signature));
        });
    }

    @Test
    void libsodiumConvertsTheSameKeysAndRefusesTheSame() {
        assumeTrue(sodium.isPresent(), "This machine has no libsodium");
        for (var point : OddPoints.all()) {
            assertSameConversion(point);
        }
        Seeds.check(1_000, random -> assertSameConversion(OddPoints.random(random)));
    }

    @Test
    void libsodiumAgreesOnTheSameSecretsAndRefusesTheSame() {
        assumeTrue(sodium.isPresent(), "This machine has no libsodium");
        Seeds.check(500, random -> {
            var secret = Seeds.bytes(random, 32);
            var point = OddPoints.random(random);

            assertEquals(
                    sodium.orElseThrow().agree(secret, point).map(CurveAgreementTest::hex),
                    agree(X25519KeyPair.fromSecret(secret), point).map(CurveAgreementTest::hex));
        });
    }

    @Test
    void libsodiumTakesTheSameSignatures() {
        assumeTrue(sodium.isPresent(), "This machine has no libsodium");
        var valid = new int[1];
        Seeds.check(2_000, random -> {
            var message = Seeds.bytes(random, random.nextInt(3));
            var keyAndSignature = oddSignature(random, message);
            var key = Arrays.copyOf(keyAndSignature, 32);
            var signature = Arrays.copyOfRange(keyAndSignature, 32, 96);

            var theirs = sodium.orElseThrow().verifies(key, message, signature);

            assertEquals(theirs, Ed25519PublicKey.of(key).verify(message, signature), hex(keyAndSignature));
            valid[0] += theirs ? 1 : 0;
        });
        assertTrue(Long.getLong("seed") != null || valid[0] > 100, "Only " + valid[0] + " signatures were valid");
    }

    @Test
    void encodingsOfSmallOrderAreThoseWhosePointsHaveIt() {
        for (var bytes : OddPoints.all()) {
            var point = EdwardsPoint.decode(bytes);

            var expected = point != null && point.hasSmallOrder();

            assertEquals(expected, EdwardsPoint.isSmallOrderEncoding(bytes), hex(bytes));
        }
    }

    @Test
    void libsodiumOpensOurSealedBoxesAndWeOpenItsOwn() {
        assumeTrue(sodium.isPresent(), "This machine has no libsodium");
        Seeds.check(100, random -> {
            var keys = X25519KeyPair.fromSecret(Seeds.bytes(random, 32));
            var ephemeral = X25519KeyPair.fromSecret(Seeds.bytes(random, 32));
            var plain = Seeds.bytes(random, random.nextInt(300));

            var ours = Crypto.sealedBox(keys.publicKey(), plain, ephemeral);
            var theirs = sodium.orElseThrow().sealedBox(keys.publicKey().bytes(), plain);

            assertArrayEquals(
                    plain,
                    sodium.orElseThrow()
                            .openSealedBox(ours, keys.publicKey().bytes(), keys.secret())
                            .orElseThrow());
            assertArrayEquals(plain, Crypto.openSealedBox(keys, theirs));
        });
    }

    private void assertSameConversion(byte[] point) {
        Optional<String> ours;
        try {
            ours = Optional.of(Ed25519PublicKey.of(point).toX25519().hex());
        } catch (FormatException _) {
            ours = Optional.empty();
        }
        assertEquals(sodium.orElseThrow().toX25519(point).map(CurveAgreementTest::hex), ours, hex(point));
    }

    /**
     * Key and signature, the interesting ways: genuine, with S + L, with another R, and with keys that have a part of
     * small order, for which S = r + h·a with the honest a is right now and then.
     */
    private static byte[] oddSignature(RandomGenerator random, byte[] message) {
        var seed = Seeds.bytes(random, 32);
        var scalar = Arrays.copyOf(Crypto.sha512(seed), 32);
        X25519KeyPair.clamp(scalar);
        var key = Ed25519.publicKey(scalar);
        var nonce = Seeds.bytes(random, 64);
        return switch (random.nextInt(5)) {
            case 0 -> Bytes.concat(key, Ed25519.sign(scalar, nonce, key, message));
            case 1 -> {
                var signature = Ed25519.sign(scalar, nonce, key, message);
                var s = OddPoints.number(Arrays.copyOfRange(signature, 32, 64));
                var plusOrder = OddPoints.bytes(s.add(OddPoints.number(Scalar.order())));
                yield Bytes.concat(key, Arrays.copyOf(signature, 32), plusOrder);
            }
            case 2 -> {
                // R is the neutral element or another odd point, S = h·a.
                var r = random.nextBoolean() ? OddPoints.bytes(BigInteger.ONE) : OddPoints.random(random);
                var h = Scalar.reduce(Crypto.sha512(r, key, message));
                yield Bytes.concat(key, r, Scalar.multiplyAdd(h, scalar, new byte[32]));
            }
            case 3 -> {
                var mixedKey = plusOrderEight(key);
                yield Bytes.concat(mixedKey, Ed25519.sign(scalar, nonce, mixedKey, message));
            }
            default -> Bytes.concat(OddPoints.random(random), OddPoints.bytes(BigInteger.ONE), new byte[32]);
        };
    }

    private static byte[] plusOrderEight(byte[] key) {
        var sum = Objects.requireNonNull(EdwardsPoint.decode(key));
        var small = EdwardsPoint.decode(
                HexFormat.of().parseHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"));
        sum.add(Objects.requireNonNull(small).prepare(), true);
        return sum.encode();
    }

    private static Optional<byte[]> agree(X25519KeyPair keys, byte[] point) {
        try {
            return Optional.of(keys.agree(X25519PublicKey.of(point)));
        } catch (FormatException _) {
            return Optional.empty();
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
