package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import hearth.web.household.BoxName;
import hearth.web.household.CreateOwnerResult;
import hearth.web.household.MemberName;
import hearth.web.household.Password;
import java.nio.file.Files;
import java.util.Arrays;

/**
 * Prints how long it takes from the click on <em>Register now</em> until the owner's page says that the node is active, on the
 * network inside a box, a fresh box each time: a program to run by hand, see the module's README.
 */
final class RegisterTimes {

    private static final int HOUSES = 5;
    private static final double NANOS_PER_MILLI = 1e6;

    private RegisterTimes() {}

    public static void main(String[] args) throws Exception {
        var millis = new double[HOUSES];
        for (var i = 0; i < HOUSES; i++) {
            millis[i] = once();
        }
        Arrays.sort(millis);
        System.out.printf(
                "Registered and active: median %.0f ms, least %.0f ms, most %.0f ms (%d boxes)%n",
                millis[HOUSES / 2], millis[0], millis[HOUSES - 1], HOUSES);
    }

    private static double once() throws Exception {
        try (var house = House.startAsItComes(Files.createTempDirectory("hearth-register"));
                var chromium = Chromium.start();
                var password = Password.of(Person.PASSWORD)) {
            var created = house.household().createOwner(new BoxName("maple-house"), new MemberName("Ada"), password);
            Family.account(((CreateOwnerResult.Created) created).door());
            try (var ada = new Person(house, chromium.browser())) {
                ada.signsIn("Ada");
                StakeTest.getsTestTokens(ada);
                ada.opens("/node/start/who");
                ada.button("Continue").click();
                ada.page().locator("#password").fill(Person.PASSWORD);
                var clicked = System.nanoTime();
                ada.button("Register now").click();
                assertThat(ada.page().locator("#node[data-stage=active]")).isVisible();
                return (System.nanoTime() - clicked) / NANOS_PER_MILLI;
            }
        }
    }
}
