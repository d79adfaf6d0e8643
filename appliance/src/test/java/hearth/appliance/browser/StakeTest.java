package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import hearth.protocol.ledger.Amount;
import hearth.testkit.Await;
import hearth.web.household.BoxName;
import hearth.web.household.CreateOwnerResult;
import hearth.web.household.MemberName;
import hearth.web.household.Password;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The owner's tokens and node on the network inside the box, whose ledger is a real one. */
class StakeTest {

    /** For what the network has to agree on. */
    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(30_000);

    private final SecureRandom random = new SecureRandom();
    private House house;
    private Chromium chromium;

    @BeforeEach
    void moveIn(@TempDir Path folder) throws Exception {
        house = House.startAsItComes(folder);
        chromium = Chromium.start();
        ownedBy("Ada", house);
    }

    private static void ownedBy(String name, House house) {
        try (var password = Password.of(Person.PASSWORD)) {
            var created = house.household().createOwner(new BoxName("maple-house"), new MemberName(name), password);
            Family.account(((CreateOwnerResult.Created) created).door());
        }
    }

    @AfterEach
    void moveOut() {
        chromium.close();
        house.close();
    }

    private static void confirms(Person person, String button) {
        var password = person.page().locator("#password");
        if (password.count() > 0) {
            password.fill(Person.PASSWORD);
        }
        person.button(button).click();
    }

    static void getsTestTokens(Person person) {
        person.opens("/wallet");
        person.button("Get test tokens").click();
        assertThat(person.page().locator("#spendable")).hasText("2\u202f500\u00a0TEST");
    }

    private static void registersTheNode(Person person) {
        person.opens("/node");
        person.link("Register this node").click();
        person.button("Let others try").click();
        person.link("Continue").click();
        assertThat(person.heading("What it costs and earns")).isVisible();
        person.link("Continue").click();
        person.button("Continue").click();
        assertThat(person.heading("Register the node")).isVisible();
        confirms(person, "Register now");
    }

    @Test
    void m35TheOwnerFundsRegistersContributesAndLeaves() throws Exception {
        var dana = new Neighbour(house.ledger(), random);
        var node = dana.registersANode(random);
        try (var ada = new Person(house, chromium.browser())) {
            ada.signsIn("Ada");
            getsTestTokens(ada);
            Album.keep(ada.page(), "wallet");
            ada.opens("/node");
            Album.keep(ada.page(), "node-unregistered");

            registersTheNode(ada);

            assertThat(ada.page().locator("#node[data-stage=active]")).isVisible(SOON);
            assertThat(ada.page().getByText(Pattern.compile("Safe to be off for")))
                    .isVisible();
            Album.keep(ada.page(), "node-active");
            var own = house.ledger().node().orElseThrow().keys().id();
            assertThat(ada.page().getByText(own.hex())).isVisible();

            ada.opens("/node/others");
            Album.keep(ada.page(), "nodes");
            ada.page().locator("a[href='/node/others/" + node.hex() + "']").click();
            ada.page().locator("#amount").fill("200");
            Album.keep(ada.page(), "node-other");
            ada.button("Check it").click();
            assertThat(ada.page().getByText(Pattern.compile("you cannot ask for it before")))
                    .isVisible();
            Album.keep(ada.page(), "confirm-contribution");
            confirms(ada, "Contribute now");
            assertThat(ada.page().getByText("Your part", new Page.GetByTextOptions().setExact(true)))
                    .isVisible(SOON);
            ada.link("Ask for my part").click();
            ada.button("Go on").click();
            confirms(ada, "Leave for good");
            ada.opens("/wallet");
            assertThat(ada.page().getByText(Pattern.compile("^Back from node")).first())
                    .isVisible(SOON);

            ada.opens("/node");
            ada.link("Ask for the stake, and leave").click();
            assertThat(ada.page().getByText(Pattern.compile("come back on"))).isVisible();
            Album.keep(ada.page(), "leave");
            ada.button("Go on").click();
            assertThat(ada.heading("Are you sure about leaving?")).isVisible();
            Album.keep(ada.page(), "confirm-leaving");
            confirms(ada, "Leave for good");
            assertThat(ada.page().getByText(Pattern.compile("Works, and leaves on")))
                    .isVisible(SOON);
            Album.keep(ada.page(), "node-leaving");
            ada.opens("/wallet");
            Album.keep(ada.page(), "wallet-history");
            ada.witness().sawNothing();
        }
    }

