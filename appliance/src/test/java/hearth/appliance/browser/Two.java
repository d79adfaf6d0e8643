package hearth.appliance.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import hearth.web.account.Chats;

/** Two people of the household in touch, each in front of a browser with the chat of the other open. */
record Two(Person one, Person other, Chats ones, Chats others) implements AutoCloseable {

    /** Two accounts in touch: each has written a line to the other. */
    record Accounts(Chats ones, Chats others) {}

    /** Moves both in under these names, without a browser. */
    static Accounts acquaint(Family family, String name, String otherName) throws Exception {
        var ones = Family.account(family.join(name));
        var others = Family.account(family.join(otherName));
        ones.send(others.id(), "Hello " + otherName);
        Family.await(() -> !others.requests().isEmpty());
        others.accept(others.requests().getFirst().id());
        others.send(ones.id(), "Hello " + name);
        Family.await(() -> ones.conversations().getFirst().unread() > 0);
        return new Accounts(ones, others);
    }

    /** Moves both in under these names; the browsers are as wide as {@code width}. */
    static Two meet(Family family, String name, String otherName, int width) throws Exception {
        return open(family, acquaint(family, name, otherName), name, otherName, width);
    }

    /** Two who are in touch sit down in front of browsers as wide as {@code width}. */
    static Two open(Family family, Accounts accounts, String name, String otherName, int width) {
        var one = family.somebody(viewport(width));
        one.signsIn(name);
        one.opensTheChatWith(otherName);
        var other = family.somebody(viewport(width));
        other.signsIn(otherName);
        other.opensTheChatWith(name);
        return new Two(one, other, accounts.ones(), accounts.others());
    }

    static Browser.NewContextOptions viewport(int width) {
        return new Browser.NewContextOptions().setViewportSize(width, width < 700 ? 740 : 800);
    }

    /** Opens the menu of a message. */
    static Locator menu(Person person, String text) {
        var message = person.message(text);
        message.locator(".menu > summary").click();
        return message.locator(".menu-items");
    }

    @Override
    public void close() {
        one.close();
        other.close();
    }
}
