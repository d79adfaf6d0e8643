package hearth.appliance.browser;

import com.microsoft.playwright.Browser;
import hearth.web.account.Chats;
import hearth.web.household.AccountResult;
import hearth.web.household.BoxName;
import hearth.web.household.CreateOwnerResult;
import hearth.web.household.DisplayName;
import hearth.web.household.InviteResult;
import hearth.web.household.JoinResult;
import hearth.web.household.Member;
import hearth.web.household.MemberDoor;
import hearth.web.household.MemberName;
import hearth.web.household.Password;
import hearth.web.household.Role;
import hearth.web.household.SignInResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A house where Ada, the owner, and Ben live already and are in touch: for whatever happens after the moving in. */
final class Family implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final House house;
    private final Chromium chromium;
    private final Member owner;

    private Family(House house, Chromium chromium, Member owner) {
        this.house = house;
        this.chromium = chromium;
        this.owner = owner;
    }

    /** Moves in without a browser, which takes no time. */
    static Family moveIn(Path folder) throws Exception {
        return moveInto(House.start(folder));
    }

    /** Moves into this house, which goes with the family. */
    static Family moveInto(House house) throws Exception {
        var chromium = Chromium.start();
        try (var password = Password.of(Person.PASSWORD)) {
            var household = house.household();
            var owner = ((CreateOwnerResult.Created)
                            household.createOwner(new BoxName("maple-house"), new MemberName("Ada"), password))
                    .door();
            var family = new Family(house, chromium, owner.member());
            var ada = account(owner);
            var ben = account(family.join("Ben"));
            ada.send(ben.id(), "Is this the kitchen?");
            await(() -> !ben.requests().isEmpty());
            ben.accept(ben.requests().getFirst().id());
            ben.send(ada.id(), "It is. Soup?");
            await(() -> ada.conversations().getFirst().unread() > 0);
            return family;
        } catch (Exception failure) {
            chromium.close();
            house.close();
            throw failure;
        }
    }

    /** Somebody more lives here. Their door stays open, so that their account goes on. */
    MemberDoor join(String name) {
        try (var password = Password.of(Person.PASSWORD)) {
            var token =
                    ((InviteResult.Invited) house.household().invite(owner, new MemberName(name), Role.ADULT)).token();
            return ((JoinResult.Joined) house.household().join(token, new MemberName(name), password)).door();
        }
    }

    /** Makes an account for whoever has this door, and proves its words. */
    static Chats account(MemberDoor door) {
        var name = new DisplayName(door.member().name().text());
        var chats = ((AccountResult.Opened) door.createAccount(name)).chats();
        door.recovery().orElseThrow().confirm();
        return chats;
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        for (var waited = Duration.ZERO; !condition.getAsBoolean(); waited = waited.plus(LOOK_EVERY)) {
            if (waited.compareTo(PATIENCE) >= 0) {
                throw new AssertionError("It did not happen within " + PATIENCE);
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    /** The account of a member, without a browser. */
    Chats signedInChats(String name) {
        return door(name).chats().orElseThrow();
    }

    /** The recovery words of a member's account. */
    String words(String name) {
        return door(name).recovery().orElseThrow().words().phrase();
    }

    private MemberDoor door(String name) {
        try (var password = Password.of(Person.PASSWORD)) {
            return ((SignInResult.Opened) house.household().signIn(new MemberName(name), password)).door();
        }
    }

    House house() {
        return house;
    }

    /** A fresh browser in front of the house. */
    Person somebody() {
        return new Person(house, chromium.browser());
    }

    Person somebody(Browser.NewContextOptions options) {
        return new Person(house, chromium.browser(), options);
    }

    /** A fresh browser in which this member is signed in. */
    Person signedIn(String name) {
        var person = somebody();
        person.signsIn(name);
        return person;
    }

    @Override
    public void close() {
        chromium.close();
        house.close();
    }
}
