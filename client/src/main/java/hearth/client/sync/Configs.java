package hearth.client.sync;

import hearth.client.config.Contacts;
import hearth.client.config.ConvoInfoVolatile;
import hearth.client.config.SyncedConfig;
import hearth.client.config.UserGroups;
import hearth.client.config.UserProfile;
import hearth.client.network.NetworkTime;
import hearth.client.store.AccountDatabase;
import hearth.client.store.Tx;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The state that all devices of the account share (config.md), and its place on disk. It is touched only inside write
 * transactions, of which there is one at a time, and is written together with what follows from it: after a failure or a
 * power cut both are as they were.
 */
public final class Configs {

    private static final System.Logger LOG = System.getLogger(Configs.class.getName());

    /** The four of them. */
    record All(UserProfile profile, Contacts contacts, ConvoInfoVolatile reads, UserGroups groups) {

        /** In the order in which they are merged (config.md section 11). */
        List<SyncedConfig> each() {
            return List.of(profile, contacts, groups, reads);
        }
    }

    /** Looks at them, or changes them. */
    interface Edit<T> {
        T apply(All all) throws SQLException;
    }

    private final AccountKeys keys;
    private final AccountDatabase database;
    private final Clock clock;
    private volatile Runnable pushIsDue = () -> {};

    /** What follows is guarded by this: the state as of the last commit, unless a transaction has it. */
    private Optional<All> settled = Optional.empty();

    private Optional<All> open = Optional.empty();
    private Optional<Tx> holder = Optional.empty();

    public Configs(AccountKeys keys, AccountDatabase database, NetworkTime time) {
        this.keys = keys;
        this.database = database;
        this.clock = new NetworkClock(time);
    }

    /** {@code action} is called after every change that other devices must hear of. */
    void onPushIsDue(Runnable action) {
        pushIsDue = action;
    }

    /** Runs {@code edit} in a write transaction; what it changed is on disk when that is committed. */
    <T> T edit(Tx tx, Edit<T> edit) throws SQLException {
        var all = hold(tx);
        var result = edit.apply(all);
        for (var config : all.each()) {
            if (config.needsDump()) {
                database.meta().put(tx, name(config), config.dump());
                if (config.state() == SyncedConfig.State.DIRTY) {
                    tx.afterwards(pushIsDue);
                }
            }
        }
        return result;
    }

    private synchronized All hold(Tx tx) throws SQLException {
        if (holder.isPresent() && holder.get() == tx) {
            return open.orElseThrow();
        }
        // If this transaction fails, nobody gives the state back, and the next one reads it from disk.
        var all = settled.isPresent() ? settled.get() : load(tx);
        settled = Optional.empty();
        open = Optional.of(all);
        holder = Optional.of(tx);
        tx.atCommit(this::giveBack);
        return all;
    }

    private synchronized void giveBack() {
        settled = open;
        open = Optional.empty();
        holder = Optional.empty();
    }

    private All load(Tx tx) throws SQLException {
        return new All(
                load(tx, UserProfile.fresh(keys, clock), dump -> UserProfile.load(dump, keys, clock)),
                load(tx, Contacts.fresh(keys, clock), dump -> Contacts.load(dump, keys, clock)),
                load(tx, ConvoInfoVolatile.fresh(keys, clock), dump -> ConvoInfoVolatile.load(dump, keys, clock)),
                load(tx, UserGroups.fresh(keys, clock), dump -> UserGroups.load(dump, keys, clock)));
    }

    private interface Loader<C> {
        C load(byte[] dump) throws FormatException;
    }

    private <C extends SyncedConfig> C load(Tx tx, C fresh, Loader<C> loader) throws SQLException {
        var dump = database.meta().get(tx, name(fresh));
        if (dump.isEmpty()) {
            return fresh;
        }
        try {
            return loader.load(dump.get());
        } catch (FormatException damaged) {
            LOG.log(System.Logger.Level.ERROR, "What was kept of {0} cannot be read; it is fetched anew", fresh.type());
            return fresh;
        }
    }

    private static String name(SyncedConfig config) {
        return "config." + config.type().namespace();
    }
}
