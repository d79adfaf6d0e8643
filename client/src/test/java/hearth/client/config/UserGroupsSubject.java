package hearth.client.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.community.CommunityRoom;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.SessionId;
import hearth.vectors.VectorCase;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Optional;
import java.util.TreeMap;

/** Groups in the scenarios of the vectors. */
final class UserGroupsSubject implements ConfigSubject<UserGroups> {

    private static final int SECRET_KEY_BYTES = 64;

    @Override
    public UserGroups fresh(AccountKeys account, Clock clock) {
        return UserGroups.fresh(account, clock);
    }

    @Override
    public UserGroups load(byte[] dump, AccountKeys account, Clock clock) throws FormatException {
        return UserGroups.load(dump, account, clock);
    }

    @Override
    public void set(UserGroups groups, VectorCase step) throws FormatException {
        switch (step.text("kind")) {
            case "group" -> setGroup(groups, step);
            case "legacy_group" -> setLegacy(groups, step);
            case "community" -> setCommunity(groups, step);
            default -> throw new AssertionError("unknown kind");
        }
    }

    private static void setGroup(UserGroups groups, VectorCase step) throws FormatException {
        var id = SessionId.parse(step.text("id"));
        var group = groups.group(id).orElse(GroupEntry.of(id));
        group = group.withSettings(settings(group.settings(), step));
        if (step.has("name")) {
            group = group.withName(ConfigSubject.text(step, "name"));
        }
        if (step.has("secretkey")) {
            group = group.withSeed(seed(step.hex("secretkey"), id));
        }
        if (step.has("auth_data")) {
            // Of another length it counts as none.
            group = group.withAuthData(Optional.of(Bytes.wrap(step.hex("auth_data")))
                    .filter(data -> data.length() == GroupEntry.AUTH_DATA_BYTES));
        }
        if (step.has("mark")) {
            group = switch (step.text("mark")) {
                case "kicked" -> group.kicked();
                case "destroyed" -> group.destroyed();
                case "invited" -> group.invitedAgain();
                default -> throw new AssertionError("unknown mark");
            };
        }
        groups.set(group);
    }

    /** The seed of a secret key in libsodium's form, if it is the group's. */
    private static Optional<Bytes> seed(byte[] secretKey, SessionId id) {
        if (secretKey.length != SECRET_KEY_BYTES) {
            return Optional.empty();
        }
        var seed = Bytes.wrap(Arrays.copyOf(secretKey, Ed25519KeyPair.SEED_BYTES));
        return GroupEntry.belongs(seed, id) ? Optional.of(seed) : Optional.empty();
    }

    private static void setLegacy(UserGroups groups, VectorCase step) throws FormatException {
        var id = SessionId.parse(step.text("session_id"));
        var group = groups.legacyGroup(id).orElse(LegacyGroupEntry.of(id));
        var members = new HashMap<>(group.members());
        for (var added : step.node().path("add_members").properties()) {
            members.put(SessionId.parse(added.getKey()), added.getValue().booleanValue());
        }
        for (var removed : step.node().path("remove_members")) {
            members.remove(SessionId.parse(removed.textValue()));
        }
        var keys = step.has("enc_pubkey")
                ? Optional.of(new LegacyGroupEntry.Keys(
                        Bytes.wrap(step.hex("enc_pubkey")), Bytes.wrap(step.hex("enc_seckey"))))
                : group.keys();
        groups.set(new LegacyGroupEntry(
                id,
                step.has("name") ? ConfigSubject.text(step, "name") : group.name(),
                keys,
                members,
                step.node().path("disappearing_timer").asLong(group.expirySeconds()),
                settings(group.settings(), step)));
    }

