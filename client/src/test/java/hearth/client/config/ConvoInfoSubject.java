package hearth.client.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.community.CommunityRoom;
import hearth.protocol.id.SessionId;
import hearth.vectors.VectorCase;
import java.time.Clock;

/** Conversations in the scenarios of the vectors. */
final class ConvoInfoSubject implements ConfigSubject<ConvoInfoVolatile> {

    private static final int KEY_BYTES = 32;

    @Override
    public ConvoInfoVolatile fresh(AccountKeys account, Clock clock) {
        return ConvoInfoVolatile.fresh(account, clock);
    }

    @Override
    public ConvoInfoVolatile load(byte[] dump, AccountKeys account, Clock clock) throws FormatException {
        return ConvoInfoVolatile.load(dump, account, clock);
    }

    @Override
    public void set(ConvoInfoVolatile convos, VectorCase step) throws FormatException {
        var convo = convo(step);
        var old = convos.find(convo);
        convos.set(
                convo,
                new ReadState(
                        step.node().path("last_read").asLong(old.lastReadMs()),
                        step.node().path("unread").asBoolean(old.unread())));
    }

    @Override
    public boolean erase(ConvoInfoVolatile convos, VectorCase step) throws FormatException {
        return convos.erase(convo(step));
    }

    private static Convo convo(VectorCase step) throws FormatException {
        return switch (step.text("kind")) {
            case "1to1" -> new Convo.OneToOne(SessionId.parse(step.text("id")));
            case "group" -> new Convo.Group(SessionId.parse(step.text("id")));
            case "legacy_group" -> new Convo.LegacyGroup(SessionId.parse(step.text("id")));
            // Where only the room matters, the key is not told.
            case "community" ->
                new Convo.Community(CommunityRoom.of(
                        step.text("base_url"),
                        step.text("room"),
                        Bytes.wrap(step.has("pubkey") ? step.hex("pubkey") : new byte[KEY_BYTES])));
            default -> throw new AssertionError("unknown kind");
        };
    }

    @Override
    public ObjectNode content(ConvoInfoVolatile convos) {
        var list = JSON.arrayNode();
        var counts = new int[5];
        convos.all().forEach(entry -> {
            list.add(content(entry));
            counts[0]++;
            counts[1 + index(entry.convo())]++;
        });
        var content = JSON.objectNode();
        content.set("convos", list);
        var sizes = content.putArray("sizes");
        for (var count : counts) {
            sizes.add(count);
        }
        return content;
    }

    private static int index(Convo convo) {
        return switch (convo) {
            case Convo.OneToOne _ -> 0;
            case Convo.Community _ -> 1;
            case Convo.Group _ -> 2;
            case Convo.LegacyGroup _ -> 3;
            case Convo.Blinded _ -> throw new AssertionError("none in these vectors");
        };
    }

    private static ObjectNode content(ConvoInfoVolatile.Entry entry) {
        var node = JSON.objectNode();
        switch (entry.convo()) {
            case Convo.OneToOne(var id) -> node.put("kind", "1to1").put("id", id.hex());
            case Convo.Group(var id) -> node.put("kind", "group").put("id", id.hex());
            case Convo.LegacyGroup(var id) -> node.put("kind", "legacy_group").put("id", id.hex());
            case Convo.Community(var room) ->
                node.put("kind", "community")
                        .put("base_url", room.server())
                        .put("room", room.room())
                        .put("room_norm", room.token())
                        .put("pubkey", room.serverKey().hex());
            case Convo.Blinded _ -> throw new AssertionError("none in these vectors");
        }
        return node.put("last_read", entry.state().lastReadMs())
                .put("unread", entry.state().unread());
    }
}
