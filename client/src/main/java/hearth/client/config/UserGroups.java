package hearth.client.config;

import hearth.client.config.tree.ConfigDict;
import hearth.client.config.tree.ConfigScalar;
import hearth.client.config.tree.Signing;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.community.CommunityRoom;
import hearth.protocol.community.CommunityUrl;
import hearth.protocol.id.SessionId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The groups and communities that an account belongs to (configuration specification, 13.4). See {@link SyncedConfig} for
 * how to use it. Erasing a group leaves it on all devices.
 */
public final class UserGroups extends SyncedConfig {

    private static final String GROUPS = "g";
    private static final String LEGACY_GROUPS = "C";
    private static final String SEED = "K";
    private static final String AUTH_DATA = "s";

    private UserGroups(AccountKeys account, Clock clock) {
        super(ConfigType.USER_GROUPS, ConfigEnvelope.of(ConfigType.USER_GROUPS, account), Signing.NONE, clock);
    }

    /** No groups: what a device has that knows nothing yet. {@code clock}: network time. */
    public static UserGroups fresh(AccountKeys account, Clock clock) {
        return new UserGroups(account, clock);
    }

    /** The groups that a {@link #dump} holds. Throws if the dump is damaged. */
    public static UserGroups load(byte[] dump, AccountKeys account, Clock clock) throws FormatException {
        var groups = new UserGroups(account, clock);
        groups.restore(dump);
        return groups;
    }

    /** All groups, in the order of their ids. */
    public List<GroupEntry> groups() {
        return list(GROUPS, SessionId.Kind.GROUP, UserGroups::readGroup);
    }

    /** The group with this id, if there is one. */
    public Optional<GroupEntry> group(SessionId id) {
        return record(GROUPS, id).map(record -> readGroup(id, record));
    }

    /** Adds a group or replaces what is known of it. Keys of a group that was destroyed are not kept. */
    public void set(GroupEntry entry) {
        var group = entry.removal() == GroupEntry.Removal.DESTROYED ? entry.destroyed() : entry;
        var fields = new Fields(data().dict(GROUPS).dict(Fields.key(group.id())))
                .apply(group.settings()::write)
                .nonEmptyName("n", group.name())
                .positive("r", group.removal().ordinal())
                .octets(SEED, group.seed().orElse(Bytes.EMPTY));
        if (group.seed().isEmpty()) {
            group.authData().ifPresentOrElse(data -> fields.octets(AUTH_DATA, data), () -> fields.remove(AUTH_DATA));
        }
        put(GROUPS, group.id(), fields.dict());
    }

    /** All rooms of communities, by server and room. */
    public List<CommunityEntry> communities() {
        return CommunityTree.rooms(data()).stream()
                .map(room -> new CommunityEntry(room.address(), GroupSettings.read(room.record())))
                .toList();
    }

    /** The room at this address, if the account joined it. Throws if it can be the address of none. */
    public Optional<CommunityEntry> community(String server, String room) throws FormatException {
        var canonical = CommunityUrl.canonical(server);
        var token = CommunityRoom.canonicalRoom(room);
        return communities().stream()
                .filter(entry -> entry.room().server().equals(canonical)
                        && entry.room().token().equals(token))
                .findFirst();
    }

    /** Adds a room or replaces what is known of it. */
    public void set(CommunityEntry community) {
        var room = community.room();
        var fields = new Fields(CommunityTree.record(data(), room))
                .apply(community.settings()::write)
                .text("n", room.room());
        edit(CommunityTree.with(data(), room, fields.dict()));
    }

    /** Leaves the room at this address; says whether the account was in it. */
    public boolean eraseCommunity(String server, String room) throws FormatException {
        var content = data();
        edit(CommunityTree.without(content, CommunityUrl.canonical(server), CommunityRoom.canonicalRoom(room)));
        return !content.equals(data());
    }

    /** All groups of the old kind, in the order of their ids. */
    public List<LegacyGroupEntry> legacyGroups() {
        return list(LEGACY_GROUPS, SessionId.Kind.STANDARD, UserGroups::readLegacy);
    }

    /** The group of the old kind with this id, if there is one. */
    public Optional<LegacyGroupEntry> legacyGroup(SessionId id) {
        return record(LEGACY_GROUPS, id).map(record -> readLegacy(id, record));
    }

