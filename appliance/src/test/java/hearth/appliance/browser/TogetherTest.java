package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several browsers at the same time (product.md D2). */
@ExtendWith(AtHome.class)
class TogetherTest {

    private static final int EACH = 5;

    private final Family family;

    TogetherTest(Family family) {
        this.family = family;
    }

    @Test
    void whatTwoBrowsersOfOneMemberSendAtOnceArrivesExactlyOnceEverywhere() {
        try (var kitchen = family.signedIn("Ada");
                var phone = family.signedIn("Ada");
                var ben = family.signedIn("Ben")) {
            kitchen.opensTheChatWith("Ben");
            phone.opensTheChatWith("Ben");
            ben.opensTheChatWith("Ada");

            for (var i = 1; i <= EACH; i++) {
                kitchen.page().locator("#text").fill("kitchen " + i);
                phone.page().locator("#text").fill("phone " + i);
                // Neither waits for the other.
                kitchen.page().evaluate("() => { document.querySelector('.send').click(); }");
                phone.page().evaluate("() => { document.querySelector('.send').click(); }");
                assertThat(kitchen.page().locator("#text")).hasValue("");
                assertThat(phone.page().locator("#text")).hasValue("");
            }

            var expected = Stream.iterate(1, i -> i <= EACH, i -> i + 1)
                    .flatMap(i -> Stream.of("kitchen " + i, "phone " + i))
                    .sorted()
                    .toList();
            for (var person : List.of(kitchen, phone, ben)) {
                assertThat(these(person.page())).hasCount(2 * EACH);
                assertEquals(
                        expected,
                        these(person.page()).allTextContents().stream().sorted().toList());
            }
            assertThat(kitchen.page().locator("article.message.is-sent").filter(with("kitchen " + EACH)))
                    .hasCount(1);
            assertEquals(
                    these(kitchen.page()).allTextContents(), these(phone.page()).allTextContents());
            kitchen.witness().sawNothing();
            phone.witness().sawNothing();
        }
    }

    private static Locator.FilterOptions with(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static Locator these(Page page) {
        return page.locator("article.message p.text")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^(kitchen|phone) \\d$")));
    }

    @Test
    void aMessageCountsAsUnreadUntilItIsLookedAt() {
        try (var ada = family.signedIn("Ada");
                var ben = family.signedIn("Ben")) {
            ada.opensTheChatWith("Ben");
            assertThat(ada.chatWith("Ben").locator(".count")).hasCount(0);
            ada.opens("/chats");
            ben.opensTheChatWith("Ada");

            ben.says("The first");
            assertThat(ada.chatWith("Ben").locator(".count span").first()).hasText("1");
            ben.says("The second");
            assertThat(ada.chatWith("Ben").locator(".count span").first()).hasText("2");
            assertThat(ada.chatWith("Ben")).containsText("The second");
            assertThat(ada.page()).hasTitle(Pattern.compile("^\\(2\\) "));

            ada.opensTheChatWith("Ben");
            assertThat(ada.message("The second")).isVisible();
            assertThat(ada.chatWith("Ben").locator(".count")).hasCount(0);
        }
    }

    @Test
    void signingOutInOneBrowserLeavesTheOtherSignedIn() {
        try (var kitchen = family.signedIn("Ada");
                var phone = family.signedIn("Ada")) {
            kitchen.opens("/settings");
            kitchen.button("Sign out").click();
            assertThat(kitchen.heading("Come in to maple-house")).isVisible();

            phone.opens("/chats");

            assertThat(phone.heading("Chats")).isVisible();
            kitchen.opens("/chats");
            assertThat(kitchen.heading("Come in to maple-house")).isVisible();
        }
    }
}
