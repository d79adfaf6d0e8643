package hearth.client.config;

import hearth.client.config.tree.ConfigDict;
import hearth.client.config.tree.Signing;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.id.SessionId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far each conversation is read (configuration specification, 13.3). See {@link SyncedConfig} for how to use it.
 *
 * <p>What is old is not worth the space: reading further than 30 days ago is not noted, and what was read up to 45 days
 * ago or less is erased with the next push, unless it is marked unread.
 */
public final class ConvoInfoVolatile extends SyncedConfig {

    private static final Duration NOTED_FOR = Duration.ofDays(30);
    private static final Duration KEPT_FOR = Duration.ofDays(45);

    private static final String LAST_READ = "r";
    private static final String UNREAD = "u";

    /** One conversation and how far it is read. */
    public record Entry(Convo convo, ReadState state) {}

    private ConvoInfoVolatile(AccountKeys account, Clock clock) {
        super(ConfigType.CONVERSATIONS, ConfigEnvelope.of(ConfigType.CONVERSATIONS, account), Signing.NONE, clock);
    }

    /** Nothing is read: what a device has that knows nothing yet. {@code clock}: network time. */
    public static ConvoInfoVolatile fresh(AccountKeys account, Clock clock) {
        return new ConvoInfoVolatile(account, clock);
    }

    /** What a {@link #dump} holds. Throws if the dump is damaged. */
    public static ConvoInfoVolatile load(byte[] dump, AccountKeys account, Clock clock) throws FormatException {
        var convos = new ConvoInfoVolatile(account, clock);
        convos.restore(dump);
        return convos;
    }

    /** All conversations that are known, by kind: people, groups, rooms, old groups, blinded people. */
    public List<Entry> all() {
        var all = new ArrayList<Entry>();
        people("1", all);
        people("g", all);
        CommunityTree.rooms(data())
                .forEach(room -> all.add(new Entry(new Convo.Community(room.address()), read(room.record()))));
        people("C", all);
        people("b", all);
        return all;
    }

    private void people(String key, List<Entry> all) {
        data().dict(key).forEach((id, value) -> {
            if (value instanceof ConfigDict record) {
                convo(key, id).ifPresent(convo -> all.add(new Entry(convo, read(record))));
            }
        });
    }

    private static Optional<Convo> convo(String key, Bytes id) {
        return switch (key) {
            case "1" -> Fields.id(id, SessionId.Kind.STANDARD).map(Convo.OneToOne::new);
            case "g" -> Fields.id(id, SessionId.Kind.GROUP).map(Convo.Group::new);
            case "C" -> Fields.id(id, SessionId.Kind.STANDARD).map(Convo.LegacyGroup::new);
            default ->
                Fields.id(id, SessionId.Kind.BLINDED25)
                        .or(() -> Fields.id(id, SessionId.Kind.BLINDED15))
                        .map(Convo.Blinded::new);
        };
    }

    /** How far a conversation is read; {@link ReadState#NOTHING} if it is not known. */
    public ReadState find(Convo convo) {
        return read(record(convo));
    }

    /** Says whether something is noted about a conversation. */
    public boolean knows(Convo convo) {
        return !record(convo).isEmpty();
    }

    /** Notes how far a conversation is read. Going back is possible, to any time. */
    public void set(Convo convo, ReadState state) {
        var old = record(convo);
        var fields = new Fields(old);
        var recent = state.lastReadMs() > clock.millis() - NOTED_FOR.toMillis();
        var goesBack = old.hasNumber(LAST_READ) && state.lastReadMs() < old.number(LAST_READ);
        if (recent || goesBack) {
            fields.number(LAST_READ, state.lastReadMs());
        }
        fields.flag(UNREAD, state.unread());
        if (convo instanceof Convo.Blinded(var id)) {
            fields.flag(
                    "y", id.kind() == SessionId.Kind.BLINDED15 && !fields.dict().isEmpty());
        }
        edit(withRecord(data(), convo, fields.dict()));
    }

    /** Forgets a conversation; says whether it was known. */
    public boolean erase(Convo convo) {
        var known = knows(convo);
        edit(without(data(), convo));
        return known;
    }

    @Override
    void beforePush() {
        var before = clock.millis() - KEPT_FOR.toMillis();
        var content = data();
        for (var entry : all()) {
            // Groups are few, and stay.
            if (!(entry.convo() instanceof Convo.Group)
                    && !entry.state().unread()
                    && entry.state().lastReadMs() < before) {
                content = without(content, entry.convo());
            }
        }
        edit(content);
    }

    private static ReadState read(ConfigDict record) {
        return new ReadState(record.number(LAST_READ), record.number(UNREAD) != 0);
    }

    private ConfigDict record(Convo convo) {
        return convo instanceof Convo.Community(var room)
                ? CommunityTree.record(data(), room)
                : data().dict(dictOf(convo)).dict(keyOf(convo));
    }

    private static ConfigDict withRecord(ConfigDict content, Convo convo, ConfigDict record) {
        if (convo instanceof Convo.Community(var room)) {
            return CommunityTree.with(content, room, record);
        }
        var key = dictOf(convo);
        return content.with(key, content.dict(key).with(keyOf(convo), record));
    }

    private static ConfigDict without(ConfigDict content, Convo convo) {
        if (convo instanceof Convo.Community(var room)) {
            return CommunityTree.without(content, room.server(), room.token());
        }
        var key = dictOf(convo);
        return content.with(key, content.dict(key).without(keyOf(convo)));
    }

    private static String dictOf(Convo convo) {
        return switch (convo) {
            case Convo.OneToOne _ -> "1";
            case Convo.Community _ -> CommunityTree.KEY;
            case Convo.Group _ -> "g";
            case Convo.LegacyGroup _ -> "C";
            case Convo.Blinded _ -> "b";
        };
    }

    private static Bytes keyOf(Convo convo) {
        return switch (convo) {
            case Convo.OneToOne(var id) -> Fields.key(id);
            case Convo.Community(var room) -> ConfigDict.key(room.token());
            case Convo.Group(var id) -> Fields.key(id);
            case Convo.LegacyGroup(var id) -> Fields.key(id);
            case Convo.Blinded(var id) -> Fields.key(id);
        };
    }
}
