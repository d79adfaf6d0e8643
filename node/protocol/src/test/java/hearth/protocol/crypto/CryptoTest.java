package hearth.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.FormatException;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CryptoTest {

    private static final byte[] NOTHING = {};

    @Test
    void hkdfIsThatOfRfc5869() {
        assertArrayEquals(
                hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"),
                Crypto.hkdfSha256(
                        hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"),
                        hex("000102030405060708090a0b0c"),
                        hex("f0f1f2f3f4f5f6f7f8f9"),
                        42));
        assertArrayEquals(
                hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"),
                Crypto.hkdfSha256(hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), NOTHING, NOTHING, 42));
    }

    @Test
    void hmacIsThatOfRfc4231AndTakesAnEmptyKey() {
        assertArrayEquals(
                hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
                Crypto.hmacSha256(ascii("Jefe"), ascii("what do ya want "), ascii("for nothing?")));
        assertArrayEquals(
                hex("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
                Crypto.hmacSha256(NOTHING, NOTHING));
    }

    @Test
    void hashesTakeTheirInputInParts() {
        assertArrayEquals(Crypto.sha256(ascii("abc")), Crypto.sha256(ascii("a"), NOTHING, ascii("bc")));
        assertArrayEquals(
                hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), Crypto.sha256(ascii("abc")));
        assertArrayEquals(Crypto.sha512(ascii("abc")), Crypto.sha512(ascii("ab"), ascii("c")));
        assertArrayEquals(Crypto.blake2b(32, ascii("abc")), Crypto.blake2b(32, ascii("ab"), ascii("c")));
        assertArrayEquals(
                hex("ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                        + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"),
                Crypto.blake2b(64, ascii("abc")));
    }

    @Test
    void xChaChaIsThatOfTheDraft() throws FormatException {
        var key = SymmetricKey.of(hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"));
        var nonce = hex("404142434445464748494a4b4c4d4e4f5051525354555657");
        var aad = hex("50515253c0c1c2c3c4c5c6c7");
        var plain = ascii("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future,"
                + " sunscreen would be it.");

        var sealed = Crypto.xChaChaSeal(key, nonce, plain, aad);

        assertArrayEquals(hex("bd6d179d3e83d43b9576579493c0e939"), Arrays.copyOf(sealed, 16));
        assertArrayEquals(
                hex("c0875924c1c7987947deafd8780acf49"), Arrays.copyOfRange(sealed, plain.length, sealed.length));
        assertArrayEquals(plain, Crypto.xChaChaOpen(key, nonce, sealed, aad));
    }

    @Test
    void hChaCha20IsThatOfTheDraft() {
        var key = SymmetricKey.of(hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));

        assertArrayEquals(
                hex("82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc"),
                HChaCha20.subkey(key, hex("000000090000004a0000000031415927")).bytes());
    }

    @Test
    void theKeyOfABoxIsThatOfNaCl() {
        assertArrayEquals(
                hex("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389"),
                SecretBox.boxKey(hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742")));
    }

    @Test
    void aSecretBoxIsThatOfNaCl() throws FormatException {
        var key = hex("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
        var nonce = hex("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");
        var plain = hex("be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a1ac728d45e6c"
                + "61296cdc3c01233561f41db66cce314adb310e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1f"
                + "de048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f937763848645e0705");
        var box = new byte[plain.length + SecretBox.TAG_BYTES];

        SecretBox.seal(key, nonce, plain, box, 0);

        assertArrayEquals(
                hex("f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce"), Arrays.copyOf(box, 32));
        assertArrayEquals(plain, SecretBox.open(key, nonce, box, 0));
    }

    @Test
    void everyEncryptionGivesBackItsPlaintext() {
        Seeds.check(200, random -> {
            var key = SymmetricKey.of(Seeds.bytes(random, 32));
            var nonce = Seeds.bytes(random, 12);
            var longNonce = Seeds.bytes(random, 24);
            var plain = Seeds.bytes(random, random.nextInt(500));
            var aad = Seeds.bytes(random, random.nextInt(20));
            var own = X25519KeyPair.fromSecret(Seeds.bytes(random, 32));

            var gcm = Crypto.aesGcmSeal(key, nonce, plain, aad);
            var chacha = Crypto.xChaChaSeal(key, longNonce, plain, aad);
            var box = Crypto.sealedBox(own.publicKey(), plain, new SecureRandom());

            assertEquals(plain.length + Crypto.TAG_BYTES, gcm.length);
            assertEquals(plain.length + Crypto.TAG_BYTES, chacha.length);
            assertEquals(plain.length + Crypto.SEALED_BOX_OVERHEAD_BYTES, box.length);
            assertArrayEquals(plain, Crypto.aesGcmOpen(key, nonce, gcm, aad));
            assertArrayEquals(plain, Crypto.xChaChaOpen(key, longNonce, chacha, aad));
            assertArrayEquals(plain, Crypto.openSealedBox(own, box));
        });
    }

    @Test
    void damagedCiphertextThrowsOnlyFormatException() {
        Seeds.check(200, random -> {
            var key = SymmetricKey.of(Seeds.bytes(random, 32));
            var nonce = Seeds.bytes(random, 12);
            var longNonce = Seeds.bytes(random, 24);
            var plain = Seeds.bytes(random, random.nextInt(50));
            var own = X25519KeyPair.fromSecret(Seeds.bytes(random, 32));
            var change = random.nextInt();

            var gcm = damaged(Crypto.aesGcmSeal(key, nonce, plain, NOTHING), change);
            var chacha = damaged(Crypto.xChaChaSeal(key, longNonce, plain, NOTHING), change);
            var box = damaged(Crypto.sealedBox(own.publicKey(), plain, new SecureRandom()), change);

            assertThrows(FormatException.class, () -> Crypto.aesGcmOpen(key, nonce, gcm, NOTHING));
            assertThrows(FormatException.class, () -> Crypto.xChaChaOpen(key, longNonce, chacha, NOTHING));
            assertThrows(FormatException.class, () -> Crypto.openSealedBox(own, box));
        });
    }

    @Test
    void otherAssociatedDataIsNoticed() {
        var key = SymmetricKey.of(new byte[32]);
        var gcm = Crypto.aesGcmSeal(key, new byte[12], NOTHING, ascii("a"));
        var chacha = Crypto.xChaChaSeal(key, new byte[24], NOTHING, ascii("a"));

        assertThrows(FormatException.class, () -> Crypto.aesGcmOpen(key, new byte[12], gcm, ascii("b")));
        assertThrows(FormatException.class, () -> Crypto.xChaChaOpen(key, new byte[24], chacha, ascii("b")));
    }

    @Test
    void oneNonceMayBeUsedAgainForTheSamePlaintext() {
        var key = SymmetricKey.of(new byte[32]);

        assertArrayEquals(
                Crypto.aesGcmSeal(key, new byte[12], ascii("a"), NOTHING),
                Crypto.aesGcmSeal(key, new byte[12], ascii("a"), NOTHING));
        assertArrayEquals(
                Crypto.xChaChaSeal(key, new byte[24], ascii("a"), NOTHING),
                Crypto.xChaChaSeal(key, new byte[24], ascii("a"), NOTHING));
    }

    @Test
    void aShortestBoxIsEmptyAndAShorterOneIsRefused() throws FormatException {
        var own = X25519KeyPair.fromSecret(new byte[32]);
        var key = SymmetricKey.of(new byte[32]);
        var empty = Crypto.sealedBox(own.publicKey(), NOTHING, new SecureRandom());

        assertEquals(48, empty.length);
        assertArrayEquals(NOTHING, Crypto.openSealedBox(own, empty));
        assertThrows(FormatException.class, () -> Crypto.openSealedBox(own, new byte[47]));
        assertThrows(FormatException.class, () -> Crypto.openSealedBox(own, NOTHING));
        assertThrows(FormatException.class, () -> Crypto.aesGcmOpen(key, new byte[12], new byte[15], NOTHING));
        assertThrows(FormatException.class, () -> Crypto.xChaChaOpen(key, new byte[24], new byte[15], NOTHING));
    }

    @Test
    void nobodySealsForAKeyOfSmallOrder() {
        var everyoneReadsThis = X25519PublicKey.of(new byte[32]);

        assertThrows(
                IllegalArgumentException.class, () -> Crypto.sealedBox(everyoneReadsThis, NOTHING, new SecureRandom()));
    }

    @Test
    void argon2idIsThatOfLibsodium() {
        // crypto_pwhash("password", salt 00..0f, 32 bytes, 2 passes, 64 KiB, Argon2id 1.3), one lane
        var salt = hex("000102030405060708090a0b0c0d0e0f");

        assertArrayEquals(
                hex("716882821df77bc6414358b07159fb63ca1c90beaeb9d0ca0e43bd887dcf2ca9"),
                Crypto.argon2id(ascii("password"), salt, 64, 2, 1).bytes());
    }

    @Test
    void wrongLengthsAreTheCallersFault() {
        var key = SymmetricKey.of(new byte[32]);
        assertThrows(IllegalArgumentException.class, () -> Crypto.aesGcmSeal(key, new byte[13], NOTHING, NOTHING));
        assertThrows(IllegalArgumentException.class, () -> Crypto.xChaChaSeal(key, new byte[23], NOTHING, NOTHING));
        assertThrows(IllegalArgumentException.class, () -> Crypto.argon2id(NOTHING, new byte[15], 64, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Crypto.argon2id(NOTHING, new byte[16], 7, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Crypto.argon2id(NOTHING, new byte[16], 8, 0, 1));
        for (var length : new int[] {0, 31, 33}) {
            assertThrows(IllegalArgumentException.class, () -> SymmetricKey.of(new byte[length]));
            assertThrows(IllegalArgumentException.class, () -> X25519PublicKey.of(new byte[length]));
            assertThrows(IllegalArgumentException.class, () -> Ed25519PublicKey.of(new byte[length]));
            assertThrows(IllegalArgumentException.class, () -> X25519KeyPair.fromSecret(new byte[length]));
            assertThrows(IllegalArgumentException.class, () -> Ed25519KeyPair.fromSeed(new byte[length]));
        }
    }

    @Test
    void aSignatureOfAnotherLengthDoesNotVerify() {
        var keys = Ed25519KeyPair.fromSeed(new byte[32]);
        var signature = keys.sign(NOTHING);

        assertTrue(keys.publicKey().verify(NOTHING, signature));
        assertFalse(keys.publicKey().verify(NOTHING, Arrays.copyOf(signature, 63)));
        assertFalse(keys.publicKey().verify(NOTHING, Arrays.copyOf(signature, 65)));
        assertFalse(keys.publicKey().verify(NOTHING, NOTHING));
    }

    @Test
    void keysAreReadFromHex() throws FormatException {
        var text = "5BF55C73b82ebe22be80f3430667af570fae2556a6415e6b30d4065300aa947d";

        assertEquals(X25519PublicKey.of(hex(text)), X25519PublicKey.parse(text));
        assertEquals(Ed25519PublicKey.of(hex(text)), Ed25519PublicKey.parse(text));
        assertThrows(FormatException.class, () -> X25519PublicKey.parse(text.substring(2)));
        assertThrows(FormatException.class, () -> Ed25519PublicKey.parse(text.replace('5', 'x')));
    }

    @Test
    void keysAreCopiedInAndOutAndCanBeWiped() {
        var bytes = new byte[32];
        bytes[0] = 1;
        var key = SymmetricKey.of(bytes);

        bytes[0] = 2;
        key.bytes()[0] = 3;

        assertEquals(1, key.bytes()[0]);
        key.wipe();
        assertArrayEquals(new byte[32], key.bytes());
    }

    @Test
    void twoGeneratedKeysDiffer() {
        var random = new SecureRandom();

        assertFalse(Arrays.equals(
                SymmetricKey.generate(random).bytes(),
                SymmetricKey.generate(random).bytes()));
        assertFalse(X25519KeyPair.generate(random)
                .publicKey()
                .equals(X25519KeyPair.generate(random).publicKey()));
        assertFalse(Ed25519KeyPair.generate(random)
                .publicKey()
                .equals(Ed25519KeyPair.generate(random).publicKey()));
    }

    @Test
    void comparisonLooksAtContentAndLength() {
        assertTrue(Crypto.constantTimeEquals(ascii("ab"), ascii("ab")));
        assertFalse(Crypto.constantTimeEquals(ascii("ab"), ascii("ac")));
        assertFalse(Crypto.constantTimeEquals(ascii("ab"), ascii("abc")));
    }

    private static byte[] damaged(byte[] bytes, int change) {
        var copy = bytes.clone();
        if (change % 2 == 0) {
            return Arrays.copyOf(copy, Math.floorMod(change >> 1, copy.length));
        }
        // In a sealed box the highest bit of the ephemeral key does not count for the agreement, but for the nonce.
        copy[Math.floorMod(change >> 4, copy.length)] ^= (byte) (1 << Math.floorMod(change >> 1, 8));
        return copy;
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
