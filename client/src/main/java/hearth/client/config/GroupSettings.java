package hearth.client.config;

import hearth.client.config.tree.ConfigDict;

/**
 * What is kept of every group and community alike.
 *
 * @param priority         0 as usual, more if pinned, below 0 if hidden
 * @param joinedSeconds    when the account joined; 0 if unknown
 * @param muteUntilSeconds 0 or less if not muted
 * @param invited          whether the invitation is not accepted yet
 */
public record GroupSettings(
        long priority, long joinedSeconds, Notify notifications, long muteUntilSeconds, boolean invited) {

    /** Nothing special. */
    public static final GroupSettings DEFAULT = new GroupSettings(0, 0, Notify.DEFAULT, 0, false);

    static GroupSettings read(ConfigDict record) {
        return new GroupSettings(
                record.number("+"),
                Fields.seconds(Math.max(0, record.number("j"))),
                Notify.of(record.number("@")),
                Fields.seconds(record.number("!")),
                record.number("i") != 0);
    }

    void write(Fields fields) {
        fields.nonZero("+", priority)
                .positive("j", Fields.seconds(joinedSeconds))
                .positive("@", notifications.ordinal())
                .positive("!", Fields.seconds(muteUntilSeconds))
                .flag("i", invited);
    }

    public GroupSettings withPriority(long newPriority) {
        return new GroupSettings(newPriority, joinedSeconds, notifications, muteUntilSeconds, invited);
    }

    public GroupSettings withJoinedSeconds(long seconds) {
        return new GroupSettings(priority, seconds, notifications, muteUntilSeconds, invited);
    }

    public GroupSettings withNotify(Notify newNotify) {
        return new GroupSettings(priority, joinedSeconds, newNotify, muteUntilSeconds, invited);
    }

    public GroupSettings withMuteUntilSeconds(long seconds) {
        return new GroupSettings(priority, joinedSeconds, notifications, seconds, invited);
    }

    public GroupSettings withInvited(boolean value) {
        return new GroupSettings(priority, joinedSeconds, notifications, muteUntilSeconds, value);
    }
}
