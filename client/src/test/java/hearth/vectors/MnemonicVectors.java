package hearth.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.account.RecoveryPhrase;
import hearth.protocol.account.RecoveryPhraseException;
import hearth.protocol.account.RecoveryPhraseException.Problem;
import java.util.Map;

/** Checks recovery phrases. */
final class MnemonicVectors implements VectorKind {

    @Override
    public String name() {
        return "mnemonic";
    }

    @Override
    public Map<String, CaseCheck> checks(JsonNode file) {
        return Map.of(
                "accounts", MnemonicVectors::account,
                "decode_checks", MnemonicVectors::decode,
                "other_seed_lengths", MnemonicVectors::encodeOnly);
    }

    private static void account(VectorCase testCase) throws RecoveryPhraseException {
        var seed = testCase.hex("seed16");
        testCase.expectText("words", RecoveryPhrase.encode(seed));
        assertArrayEquals(seed, RecoveryPhrase.decodeExact(testCase.text("words")));
        assertArrayEquals(seed, RecoveryPhrase.decode(testCase.text("words")));
        var keys = AccountKeys.fromSeed16(seed);
        testCase.expectText("session_id", keys.id().hex());
        testCase.expectHex("ed25519_seed", keys.signing().seed());
    }

    private static void decode(VectorCase testCase) throws RecoveryPhraseException {
        if (testCase.expectsError()) {
            var refusal = assertThrows(
                    RecoveryPhraseException.class, () -> RecoveryPhrase.decodeExact(testCase.text("words")));
            assertEquals(problem(testCase.text("error_kind")), refusal.problem());
        } else {
            testCase.expectHex("seed_hex", RecoveryPhrase.decodeExact(testCase.text("words")));
        }
    }

    private static void encodeOnly(VectorCase testCase) {
        testCase.expectText("words", RecoveryPhrase.encode(testCase.hex("seed")));
    }

    private static Problem problem(String kind) {
        return switch (kind) {
            case "not-enough-words" -> Problem.NOT_ENOUGH_WORDS;
            case "too-many-words" -> Problem.TOO_MANY_WORDS;
            case "unknown-word" -> Problem.UNKNOWN_WORD;
            case "checksum" -> Problem.WRONG_CHECKSUM;
            default -> throw new AssertionError("Vector has an unknown kind of error: " + kind);
        };
    }
}
