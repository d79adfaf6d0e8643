package hearth.web.session;

import java.time.Duration;

/**
 * How long and how many.
 *
 * @param idle         a session not used for this long ends; at least 20 hours, so that nobody is timed out while
 *                     reading or writing (WCAG 2.2.1)
 * @param age          a session ends this long after signing in, used or not
 * @param total        most sessions at the same time; a further one ends the one unused the longest
 * @param perMember    the same for one member
 * @param livePerOne   live connections one session may hold open
 */
public record SessionLimits(Duration idle, Duration age, int total, int perMember, int livePerOne) {

    // Before the default, which is checked against it.
    private static final Duration IDLE_MIN = Duration.ofHours(20);

    public static final SessionLimits DEFAULT = new SessionLimits(Duration.ofDays(7), Duration.ofDays(30), 256, 24, 8);

    public SessionLimits {
        if (idle.compareTo(IDLE_MIN) < 0) {
            throw new IllegalArgumentException("web.session-idle is " + idle + ", it must be at least " + IDLE_MIN);
        }
        if (age.compareTo(idle) < 0) {
            throw new IllegalArgumentException("web.session-age is " + age + ", it must be at least web.session-idle");
        }
        if (perMember < 1 || total < perMember) {
            throw new IllegalArgumentException("web.sessions-max is " + total + " and web.sessions-per-member-max is "
                    + perMember + "; the second must be at least 1 and at most the first");
        }
        if (livePerOne < 1) {
            throw new IllegalArgumentException("web.live-per-session-max is " + livePerOne + ", it must be at least 1");
        }
    }
}