    @Test
    void tokensAreSentWithoutScriptAndWhatIsWrongIsRefused() throws Exception {
        var dana = new Neighbour(house.ledger(), random);
        try (var ada =
                new Person(house, chromium.browser(), new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            ada.signsIn("Ada");
            getsTestTokens(ada);
            var address = dana.address().text();
            ada.field("To which address").fill(address.substring(0, 64) + (address.endsWith("y") ? "b" : "y"));
            ada.page().locator("#amount").fill("5000");
            ada.button("Check it").click();
            assertThat(ada.page().locator("#to-problem")).containsText("mistyped");
            ada.field("To which address").fill(address);
            ada.button("Check it").click();
            assertThat(ada.page().locator("#amount-problem")).containsText("You can spend 2\u202f500");
            assertEquals(Amount.ZERO, dana.balance());
            ada.page().locator("#amount").fill("100.5");
            ada.button("Check it").click();
            assertThat(ada.page().getByText(address)).isVisible();
            ada.page().locator("#password").fill("not the password");
            ada.button("Send now").click();
            assertThat(ada.page().locator("#password-problem")).isVisible();
            assertEquals(Amount.ZERO, dana.balance());

            confirms(ada, "Send now");

            assertThat(ada.page().getByText(Pattern.compile("^Sent to hearth1")))
                    .isVisible(SOON);
            assertEquals(new Amount(100_500_000_000L), dana.balance());
            ada.witness().sawNothing();
        }
    }

    @Test
    void aNetworkIsFoundedAndTheBoxIsOnItAfterItsNextStart() throws Exception {
        try (var ada = new Person(house, chromium.browser())) {
            ada.signsIn("Ada");
            ada.opens("/settings");
            ada.page().locator("a[href='/network']").click();
            assertThat(ada.heading("This box is on Neighbourhood")).isVisible();
            Album.keep(ada.page(), "network-inside");
            ada.page().locator("#invitation").fill("HEARTH-NETWORK-1-XYZ");
            ada.button("Go there at the next start").click();
            assertThat(ada.page().locator("#invitation-problem")).containsText("no invitation");
            ada.opens("/network/found");
            ada.field("Name of the network").fill("Harbour");
            ada.field("Name of its token").fill("Harbour Token");
            ada.field("Short form").fill("HBR");
            ada.page().locator("input[value=minutes]").check();
            Album.keep(ada.page(), "network-found");
            ada.button("Found it").click();
            assertThat(ada.heading("From its next start this box is on Harbour"))
                    .isVisible();
            Album.keep(ada.page(), "network-next");

            house.restartBox();

            ada.signsIn("Ada");
            ada.opens("/network");
            assertThat(ada.heading("This box is on Harbour")).isVisible();
            assertThat(ada.page().getByRole(AriaRole.IMG)).isVisible();
            assertThat(ada.page().locator("#invitation-text")).containsText("HEARTH-NETWORK-1-");
            Album.keep(ada.page(), "network-own");
            ada.opens("/wallet");
            assertThat(ada.page().locator("#spendable")).hasText("100\u202f000\u00a0HBR");
            ada.opens("/node");
            assertThat(ada.page().locator("#node[data-stage=active]")).isVisible();
        }
    }

    @Test
    void m35AnotherHouseholdJoinsAFoundedNetworkIsSentTokensAndRegistersItsNode(@TempDir Path folder) throws Exception {
        try (var neighbours = House.startAsItComes(folder)) {
            ownedBy("Ben", neighbours);
            try (var ada = new Person(house, chromium.browser());
                    var ben = new Person(neighbours, chromium.browser())) {
                ada.signsIn("Ada");
                ada.opens("/network/found");
                ada.field("Name of the network").fill("Harbour");
                ada.field("Name of its token").fill("Harbour Token");
                ada.field("Short form").fill("HBR");
                ada.page().locator("input[value=minutes]").check();
                ada.button("Found it").click();
                assertThat(ada.heading("From its next start this box is on Harbour"))
                        .isVisible();
                house.restartBox();
                ada.signsIn("Ada");
                ada.opens("/network");
                var invitation = ada.page().locator("#invitation-text").textContent();

                ben.signsIn("Ben");
                ben.opens("/network");
                ben.page().locator("#invitation").fill(invitation);
                ben.button("Go there at the next start").click();
                assertThat(ben.heading("From its next start this box is on Harbour"))
                        .isVisible(SOON);
                neighbours.restartBox();
                ben.signsIn("Ben");
                ben.opens("/network");
                assertThat(ben.heading("This box is on Harbour")).isVisible();
                ben.opens("/wallet");
                var address = ben.page().locator("#address").textContent().strip();

                ada.opens("/wallet");
                ada.field("To which address").fill(address);
                ada.page().locator("#amount").fill("20000");
                ada.button("Check it").click();
                confirms(ada, "Send now");
                assertThat(ada.page().getByText(Pattern.compile("^Sent to hearth1")))
                        .isVisible(SOON);

                Await.until("Ben's box has heard of it", () -> {
                    ben.opens("/wallet");
                    return ben.page().locator("#spendable").textContent().startsWith("20\u202f000");
                });
                registersTheNode(ben);
                assertThat(ben.page().locator("#node[data-stage=active]")).isVisible(SOON);
                var node = neighbours.ledger().node().orElseThrow().keys().id();
                Await.until(
                        "Ada's box knows Ben's node",
                        () -> house.ledger()
                                .service()
                                .ledger()
                                .state()
                                .node(node)
                                .isPresent());
            }
        }
    }

    @Test
    void thePagesOfWalletNodeAndNamesAreInOrder() {
        try (var ada = new Person(house, chromium.browser())) {
            ada.signsIn("Ada");
            getsTestTokens(ada);
            for (var path : List.of("/wallet/words", "/node/start", "/node/start/terms", "/node/start/who", "/names")) {
                ada.opens(path);
                Album.keep(ada.page(), path.substring(1).replace('/', '-'));
            }
            ada.page().locator("#name").fill("Ada");
            ada.button("Look it up").click();
            assertThat(ada.heading("ada is free")).isVisible();
            ada.button("Register it").click();
            Album.keep(ada.page(), "confirm-name");
            confirms(ada, "Register now");
            assertThat(ada.heading("ada is yours")).isVisible(SOON);
            Album.keep(ada.page(), "names-mine");
            ada.witness().sawNothing();
        }
    }
}
