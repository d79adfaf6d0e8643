package hearth.client.sync;

import hearth.client.config.GroupEntry;
import hearth.client.config.UserGroups;
import hearth.client.conversation.Membership;
import hearth.client.store.AccountDatabase;
import hearth.client.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;

/** Keeps the list of groups and communities on disk as the account's devices know it. */
final class Memberships {

    private Memberships() {}

    /** Does here what other devices did. Returns whether that is news. */
    static boolean apply(Tx tx, AccountDatabase database, UserGroups groups) throws SQLException {
        var all = new ArrayList<Membership>();
        for (var group : groups.groups()) {
            all.add(new Membership(
                    Membership.Kind.GROUP,
                    group.id().hex(),
                    group.name(),
                    group.settings().priority(),
                    group.settings().joinedSeconds(),
                    group.removal() != GroupEntry.Removal.NOT_REMOVED));
        }
        for (var group : groups.legacyGroups()) {
            all.add(new Membership(
                    Membership.Kind.LEGACY_GROUP,
                    group.id().hex(),
                    group.name(),
                    group.settings().priority(),
                    group.settings().joinedSeconds(),
                    false));
        }
        for (var community : groups.communities()) {
            all.add(new Membership(
                    Membership.Kind.COMMUNITY,
                    community.room().url(),
                    community.room().room(),
                    community.settings().priority(),
                    community.settings().joinedSeconds(),
                    false));
        }
        return database.memberships().replace(tx, all);
    }
}
