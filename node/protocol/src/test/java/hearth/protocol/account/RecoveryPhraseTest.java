package hearth.protocol.account;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.account.RecoveryPhraseException.Problem;
import hearth.protocol.crypto.Crypto;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RecoveryPhraseTest {

    private static final String ALICE =
            "amaze buffet cake entrance symptoms tiger lamb maze nestle python dusted faxed faxed";
    private static final byte[] ALICE_SEED = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

    @Test
    void theWordListIsThePublishedOne() {
        assertEquals("998df55cb16d2318130c5cf7e9d4408247c8c4674935ee6e07d53f2f00ccf19b", sha256OfWordsJoinedBy("\n"));
        assertEquals("0ceb0a8043b4674016e5a85376c3276b715631401c83ea46d5a44718713d0998", sha256OfWordsJoinedBy(","));
        assertEquals("3c381ebb6defd69ab7c1998641c8a047a1488fcebc393c5ef44828ca9128003b", sha256OfWordsJoinedBy(" "));
    }

    @Test
    void aPhraseGivesBackItsSeed() {
        Seeds.check(1_000, random -> {
            var seed = Seeds.bytes(random, 16);

            assertArrayEquals(seed, RecoveryPhrase.decode(RecoveryPhrase.encode(seed)));
        });
    }

    @Test
    void thePublishedPhrasesAreRight() throws RecoveryPhraseException {
        assertEquals(ALICE, RecoveryPhrase.encode(ALICE_SEED));
        assertArrayEquals(
                HexFormat.of().parseHex("7728d972721b98816a328c46c1995135"),
                RecoveryPhrase.decode("virtual rounded dating itself sober fleet adrenalin puzzled wept rural axis"
                        + " fictional fleet"));
    }

    @Test
    void caseAndWhatStandsBetweenWordsDoNotMatterToAPerson() throws RecoveryPhraseException {
        var typed =
                "  1. Amaze,\n2. BUFFET\t3. cake; entrance symptoms tiger lamb maze nestle python dusted faxed FAXED. ";

        assertArrayEquals(ALICE_SEED, RecoveryPhrase.decode(typed));
    }

    @Test
    void theFirstThreeLettersOfAWordAreEnough() throws RecoveryPhraseException {
        assertArrayEquals(ALICE_SEED, RecoveryPhrase.decode("ama buf cak ent sym tig lam maz nes pyt dus fax fax"));
    }

    @Test
    void aPhraseHasExactlyThirteenWords() {
        assertEquals(Problem.NOT_ENOUGH_WORDS, problemOf(""));
        assertEquals(Problem.NOT_ENOUGH_WORDS, problemOf(ALICE.substring(0, ALICE.lastIndexOf(' '))));
        assertEquals(Problem.TOO_MANY_WORDS, problemOf(ALICE + " faxed"));
    }

    @Test
    void anUnknownWordIsNamedByItsPlace() {
        var refusal = assertThrows(
                RecoveryPhraseException.class, () -> RecoveryPhrase.decode(ALICE.replace("entrance", "qqq")));

        assertEquals(Problem.UNKNOWN_WORD, refusal.problem());
        assertEquals(OptionalInt.of(4), refusal.wordNumber());
        assertFalse(refusal.toString().contains("qqq"), refusal.toString());
    }

    @Test
    void aWrongLastWordIsNoticed() {
        var words = new ArrayList<>(Arrays.asList(ALICE.split(" ")));
        words.set(12, "abbey");
        assertEquals(Problem.WRONG_CHECKSUM, problemOf(String.join(" ", words)));
        words.set(12, "qqq");
        assertEquals(Problem.WRONG_CHECKSUM, problemOf(String.join(" ", words)));
    }

    @Test
    void mostMistakesInOneWordAreNoticed() {
        // 12 of 13 on average, since the checksum picks one of 12 words; 4 000 tries make 85 % a safe bound.
        var runs = 4_000;
        var noticed = new int[1];
        Seeds.check(runs, random -> {
            var words = RecoveryPhrase.encode(Seeds.bytes(random, 16)).split(" ");
            var at = random.nextInt(12);
            var other = RecoveryPhrase.words()
                    .get(random.nextInt(RecoveryPhrase.words().size()));
            words[at] = other.equals(words[at]) ? "zoom" : other;
            try {
                RecoveryPhrase.decode(String.join(" ", words));
            } catch (RecoveryPhraseException e) {
                assertEquals(Problem.WRONG_CHECKSUM, e.problem());
                noticed[0]++;
            }
        });
        assertTrue(Long.getLong("seed") != null || noticed[0] > runs * 85 / 100, noticed[0] + " of " + runs);
    }

    @Test
    void aSeedHasAMultipleOfFourBytes() {
        for (var length : new int[] {0, 1, 3, 15, 17}) {
            assertThrows(IllegalArgumentException.class, () -> RecoveryPhrase.encode(new byte[length]));
        }
        assertEquals("abbey abbey abbey abbey", RecoveryPhrase.encode(new byte[4]));
    }

    private static Problem problemOf(String typed) {
        return assertThrows(RecoveryPhraseException.class, () -> RecoveryPhrase.decode(typed))
                .problem();
    }

    private static String sha256OfWordsJoinedBy(String separator) {
        var joined = String.join(separator, RecoveryPhrase.words());
        return HexFormat.of().formatHex(Crypto.sha256(joined.getBytes(StandardCharsets.US_ASCII)));
    }
}
