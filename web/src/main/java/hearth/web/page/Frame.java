package hearth.web.page;

import hearth.web.household.BoxState;
import hearth.web.household.Household;
import hearth.web.household.Member;
import hearth.web.household.MemberDoor;
import hearth.web.household.Recovery;
import hearth.web.household.RecoveryState;
import hearth.web.session.FormTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * What the layout around every page shows. Its methods are for templates.
 *
 * @param box      the name of the box; empty as long as it has none
 * @param member   who is signed in
 * @param account  whether that member has an account
 * @param form     the token for forms
 * @param look     colours and sizes
 * @param notice   a line to show once
 * @param reminder which reminder about the recovery words to show
 * @param plain    whether this is a page without TLS
 * @param lockSeconds after how long without use this browser locks itself; 0 for never
 */
record Frame(
        String box,
        Optional<Member> member,
        boolean account,
        String form,
        Look look,
        Optional<Visit.Notice> notice,
        Reminder reminder,
        boolean plain,
        long lockSeconds,
        StaticFiles files) {

    /** The recovery words and their writing down. */
    enum Reminder {
        NONE,
        LATER,
        NOW
    }

    static Frame of(Visit visit, Household household, FormTokens forms, StaticFiles files, Clock clock) {
        var box = household.state() instanceof BoxState.Ready(var name) ? name.text() : "";
        var door = visit.session().map(session -> session.door());
        return new Frame(
                box,
                door.map(MemberDoor::member),
                door.flatMap(MemberDoor::chats).isPresent(),
                forms.of(visit.token()),
                visit.look(),
                // A part of a page shows no line, so it must not take it away from the page.
                visit.session().filter(_ -> visit.isForEyes()).flatMap(session -> session.take(Visit.Notice.class)),
                door.flatMap(MemberDoor::recovery)
                        .map(it -> reminder(it, clock))
                        .orElse(Reminder.NONE),
                false,
                door.flatMap(MemberDoor::lockAfter).map(Duration::toSeconds).orElse(0L),
                files);
    }

    /** A frame for the plain-HTTP pages: no member, no form, nothing kept. */
    static Frame plain(StaticFiles files) {
        return new Frame(
                "", Optional.empty(), false, "", Look.DEFAULT, Optional.empty(), Reminder.NONE, true, 0, files);
    }

    private static Reminder reminder(Recovery recovery, Clock clock) {
        return switch (recovery.state()) {
            case RecoveryState.Confirmed(), RecoveryState.Hidden() -> Reminder.NONE;
            case RecoveryState.Due() -> Reminder.NOW;
            case RecoveryState.Postponed(var until) -> clock.instant().isBefore(until) ? Reminder.LATER : Reminder.NOW;
        };
    }

    /** The address of a static file. */
    public String file(String name) {
        return files.url(name);
    }

    public boolean signedIn() {
        return member.isPresent();
    }

    public boolean owner() {
        return member.map(Member::isOwner).orElse(false);
    }

    public String memberName() {
        return member.map(it -> it.name().text()).orElse("");
    }

    public boolean remind() {
        return reminder != Reminder.NONE;
    }

    /** Which part of the pages the trust guide belongs to. */
    public String section() {
        return plain ? "plain" : "settings";
    }

    /** The line to show once; empty for none. */
    public String noticeText() {
        return notice.map(Visit.Notice::text).orElse("");
    }

    /** Where to take back what that line tells; empty when there is nothing to take back. */
    public String noticeUndo() {
        return notice.map(Visit.Notice::undo).orElse("");
    }
}
