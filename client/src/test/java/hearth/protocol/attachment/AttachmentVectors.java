package hearth.protocol.attachment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.SymmetricKey;
import hearth.vectors.VectorCase;
import hearth.vectors.VectorKind;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Checks both forms of encrypted attachments and pictures, and their padding. */
public final class AttachmentVectors {

    private static final int SHOWN_BYTES = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    private AttachmentVectors() {}

    /** The three files about attachments. */
    public static List<VectorKind> all() {
        return List.of(new PaddingKind(), new LegacyKind(), new StreamKind());
    }

    private static byte[] base64(VectorCase testCase, String field) {
        return Base64.getDecoder().decode(testCase.text(field));
    }

    private static final class PaddingKind implements VectorKind {

        @Override
        public String name() {
            return "attachment-padding";
        }

        @Override
        public Map<String, CaseCheck> checks(JsonNode file) {
            return Map.of(
                    "cases",
                    testCase -> assertEquals(
                            testCase.number("padded_size"), LegacyAttachment.paddedLength(testCase.number("size"))));
        }
    }

    private static final class LegacyKind implements VectorKind {

        @Override
        public String name() {
            return "attachment-legacy";
        }

        @Override
        public Map<String, CaseCheck> checks(JsonNode file) {
            return Map.of(
                    "attachments", LegacyKind::attachment,
                    "checks", LegacyKind::check,
                    "profile_pictures", LegacyKind::picture);
        }

        private static void attachment(VectorCase testCase) throws FormatException {
            var plain = base64(testCase, "plaintext");
            var blob = base64(testCase, "encrypted");
            assertArrayEquals(blob, LegacyAttachment.encrypt(plain, testCase.hex("key"), testCase.hex("iv")));
            testCase.expectHex("digest", Crypto.sha256(blob));
            assertArrayEquals(plain, open(testCase));

            var own = LegacyAttachment.seal(plain, RANDOM);
            assertArrayEquals(
                    Arrays.copyOf(plain, plain.length == 0 ? LegacyAttachment.paddedLength(0) : plain.length),
                    LegacyAttachment.open(own.blob().toArray(), own.key(), own.digest(), plain.length));
        }

        private static byte[] open(VectorCase testCase) throws FormatException {
            return LegacyAttachment.open(
                    base64(testCase, "encrypted"),
                    Bytes.wrap(testCase.hex("key")),
                    Bytes.wrap(testCase.hex("digest")),
                    0);
        }

        private static void check(VectorCase testCase) throws Exception {
            if (testCase.expectsError()) {
                VectorCase.expectRefusal(() -> open(testCase));
            } else {
                open(testCase);
            }
        }

        private static void picture(VectorCase testCase) throws FormatException {
            var key = SymmetricKey.of(testCase.hex("key"));
            var plain = base64(testCase, "plaintext");
            assertArrayEquals(plain, LegacyPicture.open(base64(testCase, "encrypted"), key));
            var own = LegacyPicture.seal(plain, key, RANDOM);
            assertEquals(base64(testCase, "encrypted").length, own.length);
            assertArrayEquals(plain, LegacyPicture.open(own, key));
        }
    }

    private static final class StreamKind implements VectorKind {

        @Override
        public String name() {
            return "attachment-stream";
        }

        @Override
        public Map<String, CaseCheck> checks(JsonNode file) {
            return Map.of("cases", StreamKind::seal, "sizes", StreamKind::size, "checks", StreamKind::check);
        }

        private static void seal(VectorCase testCase) throws FormatException {
            var data = new byte[testCase.number("data_size")];
            var first = testCase.hex("data_first_64");
            Arrays.fill(data, testCase.hex("data_fill_byte")[0]);
            System.arraycopy(first, 0, data, 0, first.length);
            testCase.expectHex("data_sha256", Crypto.sha256(data));
            var purpose = testCase.text("domain").equals("attachment")
                    ? StreamAttachment.Purpose.ATTACHMENT
                    : StreamAttachment.Purpose.PROFILE_PICTURE;
            var sealed = StreamAttachment.seal(data, testCase.hex("seed"), purpose);
            var blob = sealed.blob().toArray();
            testCase.expectHex("key", sealed.key().toArray());
            assertEquals(testCase.number("encrypted_size"), blob.length);
            testCase.expectHex("encrypted_sha256", Crypto.sha256(blob));
            testCase.expectHex("encrypted_first_64", Arrays.copyOf(blob, SHOWN_BYTES));
            testCase.expectHex("encrypted_last_64", Arrays.copyOfRange(blob, blob.length - SHOWN_BYTES, blob.length));
            if (testCase.has("encrypted_base64")) {
                assertArrayEquals(base64(testCase, "encrypted_base64"), blob);
            }
            assertArrayEquals(data, StreamAttachment.open(blob, SymmetricKey.of(testCase.hex("key"))));
        }

        private static void size(VectorCase testCase) {
            var size = testCase.number("data_size");
            assertEquals(testCase.number("padding"), StreamAttachment.padding(size));
        }

        private static void check(VectorCase testCase) throws Exception {
            var key = SymmetricKey.of(testCase.hex("key"));
            var blob = base64(testCase, "encrypted_base64");
            if (testCase.expectsError()) {
                VectorCase.expectRefusal(() -> StreamAttachment.open(blob, key));
            } else {
                StreamAttachment.open(blob, key);
            }
        }
    }
}
