package hearth.protocol.rpc;

import hearth.protocol.id.Namespace;

/** Which namespaces of an account a request is about. */
public sealed interface NamespaceScope {

    /** How {@link All} appears in requests and signed strings. */
    String ALL = "all";

    /** Exactly this one. */
    record One(Namespace namespace) implements NamespaceScope {}

    /** Every one there is. */
    record All() implements NamespaceScope {}

    /** How the scope appears in signed strings. */
    default String signed() {
        return switch (this) {
            case One(var namespace) -> namespace.signed();
            case All() -> ALL;
        };
    }
}
