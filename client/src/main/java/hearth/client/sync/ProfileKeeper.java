package hearth.client.sync;

import hearth.client.conversation.DisplayName;
import hearth.client.store.AccountDatabase;
import hearth.client.store.Tx;
import java.sql.SQLException;

/** The name that the account shows to others, on disk and in the state that its devices share. Safe for use by many threads. */
public final class ProfileKeeper {

    private static final String NAME = "profile.name";
    private static final String UPDATED = "profile.updated";

    private final AccountDatabase database;
    private final Configs configs;
    private final Changes changes;
    private final Kept<Profile> profile;

    /** Reads what is on disk. */
    public ProfileKeeper(AccountDatabase database, Configs configs, Changes changes) {
        this.database = database;
        this.configs = configs;
        this.changes = changes;
        profile = new Kept<>(database.read(this::onDisk));
    }

    private Profile onDisk(Tx tx) throws SQLException {
        return new Profile(
                database.meta().text(tx, NAME).orElse(""),
                database.meta().text(tx, UPDATED).map(Long::parseLong).orElse(0L));
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
            var next = new Profile(name, nowMs / 1_000);
            configs.edit(tx, all -> {
                all.profile().setName(next.name());
                all.profile().setUpdatedSeconds(next.updatedSeconds());
                return next;
            });
            keep(tx, next);
        });
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
                all.profile().setUpdatedSeconds(chosen.updatedSeconds());
            }
            return chosen;
        });
    }

    /** Takes over the name that another device set. */
    void apply(Tx tx) throws SQLException {
        var shared = configs.edit(
                tx,
                all -> new Profile(
                        DisplayName.truncated(all.profile().name()),
                        all.profile().updatedSeconds()));
        if (!shared.name().isEmpty() && !shared.equals(onDisk(tx))) {
            keep(tx, shared);
        }
    }

    private void keep(Tx tx, Profile next) throws SQLException {
        begin(database, tx, next.name(), next.updatedSeconds());
        profile.set(tx, next);
        tx.afterwards(changes::profileChanged);
    }
}