    /** Adds a group of the old kind or replaces what is known of it. */
    public void set(LegacyGroupEntry group) {
        var admins = new ArrayList<SessionId>();
        var members = new ArrayList<SessionId>();
        group.members().forEach((id, admin) -> (admin ? admins : members).add(id));
        var fields = new Fields(data().dict(LEGACY_GROUPS).dict(Fields.key(group.id())))
                .apply(group.settings()::write)
                .name("n", group.name())
                .ids("m", members)
                .ids("a", admins)
                .positive("E", group.expirySeconds());
        group.keys()
                .ifPresentOrElse(
                        keys -> fields.octets("k", keys.publicKey()).octets("K", keys.secretKey()),
                        () -> fields.remove("k").remove("K"));
        put(LEGACY_GROUPS, group.id(), fields.dict());
    }

    /** Leaves the group with this id; says whether the account was in it. */
    public boolean eraseGroup(SessionId id) {
        return erase(GROUPS, id);
    }

    /** Forgets the group of the old kind with this id; says whether there was one. */
    public boolean eraseLegacyGroup(SessionId id) {
        return erase(LEGACY_GROUPS, id);
    }

    private boolean erase(String key, SessionId id) {
        var all = data().dict(key);
        var rest = all.without(Fields.key(id));
        edit(data().with(key, rest));
        return rest.size() < all.size();
    }

    private void put(String key, SessionId id, ConfigDict record) {
        edit(data().with(key, data().dict(key).with(Fields.key(id), record)));
    }

    private Optional<ConfigDict> record(String key, SessionId id) {
        return data().dict(key)
                .find(Fields.key(id))
                .flatMap(value -> value instanceof ConfigDict record ? Optional.of(record) : Optional.empty());
    }

    private <T> List<T> list(String key, SessionId.Kind kind, BiFunction<SessionId, ConfigDict, T> read) {
        var all = new ArrayList<T>();
        data().dict(key).forEach((id, value) -> {
            if (value instanceof ConfigDict record) {
                Fields.id(id, kind).ifPresent(known -> all.add(read.apply(known, record)));
            }
        });
        return all;
    }

    private static GroupEntry readGroup(SessionId id, ConfigDict record) {
        var removal = record.number("r");
        var removals = GroupEntry.Removal.values();
        return new GroupEntry(
                id,
                Fields.name(record, "n"),
                record.octets(SEED).filter(seed -> GroupEntry.belongs(seed, id)),
                record.octets(AUTH_DATA).filter(data -> data.length() == GroupEntry.AUTH_DATA_BYTES),
                removal > 0 && removal < removals.length ? removals[(int) removal] : GroupEntry.Removal.NOT_REMOVED,
                GroupSettings.read(record));
    }

    private static LegacyGroupEntry readLegacy(SessionId id, ConfigDict record) {
        return new LegacyGroupEntry(
                id,
                Fields.name(record, "n"),
                legacyKeys(record),
                legacyMembers(record),
                Math.max(0, record.number("E")),
                GroupSettings.read(record));
    }

    private static Optional<LegacyGroupEntry.Keys> legacyKeys(ConfigDict record) {
        var publicKey = record.octets("k").filter(key -> key.length() == SessionId.KEY_BYTES);
        var secretKey = record.octets("K").filter(key -> key.length() == SessionId.KEY_BYTES);
        return publicKey.isPresent() && secretKey.isPresent()
                ? Optional.of(new LegacyGroupEntry.Keys(publicKey.get(), secretKey.get()))
                : Optional.empty();
    }

    /** Who stands in both lists is a member only, as everywhere on the network. */
    private static Map<SessionId, Boolean> legacyMembers(ConfigDict record) {
        var members = new HashMap<SessionId, Boolean>();
        addMembers(record, "a", true, members);
        addMembers(record, "m", false, members);
        return members;
    }

    private static void addMembers(ConfigDict record, String key, boolean admin, Map<SessionId, Boolean> members) {
        for (var member : record.set(key).members()) {
            if (member instanceof ConfigScalar.Octets(var bytes)) {
                Fields.id(bytes, SessionId.Kind.STANDARD).ifPresent(id -> members.put(id, admin));
            }
        }
    }
}
