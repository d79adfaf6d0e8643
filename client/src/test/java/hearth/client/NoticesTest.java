package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.protocol.account.AccountKeys;
import hearth.protocol.account.RecoveryPhrase;
import hearth.protocol.message.wire.AttachmentPointer;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.DataExtractionNotification;
import hearth.protocol.message.wire.DataMessage;
import hearth.protocol.message.wire.OpenGroupInvitation;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Notices of other apps, and invitations to communities. */
class NoticesTest extends HouseholdTest {

    private static final String KEY = "a".repeat(64);

    @Test
    void thatAPictureWasSavedIsToldToItsAuthorOnly() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        house.deliver(ben, keys(ann), picture(), System.currentTimeMillis() + 0);
        await("the picture is there", () -> ben.texts(ann.id()).contains("look"));
        var picture = ben.messages(ben.with(ann)).getLast().id();

        ben.engine.mediaSaved(ben.message(ann, "hello Ben"));
        ben.engine.mediaSaved(picture);

        await("Ann is told", () -> ann.texts(ben.id()).contains("(saved)"));
        await("all is out", () -> ben.engine.network().waiting() == 0);
        assertEquals(1, ann.texts(ben.id()).stream().filter("(saved)"::equals).count());
        assertEquals(
                0,
                ben.texts(ann.id()).stream()
                        .filter(text -> text.contains("(saved)"))
                        .count());
        assertEquals(1, ann.engine.conversations().getFirst().unread(), "a notice is nothing to read");
    }

    @Test
    void noticesOfStrangersAndOfScreenshotsAreNotBelieved() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var mallory = AccountKeys.generate(new SecureRandom());

        house.deliver(
                ann, keys(ben), notice(DataExtractionNotification.Type.SCREENSHOT), System.currentTimeMillis() + 0);
        house.deliver(
                ann, mallory, notice(DataExtractionNotification.Type.MEDIA_SAVED), System.currentTimeMillis() + 1);
        house.deliver(ann, mallory, text("hello"), System.currentTimeMillis() + 2);
        house.deliver(
                ann, mallory, notice(DataExtractionNotification.Type.MEDIA_SAVED), System.currentTimeMillis() + 3);
        house.deliver(ann, keys(ben), text("done"), System.currentTimeMillis() + 4);

        await("all is in", () -> ann.texts(ben.id()).contains("done"));
        assertEquals(List.of("hello"), ann.texts(mallory.id()));
        assertEquals(0, ann.texts(ben.id()).stream().filter("(saved)"::equals).count());
    }

    @Test
    void anInvitationToACommunityNamesWhereItLeadsAndOneToNowhereIsNotOpened() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);

        house.deliver(
                ben,
                keys(ann),
                invitation("Gardeners", "https://open.example.org/garden?public_key=" + KEY),
                System.currentTimeMillis() + 0);
        house.deliver(
                ben,
                keys(ann),
                invitation("", "http://open.example.org:8080/r/garden?public_key=" + KEY),
                System.currentTimeMillis() + 1);
        house.deliver(ben, keys(ann), invitation("Bad", "javascript:alert(1)"), System.currentTimeMillis() + 2);
        house.deliver(
                ben, keys(ann), invitation("Worse", "https://open.example.org/garden"), System.currentTimeMillis() + 3);

        await("all is in", () -> ben.texts(ann.id()).size() == 6);
        assertEquals(
                List.of(
                        "(community Gardeners at https://open.example.org)",
                        "(community garden at http://open.example.org:8080)",
                        "(COMMUNITY_INVITATION) ",
                        "(COMMUNITY_INVITATION) "),
                ben.texts(ann.id()).subList(2, 6));
    }

    private static AccountKeys keys(Household.Member who) throws Exception {
        return AccountKeys.fromSeed16(RecoveryPhrase.decode(String.join(" ", who.engine.recoveryWords())));
    }

    private static Content text(String body) {
        return of(DataMessage.newBuilder().setBody(body));
    }

    private static Content picture() {
        return of(DataMessage.newBuilder()
                .setBody("look")
                .addAttachments(
                        AttachmentPointer.newBuilder().setDeprecatedId(0).setUrl("http://example.invalid/1")));
    }

    private static Content invitation(String name, String url) {
        return of(DataMessage.newBuilder()
                .setOpenGroupInvitation(
                        OpenGroupInvitation.newBuilder().setName(name).setUrl(url)));
    }

    private static Content notice(DataExtractionNotification.Type type) {
        return Content.newBuilder()
                .setDataExtractionNotification(
                        DataExtractionNotification.newBuilder().setType(type).setTimestamp(1))
                .build();
    }

    private static Content of(DataMessage.Builder message) {
        return Content.newBuilder().setDataMessage(message).build();
    }
}
