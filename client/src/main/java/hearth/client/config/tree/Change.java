package hearth.client.config.tree;

import java.util.List;

/** What happened to one key of a dictionary. Says which parts changed; the new values are in the tree it belongs to. */
public sealed interface Change permits Change.Assigned, Change.Removed, Change.Members, ConfigDiff {

    /** A scalar was set. */
    record Assigned() implements Change {}

    /** A scalar was taken away. */
    record Removed() implements Change {}

    /** A set got and lost members. */
    record Members(List<ConfigScalar> added, List<ConfigScalar> removed) implements Change {

        public Members {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }

        boolean isEmpty() {
            return added.isEmpty() && removed.isEmpty();
        }
    }

    Assigned ASSIGNED = new Assigned();

    Removed REMOVED = new Removed();
}
