package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One request or another, as the node is of a certain age or not (network specification 3.6.16). At least one of the two is
 * there.
 *
 * @param conditions at least one; all must hold
 * @param then       what is done if they do; if it is not there, nothing
 * @param otherwise  what is done if they do not; if it is not there, nothing
 */
public record IfElse(List<Condition> conditions, Optional<StorageRequest> then, Optional<StorageRequest> otherwise)
        implements StorageRequest.Meta {

    public static final String METHOD = "ifelse";

    private static final String IF = "if";
    private static final String THEN = "then";
    private static final String ELSE = "else";

    /** What a condition compares. */
    public enum Subject {
        /** The rules of the network: hard fork and revision. */
        HARDFORK("hf", "integer array"),
        /** The version of the node's program, three numbers. */
        VERSION("v", "integer array"),
        /** How many blocks the ledger has. */
        HEIGHT("height", "integer");

        private final String wireName;
        private final String type;

        Subject(String wireName, String type) {
            this.wireName = wireName;
            this.type = type;
        }
    }

    /**
     * Holds if the subject is at least, or else if it is before, {@code bound}.
     *
     * @param bound compared number by number; those that are missing are 0
     */
    public record Condition(Subject subject, boolean atLeast, List<Long> bound) {

        public Condition {
            bound = List.copyOf(bound);
        }

        /** Says whether it holds for {@code actual}. */
        public boolean holds(List<Integer> actual) {
            for (var i = 0; i < Math.max(actual.size(), bound.size()); i++) {
                var difference =
                        Long.compare(i < actual.size() ? actual.get(i) : 0, i < bound.size() ? bound.get(i) : 0);
                if (difference != 0) {
                    return (difference > 0) == atLeast;
                }
            }
            return atLeast;
        }

        private String wireName() {
            return subject.wireName + (atLeast ? "_at_least" : "_before");
        }

        private static Optional<Condition> read(Fields fields, Subject subject, boolean atLeast)
                throws RequestException {
            var name = new Condition(subject, atLeast, List.of()).wireName();
            if (subject == Subject.HEIGHT) {
                var height = fields.integer(name, subject.type);
                return height.isPresent()
                        ? Optional.of(new Condition(subject, atLeast, List.of(height.getAsLong())))
                        : Optional.empty();
            }
            return fields.integers(name, subject.type).map(bound -> new Condition(subject, atLeast, bound));
        }
    }

    public IfElse {
        conditions = List.copyOf(conditions);
        if (conditions.isEmpty() || (then.isEmpty() && otherwise.isEmpty())) {
            throw new IllegalArgumentException("At least one condition and one branch are needed");
        }
    }

    static IfElse read(Params params) throws RequestException {
        var asked = params.fields().object(IF).orElseThrow(() -> refused(": no valid \"if\" field"));
        var conditions = new ArrayList<Condition>();
        for (var subject : Subject.values()) {
            Condition.read(asked, subject, true).ifPresent(conditions::add);
            Condition.read(asked, subject, false).ifPresent(conditions::add);
        }
        if (conditions.isEmpty()) {
            throw refused(": must specify at least one \"if\" condition");
        }
        if (!params.has(THEN) && !params.has(ELSE)) {
            throw refused(": at least one of \"then\"/\"else\" required");
        }
        return new IfElse(conditions, branch(params.fields(), THEN), branch(params.fields(), ELSE));
    }

    private static Optional<StorageRequest> branch(Fields fields, String key) throws RequestException {
        if (!fields.has(key)) {
            return Optional.empty();
        }
        var branch = fields.object(key).orElseThrow(() -> refused(": " + key + " must be an object"));
        var params = branch.object("params");
        if (!branch.isString("method") || params.isEmpty()) {
            throw refused(": " + key + " must have method/params keys");
        }
        var method = new Params(branch).text("method").orElse("");
        return Optional.of(RequestParser.read(method, new Params(params.get()))
                .orElseThrow(() -> refused(" method \"" + key + '"')));
    }

    private static RequestException refused(String detail) {
        return RequestException.invalid("Invalid ifelse request" + detail);
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public ObjectNode params() {
        var params = Json.object();
        var asked = params.putObject(IF);
        for (var condition : conditions) {
            if (condition.subject() == Subject.HEIGHT) {
                asked.put(condition.wireName(), condition.bound().getFirst());
            } else {
                condition.bound().forEach(asked.putArray(condition.wireName())::add);
            }
        }
        then.ifPresent(request -> params.set(THEN, request.tree()));
        otherwise.ifPresent(request -> params.set(ELSE, request.tree()));
        return params;
    }
}
