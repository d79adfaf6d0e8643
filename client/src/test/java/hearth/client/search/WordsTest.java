package hearth.client.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.testkit.Seeds;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void caseAndAccentsDoNotMatter() {
        assertEquals(List.of("cafe", "strasse", "οδοσ", "istanbul", "lodz"), folded("Café STRASSE Ὀδός İstanbul Łódź"));
        assertEquals(folded("Straße"), folded("STRASSE"));
        assertEquals(folded("e\u0301te\u0301"), folded("été"));
        assertEquals(folded("ﬁn ２"), folded("fin 2"));
    }

    @Test
    void wordsEndWhereLettersAndDigitsEnd() {
        assertEquals(List.of("see", "you", "at", "6", "30", "don", "t"), folded("See you at 6:30 — don't!"));
        assertEquals(List.of(), folded(" … \uD83D\uDE00 \n"));
    }

    @Test
    void scriptsWithoutSpacesAreFoundByPairsAndByTheLastCharacter() {
        assertEquals(List.of("東京", "京都", "都"), folded("東京都"));
        assertEquals(List.of("tokyo", "東京", "京"), folded("Tokyo東京"));
        assertEquals(List.of("猫"), folded("猫"));
    }

    @Test
    void everyWordKnowsItsPlace() {
        var text = "Über: Straße";

        var words = Words.of(text);

        assertEquals(
                List.of("Über", "Straße"),
                words.stream()
                        .map(word -> text.substring(word.from(), word.to()))
                        .toList());
    }

    @Test
    void longTextsAndWordsAreBounded() {
        assertEquals(Words.WORDS_MAX, Words.of("a ".repeat(Words.WORDS_MAX)).size());
        assertEquals(Words.WORDS_MAX, Words.of("a ".repeat(Words.WORDS_MAX + 1)).size());
        assertEquals(Words.LENGTH_MAX, folded("a".repeat(5_000)).getFirst().length());
    }

    @Test
    void nothingBreaksIt() {
        Seeds.check(2_000, random -> {
            var text = random.ints(random.nextInt(60), 0, 0x110000)
                    .mapToObj(
                            point -> random.nextInt(4) == 0 ? String.valueOf((char) point) : Character.toString(point))
                    .collect(Collectors.joining());
            var wanted = Wanted.typed(text.substring(random.nextInt(text.length() + 1)));

            for (var word : Words.of(text)) {
                assertTrue(word.from() < word.to() && word.to() <= text.length());
                assertFalse(word.folded().isEmpty());
            }
            var snippet = Snippet.of(text, wanted);
            var shown = snippet.pieces().stream().map(Snippet.Piece::text).collect(Collectors.joining());
            assertTrue(text.contains(shown));
        });
    }

    @Test
    void theLastWordTypedIsABeginning() {
        var wanted = Wanted.typed("see yo");

        assertTrue(wanted.isIn("You see, it works"));
        assertFalse(wanted.isIn("I see it"));
        assertFalse(Wanted.typed("see yo ").isIn("You see, it works"));
        assertFalse(Wanted.typed("y").isIn("You see"));
        assertTrue(Wanted.typed(" … ").isNothing());
    }

    @Test
    void charactersTypedTogetherMustStandTogether() {
        assertTrue(Wanted.typed("東京都").isIn("これは東京都です"));
        assertFalse(Wanted.typed("東京都").isIn("東京と京都"));
        assertTrue(Wanted.typed("都").isIn("東京都"));
        assertTrue(Wanted.typed("東").isIn("東京都"));
    }

    @Test
    void aSnippetShowsTheFindAndWhatIsAroundIt() {
        var text = "x ".repeat(100) + "the Straße home " + "y ".repeat(200);

        var snippet = Snippet.of(text, Wanted.typed("strasse"));

        assertTrue(snippet.cutBefore());
        assertTrue(snippet.cutAfter());
        assertEquals(
                List.of("Straße"),
                snippet.pieces().stream()
                        .filter(Snippet.Piece::found)
                        .map(Snippet.Piece::text)
                        .toList());
        assertEquals(
                List.of(new Snippet.Piece("東京都", true)),
                Snippet.of("東京都", Wanted.typed("東京都")).pieces());
    }

    private static List<String> folded(String text) {
        return Words.of(text).stream().map(Words.Word::folded).toList();
    }
}
