package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A message that cannot go out: what its sender sees, and what they can do. */
@ExtendWith(AtHome.class)
class StuckTest {

    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    @Test
    void aMessageWaitsWithAReasonAndGoesOutOnceWhenTriedAgain(Family family) throws Exception {
        try (var ada = family.signedIn("Ada");
                var ben = family.signedIn("Ben")) {
            ben.opensTheChatWith("Ada");
            ada.opensTheChatWith("Ben");
            var message = ada.message("Into the dark");
            try {
                goDark(family.house());
                ada.says("Into the dark");

                assertThat(message).containsText("Waiting", PATIENTLY);
                assertThat(message).containsText("Not sent yet: ");
                Album.keep(ada.page(), "waiting");
            } finally {
                comeBack(family.house());
            }
            inside(message, "Try now").click();

            assertThat(message).containsText("Sent", PATIENTLY);
            assertThat(ben.message("Into the dark")).hasCount(1);
            ada.witness().sawNothing();
            ben.witness().sawNothing();
        }
    }

    @Test
    void aMessageTakenBackIsInTheWritingFieldAgain(Family family) throws Exception {
        try (var ada = family.signedIn("Ada")) {
            ada.opensTheChatWith("Ben");
            try {
                goDark(family.house());
                ada.says("Said in anger");
                assertThat(ada.message("Said in anger")).containsText("Waiting", PATIENTLY);

                inside(ada.message("Said in anger"), "Take back").click();

                assertThat(ada.page().getByText("Taken back.")).isVisible();
                assertThat(ada.page().locator("#text")).hasValue("Said in anger");
                assertThat(ada.message("Said in anger")).hasCount(0);
            } finally {
                comeBack(family.house());
            }
        }
    }

    @Test
    void aMessageThatFailedForTwoWeeksSaysSoAndGoesOutWhenTriedAgain(@TempDir Path folder) throws Exception {
        try (var family = Family.moveIn(folder);
                var ada = family.signedIn("Ada")) {
            ada.opensTheChatWith("Ben");
            goDark(family.house());
            ada.says("Two weeks late");
            var message = ada.message("Two weeks late");
            assertThat(message).containsText("Waiting", PATIENTLY);

            family.house().clock().advance(Duration.ofDays(15));
            ada.signsIn("Ada");
            assertThat(ada.chatWith("Ben")).containsText("Not sent", PATIENTLY);
            ada.opensTheChatWith("Ben");
            assertThat(message).containsText("It could not be sent for 14 days", PATIENTLY);
            Album.keep(ada.page(), "failed");
            comeBack(family.house());
            inside(message, "Try now").click();

            assertThat(message).containsText("Sent", PATIENTLY);
            ada.witness().sawNothing();
        }
    }

    private static void goDark(House house) {
        house.nodePorts().forEach(house::stopNode);
    }

    private static void comeBack(House house) throws IOException {
        for (var port : house.nodePorts()) {
            house.restartNode(port);
        }
    }

    private static Locator inside(Locator message, String button) {
        return message.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button));
    }
}