    private static void setCommunity(UserGroups groups, VectorCase step) throws FormatException {
        var room = step.has("full_url")
                ? CommunityRoom.parse(step.text("full_url"))
                : CommunityRoom.of(step.text("base_url"), step.text("room"), Bytes.wrap(step.hex("pubkey")));
        var known = groups.community(room.server(), room.room());
        // A room that is known keeps the name that it has.
        var named = new CommunityRoom(
                room.server(), known.map(entry -> entry.room().room()).orElse(room.room()), room.serverKey());
        groups.set(new CommunityEntry(
                named, settings(known.map(CommunityEntry::settings).orElse(GroupSettings.DEFAULT), step)));
    }

    private static GroupSettings settings(GroupSettings old, VectorCase step) {
        var node = step.node();
        return new GroupSettings(
                node.path("priority").asLong(old.priority()),
                node.path("joined_at").asLong(old.joinedSeconds()),
                Notify.of(node.path("notifications").asLong(old.notifications().ordinal())),
                node.path("mute_until").asLong(old.muteUntilSeconds()),
                node.path("invited").asBoolean(old.invited()));
    }

    @Override
    public boolean erase(UserGroups groups, VectorCase step) throws FormatException {
        return switch (step.text("kind")) {
            case "group" -> groups.eraseGroup(SessionId.parse(step.text("id")));
            case "legacy_group" -> groups.eraseLegacyGroup(SessionId.parse(step.text("session_id")));
            case "community" -> groups.eraseCommunity(step.text("base_url"), step.text("room"));
            default -> throw new AssertionError("unknown kind");
        };
    }

    @Override
    public ObjectNode content(UserGroups groups) {
        var list = JSON.arrayNode();
        groups.groups().forEach(group -> list.add(content(group)));
        groups.communities().forEach(community -> list.add(content(community)));
        groups.legacyGroups().forEach(group -> list.add(content(group)));
        var content = JSON.objectNode();
        content.set("groups", list);
        content.putArray("sizes")
                .add(list.size())
                .add(groups.groups().size())
                .add(groups.communities().size())
                .add(groups.legacyGroups().size());
        return content;
    }

    private static ObjectNode content(GroupEntry group) {
        var node = JSON.objectNode();
        var secretKey = group.seed()
                .map(seed -> seed.hex() + group.id().hex().substring(2))
                .orElse("");
        node.put("kind", "group")
                .put("id", group.id().hex())
                .put("secretkey", secretKey)
                .put("auth_data", group.authData().map(Bytes::hex).orElse(""))
                .put("removed_status", group.removal().ordinal())
                .put("name", ConfigSubject.hex(group.name()));
        return settings(node, group.settings());
    }

    private static ObjectNode content(CommunityEntry community) {
        var room = community.room();
        var node = JSON.objectNode();
        node.put("kind", "community")
                .put("base_url", room.server())
                .put("room", room.room())
                .put("room_norm", room.token())
                .put("pubkey", room.serverKey().hex())
                .put("full_url", room.url())
                .put("name", "");
        return settings(node, community.settings());
    }

    private static ObjectNode content(LegacyGroupEntry group) {
        var members = JSON.objectNode();
        var sorted = new TreeMap<String, Boolean>();
        group.members().forEach((id, admin) -> sorted.put(id.hex(), admin));
        sorted.forEach(members::put);
        var node = JSON.objectNode();
        node.put("kind", "legacy_group")
                .put("session_id", group.id().hex())
                .put(
                        "enc_pubkey",
                        group.keys().map(keys -> keys.publicKey().hex()).orElse(""))
                .put(
                        "enc_seckey",
                        group.keys().map(keys -> keys.secretKey().hex()).orElse(""))
                .put("disappearing_timer", group.expirySeconds())
                .put("name", ConfigSubject.hex(group.name()));
        node.set("members", members);
        return settings(node, group.settings());
    }

    private static ObjectNode settings(ObjectNode node, GroupSettings settings) {
        return node.put("priority", settings.priority())
                .put("joined_at", settings.joinedSeconds())
                .put("notifications", settings.notifications().ordinal())
                .put("mute_until", settings.muteUntilSeconds())
                .put("invited", settings.invited());
    }
}
