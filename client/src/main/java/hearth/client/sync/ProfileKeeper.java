package hearth.client.sync;

import hearth.client.config.ProfilePicture;
import hearth.client.conversation.DisplayName;
import hearth.client.store.AccountDatabase;
import hearth.client.store.Tx;
import hearth.protocol.Bytes;
import hearth.protocol.id.SessionId;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The name and the picture that the account shows to others, on disk and in the state that its devices share. Safe for use
 * by many threads.
 */
public final class ProfileKeeper {

    private static final String NAME = "profile.name";
    private static final String UPDATED = "profile.updated";
    private static final String PICTURE_URL = "profile.picture.url";
    private static final String PICTURE_KEY = "profile.picture.key";

    private final SessionId self;
    private final AccountDatabase database;
    private final Configs configs;
    private final Changes changes;
    private final Kept<Profile> profile;

    /** Reads what is on disk. */
    public ProfileKeeper(SessionId self, AccountDatabase database, Configs configs, Changes changes) {
        this.self = self;
        this.database = database;
        this.configs = configs;
        this.changes = changes;
        profile = new Kept<>(database.read(this::onDisk));
    }

    private Profile onDisk(Tx tx) throws SQLException {
        return new Profile(
                database.meta().text(tx, NAME).orElse(""),
                picture(tx),
                database.meta().text(tx, UPDATED).map(Long::parseLong).orElse(0L));
    }

    private Optional<ProfilePicture> picture(Tx tx) throws SQLException {
        var url = database.meta().text(tx, PICTURE_URL).orElse("");
        var key = database.meta().text(tx, PICTURE_KEY).orElse("");
        return url.isEmpty()
                ? Optional.empty()
                : Optional.of(new ProfilePicture(url, Bytes.wrap(HexFormat.of().parseHex(key))));
    }

    /** Writes the first name of an account that is about to be opened for the first time. */
    public static void begin(AccountDatabase database, Tx tx, String name, long updatedSeconds) throws SQLException {
        database.meta().putText(tx, NAME, name);
        database.meta().putText(tx, UPDATED, Long.toString(updatedSeconds));
    }

    /** What others are told. */
    public Profile current() {
        return profile.get();
    }

    /** Shows another name from now on, here and on other devices. */
    public void setName(String name, long nowMs) {
        database.update(tx -> {
            var before = onDisk(tx);
            var next = new Profile(name, before.picture(), later(before, nowMs));
            configs.edit(tx, all -> {
                all.profile().setName(next.name());
                all.profile().touch(next.updatedSeconds());
                return next;
            });
            keep(tx, next);
        });
    }

    /** Shows another picture from now on, or none. */
    void setPicture(Tx tx, Optional<ProfilePicture> picture, long nowMs) throws SQLException {
        var before = onDisk(tx);
        if (before.picture().equals(picture)) {
            return;
        }
        var next = new Profile(before.name(), picture, later(before, nowMs));
        configs.edit(tx, all -> {
            all.profile().setPicture(picture);
            all.profile().setUpdatedSeconds(next.updatedSeconds());
            return next;
        });
        keep(tx, next);
    }

    /** The same picture lies somewhere else now. */
    void moved(Tx tx, ProfilePicture picture, long nowMs) throws SQLException {
        var before = onDisk(tx);
        var next = new Profile(before.name(), Optional.of(picture), later(before, nowMs));
        configs.edit(tx, all -> {
            all.profile().setReuploadedPicture(picture, next.updatedSeconds());
            return next;
        });
        keep(tx, next);
    }

    /** Whoever is told keeps what is newer, by the second: two changes within one need two. */
    private static long later(Profile before, long nowMs) {
        return Math.max(nowMs / 1_000, before.updatedSeconds() + 1);
    }

    /** Whether the devices know a name. */
    boolean isNamed() {
        return database.write(
                tx -> configs.edit(tx, all -> !all.profile().name().isEmpty()));
    }

    /**
     * Tells other devices the name that was chosen here, if they have none. Whether notes to oneself are hidden is not
     * said: of two devices that begin at once, one would hide what the other just wrote.
     */
    void seed(Tx tx) throws SQLException {
        var chosen = onDisk(tx);
        configs.edit(tx, all -> {
            if (all.profile().name().isEmpty()) {
                all.profile().setName(chosen.name());
                all.profile().touch(chosen.updatedSeconds());
            }
            return chosen;
        });
    }

    /** Takes over what another device set. */
    void apply(Tx tx) throws SQLException {
        var shared = configs.edit(
                tx,
                all -> new Profile(
                        DisplayName.truncated(all.profile().name()),
                        all.profile().picture(),
                        all.profile().updatedSeconds()));
        if (!shared.name().isEmpty() && !shared.equals(onDisk(tx))) {
            if (database.avatars().say(tx, self, shared.picture(), true)) {
                tx.afterwards(changes::avatarsWanted);
            }
            keep(tx, shared);
        }
    }

    private void keep(Tx tx, Profile next) throws SQLException {
        begin(database, tx, next.name(), next.updatedSeconds());
        database.meta()
                .putText(
                        tx, PICTURE_URL, next.picture().map(ProfilePicture::url).orElse(""));
        database.meta()
                .putText(
                        tx,
                        PICTURE_KEY,
                        next.picture().map(it -> it.key().hex()).orElse(""));
        profile.set(tx, next);
        tx.afterwards(changes::profileChanged);
    }
}
