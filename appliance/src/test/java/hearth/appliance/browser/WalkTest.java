package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The product's main job, from an empty box to two people in touch (product.md S1 to S8). */
class WalkTest {

    private final House house;
    private final Chromium chromium = Chromium.start();

    WalkTest(@TempDir Path folder) throws Exception {
        house = House.start(folder);
    }

    @AfterEach
    void close() {
        chromium.close();
        house.close();
    }

    @Test
    void twoPeopleMoveInAndWriteToEachOtherThroughTheLossOfANodeAndARestart() throws Exception {
        var ada = new Person(house, chromium.browser());
        var ben = new Person(house, chromium.browser());

        movesIn(ada);
        comesBy(ada.invites("Ben"), ben);
        writesFirst(ada, ben);
        accepts(ben, ada);
        everyOpenBrowserShowsIt(ada, ben);
        looksAtThePath(ada);
        losesANode(ada, ben);
        ada.witness().sawNothing();
        ben.witness().sawNothing();
        restarts(ada, ben);

        ada.witness().sawNothing();
        ben.witness().sawNothing();
    }

    private void movesIn(Person ada) {
        ada.page().navigate(house.landing());
        assertThat(ada.heading("The messenger box of your household")).isVisible();
        ada.link(house.url()).first().click();
        assertThat(ada.heading("Welcome home")).isVisible();
        ada.foundsTheHousehold("maple-house", "Ada");
        ada.makesAnAccount("Ada L");
        var words = ada.writesTheWordsDown();
        assertEquals(words, ada.page().locator(".sheet .words li").allTextContents());
        ada.provesTheWords(words);
        assertThat(ada.page().getByText("Well done. Keep the paper in a safe place."))
                .isVisible();
    }

    private void comesBy(String link, Person ben) {
        assertTrue(link.startsWith(house.url() + "/join/"), link);
        ben.joinsBy(link);
        ben.makesAnAccount("Ben M");
        ben.provesTheWords(ben.writesTheWordsDown());
        assertThat(ben.heading("Chats")).isVisible();
    }

    private static void writesFirst(Person ada, Person ben) {
        var bens = ben.accountId();
        ben.opens("/chats");
        ada.writesFirstTo(bens, "Is this the kitchen?");
        assertThat(ada.message("Is this the kitchen?")).containsText("Sent");
        assertThat(ada.page().locator("#composer-hint")).isVisible();
        assertThat(ben.page().getByText("One request waiting")).isVisible();
    }

    private static void accepts(Person ben, Person ada) {
        ben.page().getByText("One request waiting").click();
        assertThat(ben.page().getByText("Is this the kitchen?")).isVisible();
        ben.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Accept Ada L"))
                .click();
        assertThat(ben.page().getByText("You can write to Ada L now.")).isVisible();
        ben.says("It is. Soup?");
        assertThat(ben.message("It is. Soup?")).containsText("Sent");
        assertThat(ada.message("It is. Soup?")).isVisible();
        assertThat(ada.page().locator("#composer-hint")).isHidden();
    }

    private static void everyOpenBrowserShowsIt(Person ada, Person ben) {
        var conversation = ada.page();
        var list = ada.opensATab("/chats");
        ben.says("It is hot");
        assertThat(Person.message(conversation, "It is hot")).isVisible();
        assertThat(list.locator(".chat-row")).containsText("It is hot");
    }

    private void looksAtThePath(Person ada) {
        ada.opensATab("/path");
        assertThat(ada.page().locator(".hop")).hasCount(5);
        assertThat(ada.heading("First node")).isVisible();
        assertThat(ada.heading("Second node")).isVisible();
        assertThat(ada.heading("Third node")).isVisible();
    }

    private void losesANode(Person ada, Person ben) {
        var address = ada.page().locator(".hop-node").first().textContent();
        house.stopNode(
                Integer.parseInt(address.substring(address.lastIndexOf(':') + 1).strip()));
        ada.opens("/chats");
        ada.opensTheChatWith("Ben M");
        ada.says("Did the light flicker?");
        assertThat(ada.message("Did the light flicker?")).containsText("Sent");
        assertThat(ben.message("Did the light flicker?")).isVisible();
    }

    private void restarts(Person ada, Person ben) throws Exception {
        house.restartBox();
        ada.signsIn("Ada");
        ben.signsIn("Ben");
        ada.witness().forgets();
        ben.witness().forgets();
        ada.opensTheChatWith("Ben M");
        assertThat(ada.page().locator("article.message")).hasCount(4);
        ada.says("Here again");
        assertThat(ben.chatWith("Ada L")).containsText("Here again");
    }
}
