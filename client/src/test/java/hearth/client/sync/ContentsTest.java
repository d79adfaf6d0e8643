package hearth.client.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.client.config.Expiry;
import hearth.client.store.QuoteRef;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.wire.Content;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bytes of contents, as messages.md section 4.10 gives them: Alice and Bob of section 2.1, times after T. */
class ContentsTest {

    private static final long T = 1_700_000_000_123L;
    private static final SessionId ALICE = person("000102030405060708090a0b0c0d0e0f");

    @Test
    void anAnswerNamesTheMessageItAnswers() {
        var content = Contents.text(
                "yes", Optional.of(new QuoteRef(ALICE, T)), Expiry.OFF, new Profile("Bob", Optional.empty(), 1));

        assertEquals("""
                0a520a03796573424b08fbd095ffbc31124230356361303362386533363961656562363966643236306332393537643337623233326462313761363064623761\
                33396263613966306330613662653133356331616000680078e3d895ffbc31""", hex(withoutProfile(content), T + 1_000));
    }

    @Test
    void aReactionNamesItsMessage() {
        var content = Contents.reaction(ALICE, T, "👍", true, Expiry.OFF, new Profile("Bob", Optional.empty(), 1));

        assertEquals("""
                0a555a5308fbd095ffbc311242303563613033623865333639616565623639666432363063323935376433376232333264623137613630646237613339626361\
                3966306330613662653133356331611a04f09f918d20006000680078cbe095ffbc31""", hex(withoutProfile(content), T + 2_000));
    }

    @Test
    void aChangeOfTheTimerIsTheFirstMessageThatHasIt() {
        var day = new Expiry(Expiry.Mode.AFTER_READ, 86_400);

        assertEquals("0a02200260016880a30578d38796ffbc31", hex(Contents.timerChange(day), T + 7_000));
        assertEquals(day, Contents.expiry(Contents.timerChange(day)));
    }

    @Test
    void aNoticeThatSomethingWasSavedNamesTheMessageAndHasToBeReadBeforeItGoes() {
        assertEquals(
                "4209080210fbd095ffbc316000680078bb8f96ffbc31", hex(Contents.mediaSaved(T, Expiry.OFF), T + 8_000));
        assertEquals(
                new Expiry(Expiry.Mode.AFTER_READ, 60),
                Contents.expiry(Contents.mediaSaved(T, new Expiry(Expiry.Mode.AFTER_SEND, 60))));
    }

    @Test
    void aReceiptNamesWhatWasRead() {
        assertEquals("2a09080110fbd095ffbc316000680078b3e895ffbc31", hex(Contents.receipt(List.of(T)), T + 3_000));
    }

    @Test
    void aSignOfWritingHasTheTimeOfItsMessage() {
        assertEquals("3209089bf095ffbc31100060006800789bf095ffbc31", hex(Contents.typing(T + 4_000, true), T + 4_000));
    }

    @Test
    void aTimerNeedsModeAndTimeAndItsSecondsAreUnsigned() {
        var longest = new Expiry(Expiry.Mode.AFTER_SEND, 0xffff_ffffL);

        assertEquals(longest, Contents.expiry(Contents.timerChange(longest)));
        assertEquals(
                Expiry.OFF,
                Contents.expiry(Content.newBuilder().setExpirationTimer(60).build()));
        assertEquals(
                Expiry.OFF,
                Contents.expiry(Content.newBuilder()
                        .setExpirationType(Content.ExpirationType.DELETE_AFTER_READ)
                        .build()));
    }

    static String hex(Content content, long sentAtMs) {
        return HexFormat.of()
                .formatHex(content.toBuilder().setSigTimestamp(sentAtMs).build().toByteArray());
    }

    /** The published bytes were made without one. */
    private static Content withoutProfile(Content content) {
        return content.toBuilder()
                .setDataMessage(content.getDataMessage().toBuilder().clearProfile())
                .build();
    }

    private static SessionId person(String seed) {
        return AccountKeys.fromSeed16(HexFormat.of().parseHex(seed)).id();
    }
}
