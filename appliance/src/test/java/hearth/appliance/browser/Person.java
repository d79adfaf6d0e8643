package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** Somebody in front of a browser of their own, and what they do there: finds things by what they are called. */
final class Person implements AutoCloseable {

    static final String PASSWORD = "four words in a row";

    private final House house;
    private final BrowserContext context;
    private final Witness witness;
    private Page page;

    Person(House house, Browser browser, Browser.NewContextOptions options) {
        this.house = house;
        // The trust of devices in the box's certificate is not what these tests are about.
        this.context = browser.newContext(options.setIgnoreHTTPSErrors(true));
        this.context.setDefaultTimeout(Chromium.PATIENCE_MS);
        this.witness = new Witness(context);
        this.page = context.newPage();
    }

    Person(House house, Browser browser) {
        this(house, browser, new Browser.NewContextOptions());
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /** A further tab of the same browser; what the person does next, they do there. */
    Page opensATab(String path) {
        page = context.newPage();
        opens(path);
        return page;
    }

    void looksAt(Page tab) {
        page = tab;
        tab.bringToFront();
    }

    void opens(String path) {
        page.navigate(house.url() + path);
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator heading(String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The field with this label. */
    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    String labelOf(Locator field) {
        return page.locator("label[for='" + field.getAttribute("id") + "']").textContent();
    }

    /** S2 and S3. */
    void foundsTheHousehold(String box, String name) {
        opens("/");
        link("Start new Name the box and make the first person.").click();
        field("Name of the box").fill(box);
        field("Your name").fill(name);
        field("Password").fill(PASSWORD);
        button("Continue").click();
        assertThat(heading("Your Session account")).isVisible();
    }

    /** S4, with a new account. */
    void makesAnAccount(String displayName) {
        newAccountName().fill(displayName);
        button("Make my account").click();
        assertThat(heading("Recovery words")).isVisible();
    }

    private Locator newAccountName() {
        return page.locator("form[action='/account/new']").getByLabel("Display name");
    }

    /** S5: the thirteen words, as they stand on the screen. */
    List<String> writesTheWordsDown() {
        var words = page.locator(".screen-only .words li").allTextContents();
        assertThat(page.locator(".screen-only .words li")).hasCount(13);
        return words;
    }

    /** S5: types the two words that are asked for. */
    void provesTheWords(List<String> words) {
        var asked = page.getByLabel(Pattern.compile("^Word \\d+$"));
        assertThat(asked).hasCount(2);
        for (var field : asked.all()) {
            var label = page.locator("label[for='" + field.getAttribute("id") + "']")
                    .textContent();
            field.fill(words.get(Integer.parseInt(label.replaceAll("\\D", "")) - 1));
        }
        button("I have them").click();
    }

    /** S7: invites somebody, and gives back the link to pass on. */
    String invites(String name) {
        opens("/people");
        field("Their name").fill(name);
        button("Make an invitation").click();
        assertThat(heading("Invitation for " + name)).isVisible();
        return page.locator("#join-link").textContent().strip();
    }

    /** S7: comes in by a link. */
    void joinsBy(String link) {
        page.navigate(link);
        field("Password").fill(PASSWORD);
        button("Join the household").click();
        assertThat(heading("Your Session account")).isVisible();
    }

    void signsIn(String name) {
        opens("/sign-in");
        field("Your name").fill(name);
        field("Password").fill(PASSWORD);
        button("Sign in").click();
        assertThat(heading("Chats")).isVisible();
    }

    /** A member who has no account yet signs in. */
    void entersForTheFirstTime(String member) {
        opens("/sign-in");
        field("Your name").fill(member);
        field("Password").fill(PASSWORD);
        button("Sign in").click();
        assertThat(heading("Your Session account")).isVisible();
    }

    /** S4, with the words of an account that is somewhere else. The member has none yet. */
    void bringsIn(String member, String words) {
        entersForTheFirstTime(member);
        page.locator("#words").fill(words);
        page.locator("form[action='/account/restore']")
                .getByLabel("Display name")
                .fill("x");
        button("Bring my account in").click();
    }

    /** The own Account ID, from its page. */
    String accountId() {
        opens("/me");
        assertThat(page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName("QR code of your Account ID")))
                .isVisible();
        return page.locator("#account-id").textContent().strip();
    }

    /** Writes to somebody for the first time. The conversation is open afterwards. */
    void writesFirstTo(String accountId, String text) {
        opens("/new");
        field("Account ID or name").fill(accountId);
        field("First message").fill(text);
        button("Send").click();
        assertThat(message(text)).isVisible();
    }

    /** Writes into the open conversation. */
    void says(String text) {
        page.locator("#text").fill(text);
        button("Send").click();
    }

    /** The message with this text in the open conversation. */
    Locator message(String text) {
        return message(page, text);
    }

    static Locator message(Page page, String text) {
        return page.locator(
                "article.message",
                new Page.LocatorOptions().setHas(page.getByText(text, new Page.GetByTextOptions().setExact(true))));
    }

    /** The line of the chat list for this person. */
    Locator chatWith(String title) {
        return page.locator(".chat-row", new Page.LocatorOptions().setHasText(title));
    }

    Witness witness() {
        return witness;
    }

    /** Opens the chat with this title out of the list. */
    void opensTheChatWith(String title) {
        var row = chatWith(title);
        var there = URI.create(row.getAttribute("href")).getPath();
        row.click();
        page.waitForURL(it -> URI.create(it).getPath().equals(there));
    }

    @Override
    public void close() {
        AtHome.keep(page);
        context.close();
    }
}
