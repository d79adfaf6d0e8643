package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import hearth.web.account.Chats;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chat longer than what a page holds of it. */
@ExtendWith(AtHome.class)
@TestInstance(Lifecycle.PER_CLASS)
class LongChatTest {

    private static final int NOTES = 330;
    /** As many messages as a page ever holds. */
    private static final int WINDOW = 240;

    private static final String GO = """
            ([up, wanted]) => {
              const log = document.getElementById('messages');
              log.scrollTop = up ? -log.scrollHeight : 0;
              return document.getElementById(wanted) !== null && !document.getElementById(up ? 'older' : 'newer');
            }""";

    private static final String FIRST_SEEN = """
            () => {
              const top = document.getElementById('messages').getBoundingClientRect().top;
              const first = [...document.querySelectorAll('article.message')].find(it => it.getBoundingClientRect().bottom > top);
              return first.querySelector('.text').textContent + ' at ' + Math.round(first.getBoundingClientRect().top);
            }""";

    private final Family family;
    private final Chats chats;
    private int written = NOTES;

    LongChatTest(Family family) {
        this.family = family;
        chats = Family.account(family.join("Ivo"));
        for (var i = 1; i <= NOTES; i++) {
            chats.send(chats.id(), "note " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1300})
    void aLongChatIsReadToItsBeginningAndBackThroughAWindow(int width) {
        try (var ivo = family.somebody(Two.viewport(width))) {
            ivo.signsIn("Ivo");
            ivo.opensTheChatWith("Note to self");
            var page = ivo.page();
            assertThat(ivo.message("note " + written)).isVisible();

            go(page, true, "beginning");
            var shown = shown(page);
            assertEquals(1, shown.getFirst());
            assertWindow(shown);

            var before = page.evaluate(FIRST_SEEN);
            chats.send(chats.id(), "note " + ++written);
            assertThat(ivo.page().locator("#below")).isVisible();
            assertEquals(before, page.evaluate(FIRST_SEEN), "whoever reads is left where they are");

            go(page, false, "items");
            assertThat(ivo.message("note " + written)).isVisible();
            shown = shown(page);
            assertEquals(written, shown.getLast());
            assertWindow(shown);

            go(page, true, "beginning");
            page.locator("#below").click();
            assertThat(ivo.message("note " + written)).isInViewport();
            assertThat(ivo.message("note " + written)).isFocused();
            chats.send(chats.id(), "note " + ++written);
            assertThat(ivo.message("note " + written)).isInViewport();
            assertWindow(shown(page));
            ivo.witness().sawNothing();
        }
    }

    /** Goes up or down as far as there is something, while parts of the chat come and go. */
    private static void go(Page page, boolean up, String wanted) {
        page.waitForFunction(
                GO,
                List.of(up, wanted),
                new Page.WaitForFunctionOptions().setPollingInterval(50).setTimeout(Chromium.PATIENCE_MS));
    }

    private static List<Integer> shown(Page page) {
        return page.locator("article.message .text").allTextContents().stream()
                .map(text -> Integer.parseInt(text.replaceAll("\\D", "")))
                .toList();
    }

    private static void assertWindow(List<Integer> shown) {
        assertTrue(shown.size() <= WINDOW, "a window: " + shown.size());
        assertEquals(shown.stream().sorted().distinct().toList(), shown, "in order, each once");
        assertEquals(shown.getLast() - shown.getFirst() + 1, shown.size(), "without a gap");
    }
}
