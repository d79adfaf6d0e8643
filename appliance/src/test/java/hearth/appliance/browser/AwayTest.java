package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import hearth.client.config.Expiry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Days and months pass (product.md M12, D1): in a house of its own, since they pass for everybody in it. */
@TestInstance(Lifecycle.PER_CLASS)
class AwayTest {

    /** Longer than the network keeps messages. */
    private static final Duration SOME_WEEKS = Duration.ofDays(17);

    private Path folder;
    private Family family;

    @BeforeAll
    void moveIn(@TempDir Path folder) throws Exception {
        this.folder = folder;
        family = Family.moveIn(folder);
    }

    @AfterAll
    void moveOut() {
        family.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1300})
    void m12WhatIsToDisappearDoesSoOnAllScreens(int width) throws Exception {
        try (var two = Two.meet(family, "Eva" + width, "Fio" + width, width);
                var second = family.somebody(Two.viewport(width))) {
            var eva = two.one();
            var fio = two.other();
            second.signsIn("Fio" + width);
            second.opensTheChatWith("Eva" + width);
            two.ones()
                    .setExpiry(two.ones().conversations().getFirst().id(), new Expiry(Expiry.Mode.AFTER_SEND, 86_400));
            eva.says("Gone tomorrow");
            for (var screen : List.of(eva, fio, second)) {
                assertThat(screen.message("Gone tomorrow").locator(".timer")).isVisible();
            }

            family.house().clock().advance(Duration.ofHours(25));
            fio.says("Still here");

            for (var screen : List.of(eva, fio, second)) {
                assertThat(screen.message("Still here")).isVisible();
                assertThat(screen.message("Gone tomorrow")).hasCount(0);
            }
            eva.opens("/search?q=tomorrow");
            assertThat(eva.page().getByText("Nothing found", new Page.GetByTextOptions().setExact(false)))
                    .isVisible();
            eva.witness().sawNothing();
            fio.witness().sawNothing();
        }
    }

    @Test
    void d1EveryMessageOfAMonthIsThereAndTheSettingsOnTheNetworkHaveNotLapsed() throws Exception {
        var words = family.words("Ada");
        var ada = family.signedInChats("Ada");
        var ben = family.signedInChats("Ben");
        for (var text : List.of("In the first week", "In the third week", "In the fifth week")) {
            var before = ada.conversations().getFirst().unread();
            ben.send(ada.id(), text);
            Family.await(() -> ada.conversations().getFirst().unread() > before);
            family.house().clock().advance(SOME_WEEKS);
        }
        family.house().restartBox();

        for (var width : List.of(360, 1300)) {
            try (var screen = family.somebody(Two.viewport(width))) {
                screen.signsIn("Ada");
                screen.opensTheChatWith("Ben");
                for (var text : List.of("In the first week", "In the third week", "In the fifth week")) {
                    assertThat(screen.message(text)).hasCount(1);
                }
                Album.keepAsIs(screen.page(), "chat-after-a-month");
                screen.witness().sawNothing();
            }
        }
        family.join("Ada elsewhere").close();
        try (var elsewhere = family.somebody(Two.viewport(360))) {
            elsewhere.bringsIn("Ada elsewhere", words);
            // The contact is known, while the messages are long gone from the network.
            assertThat(elsewhere.page().locator(".restoration")).containsText("Your account is back");
            assertThat(elsewhere.page().locator(".restoration")).containsText("One contact");
            elsewhere.opensTheChatWith("Ben");
            assertThat(elsewhere.message("In the first week")).hasCount(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1300})
    void d1WhoeverLetsTheBoxGoOnMissesNothingThoughItRestartsAndTheyAreAwayForWeeks(int width) throws Exception {
        var gil = "Gil" + width;
        var hal = "Hal" + width;
        var id = Two.acquaint(family, gil, hal).ones().id();
        try (var screen = family.somebody(Two.viewport(width))) {
            screen.signsIn(gil);
            screen.opens("/settings/safety");
            screen.page().locator("#go-on-current").fill("not the password");
            screen.button("Go on by itself").click();
            assertThat(screen.page().locator("#go-on-current-problem")).isVisible();
            screen.page().locator("#go-on-current").fill(Person.PASSWORD);
            screen.button("Go on by itself").click();
            assertThat(screen.page().getByText("Now: the box goes on by itself."))
                    .isVisible();
            Album.keepAsIs(screen.page(), "safety-goes-on");
        }

        family.house().restartBox();
        var before = messagesOnDisk();
        family.signedInChats(hal).send(id, "While nobody was here");
        Family.await(() -> messagesOnDisk() == before + 2);
        family.house().clock().advance(SOME_WEEKS);

        try (var screen = family.somebody(Two.viewport(width))) {
            screen.signsIn(gil);
            screen.opensTheChatWith(hal);
            assertThat(screen.message("While nobody was here")).isVisible();
        }
    }

    /** In all accounts of the box, as somebody with its disk would count them. */
    private long messagesOnDisk() {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith("account.db"))
                    .mapToLong(AwayTest::messages)
                    .sum();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long messages(Path database) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM messages")) {
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
