package hearth.client.config;

import hearth.client.config.tree.ConfigDict;
import hearth.client.config.tree.Signing;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The account's own profile, and its conversation with itself (configuration specification, 13.1). See
 * {@link SyncedConfig} for how to use it. Setting what is there already changes nothing.
 */
public final class UserProfile extends SyncedConfig {

    private static final String NAME = "n";
    private static final String PICTURE_URL = "p";
    private static final String PICTURE_KEY = "q";
    private static final String UPDATED = "t";
    private static final String REUPLOAD_URL = "P";
    private static final String REUPLOAD_KEY = "Q";
    private static final String REUPLOADED = "T";
    private static final String SELF_PRIORITY = "+";
    private static final String SELF_EXPIRY = "e";
    private static final String COMMUNITY_REQUESTS = "M";

    private UserProfile(AccountKeys account, Clock clock) {
        super(ConfigType.USER_PROFILE, ConfigEnvelope.of(ConfigType.USER_PROFILE, account), Signing.NONE, clock);
    }

    /** An empty profile: what a device has that knows nothing yet. {@code clock}: network time. */
    public static UserProfile fresh(AccountKeys account, Clock clock) {
        return new UserProfile(account, clock);
    }

    /** The profile that a {@link #dump} holds. Throws if the dump is damaged. */
    public static UserProfile load(byte[] dump, AccountKeys account, Clock clock) throws FormatException {
        var profile = new UserProfile(account, clock);
        profile.restore(dump);
        return profile;
    }

    /** The display name; empty if none was set. */
    public String name() {
        return Fields.name(data(), NAME);
    }

    /** Sets the display name, at most {@link Names#BYTES_MAX} bytes; empty takes it away. */
    public void setName(String name) {
        edit(fields().nonEmptyName(NAME, Names.require(name, "Display name")));
    }

    /** The picture: as set by the member, or as a device uploaded it anew since, whichever is newer. */
    public Optional<ProfilePicture> picture() {
        var content = data();
        var again = Fields.picture(content, REUPLOAD_URL, REUPLOAD_KEY);
        return again.isPresent() && seconds(REUPLOADED) > seconds(UPDATED)
                ? again
                : Fields.picture(content, PICTURE_URL, PICTURE_KEY);
    }

    /** Sets or takes away the picture. */
    public void setPicture(Optional<ProfilePicture> picture) {
        edit(fields().picture(PICTURE_URL, PICTURE_KEY, picture));
    }

    /** Notes that the same picture was uploaded again, because file servers do not keep files for ever. */
    public void setReuploadedPicture(ProfilePicture picture, long seconds) {
        edit(fields().picture(REUPLOAD_URL, REUPLOAD_KEY, Optional.of(picture)).positive(REUPLOADED, seconds));
    }

    /** When name or picture changed last, in seconds; 0 if unknown. */
    public long updatedSeconds() {
        return Math.max(seconds(UPDATED), seconds(REUPLOADED));
    }

    /**
     * Notes that the member chose or took away the picture at this time, which is not before {@link #updatedSeconds}.
     * Contacts keep the newest profile.
     */
    public void setUpdatedSeconds(long seconds) {
        edit(fields().positive(UPDATED, seconds));
    }

    /**
     * Notes that the member changed something at this time and leaves what {@link #picture} says as it is: of the two times
     * the one moves that the picture goes by.
     */
    public void touch(long seconds) {
        if (seconds(REUPLOADED) > seconds(UPDATED)) {
            edit(fields().positive(REUPLOADED, seconds));
        } else {
            setUpdatedSeconds(seconds);
        }
    }

    /** Where the conversation with oneself stands in the list: 0 as usual, more if pinned, below 0 if hidden. */
    public long selfPriority() {
        return data().number(SELF_PRIORITY);
    }

    public void setSelfPriority(long priority) {
        edit(fields().nonZero(SELF_PRIORITY, priority));
    }

    /** After how many seconds messages to oneself disappear, counted from sending; empty if they stay. */
    public OptionalLong selfExpirySeconds() {
        var seconds = data().number(SELF_EXPIRY);
        return seconds > 0 ? OptionalLong.of(seconds) : OptionalLong.empty();
    }

    /** 0 or less: messages stay. */
    public void setSelfExpirySeconds(long seconds) {
        edit(fields().positive(SELF_EXPIRY, seconds));
    }

    /** Whether people of communities may write; empty if the member did not decide, which counts as no. */
    public Optional<Boolean> communityRequests() {
        return data().hasNumber(COMMUNITY_REQUESTS)
                ? Optional.of(data().number(COMMUNITY_REQUESTS) != 0)
                : Optional.empty();
    }

    public void setCommunityRequests(Optional<Boolean> allowed) {
        edit(
                allowed.isPresent()
                        ? fields().number(COMMUNITY_REQUESTS, allowed.get() ? 1 : 0)
                        : fields().remove(COMMUNITY_REQUESTS));
    }

    private long seconds(String key) {
        return Fields.seconds(data().number(key));
    }

    private Fields fields() {
        return new Fields(data());
    }

    private void edit(Fields fields) {
        ConfigDict content = fields.dict();
        edit(content);
    }
}
