package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A member of a swarm went through one or all namespaces of an account: the result of {@code delete_all},
 * {@code delete_before} and {@code expire_all} (network specification 3.6.4 to 3.6.6).
 *
 * @param kind    what it was asked
 * @param touched the messages that it deleted or changed, ascending, by namespace; namespaces without any are not there
 */
public record Swept(Kind kind, SortedMap<Namespace, List<MessageHash>> touched, Signature signature)
        implements MemberReply.Done {

    /**
     * What was asked.
     *
     * @param timeMs the time in the request, whatever it means there
     * @param field  how the result names the messages
     */
    public record Kind(Account account, NamespaceScope scope, long timeMs, String field) {

        public static Kind of(DeleteAll request) {
            return new Kind(request.account(), request.scope(), request.timestampMs(), DELETED);
        }

        public static Kind of(DeleteBefore request) {
            return new Kind(request.account(), request.scope(), request.beforeMs(), DELETED);
        }

        public static Kind of(ExpireAll request) {
            return new Kind(request.account(), request.scope(), request.expiryMs(), UPDATED);
        }
    }

    private static final String DELETED = "deleted";
    private static final String UPDATED = "updated";

    public Swept {
        touched = Collections.unmodifiableSortedMap(new TreeMap<>(touched));
    }

    /** What a member signs that touched {@code touched}. */
    public static byte[] signed(Kind kind, SortedMap<Namespace, List<MessageHash>> touched) {
        var all = touched.values().stream().flatMap(Collection::stream).toList();
        return SignedStrings.swept(kind.account(), kind.timeMs(), all);
    }

    @Override
    public byte[] signed() {
        return signed(kind, touched);
    }

    /** A list for one namespace, an object of lists for all. */
    ObjectNode write(ObjectNode json) {
        switch (kind.scope()) {
            case NamespaceScope.One(var namespace) ->
                Hashes.write(json.putArray(kind.field()), touched.getOrDefault(namespace, List.of()));
            case NamespaceScope.All() -> {
                var lists = json.putObject(kind.field());
                touched.forEach((namespace, hashes) ->
                        Hashes.write(lists.putArray(Integer.toString(namespace.value())), hashes));
            }
        }
        return json;
    }

    static Swept read(DeleteAll request, JsonNode json) throws FormatException {
        return read(Kind.of(request), json);
    }

    static Swept read(DeleteBefore request, JsonNode json) throws FormatException {
        return read(Kind.of(request), json);
    }

    static Swept read(ExpireAll request, JsonNode json) throws FormatException {
        return read(Kind.of(request), json);
    }

    private static Swept read(Kind kind, JsonNode json) throws FormatException {
        var touched = new TreeMap<Namespace, List<MessageHash>>();
        var value = json.path(kind.field());
        switch (kind.scope()) {
            case NamespaceScope.One(var namespace) -> {
                var hashes = Hashes.read(value);
                if (!hashes.isEmpty()) {
                    touched.put(namespace, hashes);
                }
            }
            case NamespaceScope.All() -> {
                if (!value.isObject()) {
                    throw new FormatException("Answer has no hashes by namespace");
                }
                for (var list : value.properties()) {
                    touched.put(namespace(list.getKey()), Hashes.read(list.getValue()));
                }
            }
        }
        return new Swept(kind, touched, ReplyReader.signature(json));
    }

    private static Namespace namespace(String text) throws FormatException {
        try {
            return new Namespace(Integer.parseInt(text));
        } catch (IllegalArgumentException malformed) {
            throw new FormatException("Namespace of a result is none", malformed);
        }
    }
}
