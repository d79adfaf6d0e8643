package hearth.appliance.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every page from right to left, in words longer than any (product.md M29, M36). */
@ExtendWith(AtHome.class)
class MirroredTest {

    private static final String TOO_WIDE = """
            () => document.documentElement.scrollWidth <= innerWidth ? []
                : [...document.querySelectorAll('body *')]
                    .filter(it => it.checkVisibility() && !it.matches('.hidden, .skip, .hidden *'))
                    .filter(it => it.getBoundingClientRect().left < -0.5 || it.getBoundingClientRect().right > innerWidth + 0.5)
                    .map(it => it.tagName + '.' + it.className + ' ' + it.textContent.slice(0, 40))""";

    private final Family family;

    MirroredTest(Family family) {
        this.family = family;
    }

    private static void mirror(Page page) {
        page.evaluate("""
                async () => {
                  const form = new URLSearchParams({ form: document.querySelector('input[name="form"]').value,
                      colours: 'classic', light: 'light', size: 'normal', enter: 'yes', language: 'mirrored' });
                  await fetch('/settings/look', { method: 'POST', body: form });
                }""");
    }

    @Test
    void m36PagesFitASmallScreenFromRightToLeft() {
        try (var ada = family.somebody(Two.viewport(320))) {
            ada.signsIn("Ada");
            ada.opens("/settings");
            mirror(ada.page());
            for (var path : List.of(
                    "/chats",
                    "/requests",
                    "/blocked",
                    "/new",
                    "/me",
                    "/people",
                    "/settings",
                    "/path",
                    "/recovery",
                    "/trust",
                    "/help",
                    "/search",
                    "/nowhere")) {
                ada.opens(path);
                assertEquals("rtl", ada.page().evaluate("() => getComputedStyle(document.body).direction"), path);
                assertEquals(List.of(), ada.page().evaluate(TOO_WIDE), path + " is wider than the screen");
            }
        }
    }

    @Test
    void m36AConversationIsMirroredAndItsWordsKeepTheirOwnWay() throws Exception {
        try (var two = Two.meet(family, "Oda", "Per", 320)) {
            var oda = two.one();
            oda.says("An English sentence, with its end at the end!");
            var chat = oda.page().url();
            oda.opens("/settings");
            mirror(oda.page());
            oda.page().navigate(chat);

            assertEquals(List.of(), oda.page().evaluate(TOO_WIDE));
            var mine = oda.page().locator("article.mine").last().boundingBox();
            var theirs = oda.page().locator("article.theirs").last().boundingBox();
            assertTrue(mine.x < 40, "mine begin at the left: " + mine.x);
            assertTrue(theirs.x + theirs.width > 280, "theirs end at the right: " + theirs.x);
            assertEquals(
                    "ltr",
                    oda.page().locator("article.mine .text").last().evaluate("it => getComputedStyle(it).direction"));
            oda.page()
                    .locator("article.message")
                    .last()
                    .locator(".menu > summary")
                    .click();
            oda.page().locator("article.message .menu[open] .menu-items").waitFor();
            assertEquals(List.of(), oda.page().evaluate(TOO_WIDE), "with its menu");
            oda.page().locator("article.message .menu[open] > summary").press("Escape");
            oda.page().locator(".about-link").click();
            assertEquals(List.of(), oda.page().evaluate(TOO_WIDE), "about");
            oda.witness().sawNothing();
        }
    }
}
