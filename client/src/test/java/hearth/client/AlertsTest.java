package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.config.Notify;
import hearth.client.conversation.Alerts;
import hearth.client.conversation.MessageId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertsTest extends HouseholdTest {

    @Test
    void m24TheMemberHearsOfWhatTheRuleOfTheChatLetsThrough() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var chat = ann.with(ben);

        assertTrue(ann.engine.alert(says(ben, ann, "one")).isPresent());
        assertFalse(ann.engine.alert(queued(ann.engine.send(chat, "mine"))).isPresent());

        ann.engine.setAlertRule(chat, Notify.NONE);
        assertFalse(ann.engine.alert(says(ben, ann, "two")).isPresent());

        ann.engine.setAlertRule(chat, Notify.MENTIONS);
        assertFalse(ann.engine.alert(says(ben, ann, "three")).isPresent());
        assertTrue(ann.engine.alert(says(ben, ann, "look, @" + ann.id().hex())).isPresent());
        var mine = ben.message(ann, "mine");
        ben.engine.send(ben.with(ann), "an answer", Optional.of(mine));
        await("it came", () -> ann.texts(ben.id()).contains("an answer"));
        assertTrue(ann.engine.alert(ann.message(ben, "an answer")).isPresent());
        ann.restart();
        assertEquals(Notify.MENTIONS, ann.engine.alertRule(chat));

        ann.engine.setAlertRule(chat, Notify.ALL);
        ann.engine.mute(chat, ann.clock.instant().plus(Duration.ofHours(1)));
        assertFalse(ann.engine.alert(says(ben, ann, "four")).isPresent());
        ann.engine.mute(chat, ann.clock.instant().minus(Duration.ofHours(1)));
        var five = says(ben, ann, "five");
        assertTrue(ann.engine.alert(five).isPresent());
        ann.engine.markRead(chat, ann.engine.message(five).orElseThrow().key());
        assertFalse(ann.engine.alert(five).isPresent());

        var six = says(ben, ann, "six");
        ann.engine.block(chat);
        assertFalse(ann.engine.alert(six).isPresent());
    }

    @Test
    void m24ARequestIsToldAsOneAndTheRuleIsKnownOnOtherDevices() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        ben.engine.send(ann.id(), "may I?");
        await("he asks", () -> ann.engine.requests().size() == 1);
        assertTrue(ann.engine.alert(ann.message(ben, "may I?")).orElseThrow().request());
        ann.engine.accept(ann.with(ben));
        assertFalse(ann.engine.alert(ann.message(ben, "may I?")).orElseThrow().request());

        var laptop = house.restore("laptop", ann, "Ann");
        await("it is there", () -> laptop.engine.conversations().size() == 1);
        laptop.engine.setAlertRule(laptop.with(ben), Notify.NONE);
        await("it is known", () -> ann.engine.alertRule(ann.with(ben)) == Notify.NONE);
        assertEquals(Alerts.DEFAULT, ann.engine.alerts());
        var quiet = new Alerts(Alerts.Level.NEITHER, false, true);
        ann.engine.setAlerts(quiet);
        ann.restart();
        assertEquals(quiet, ann.engine.alerts());
    }

    private static MessageId says(Household.Member from, Household.Member to, String text) {
        from.engine.send(to.id(), text);
        await("it came", () -> to.texts(from.id()).contains(text));
        return to.message(from, text);
    }
}
