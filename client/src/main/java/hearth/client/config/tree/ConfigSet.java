package hearth.client.config.tree;

import hearth.protocol.FormatException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Scalars without repetition, in their natural order. */
public final class ConfigSet implements ConfigValue {

    public static final ConfigSet EMPTY = new ConfigSet(List.of());

    private final List<ConfigScalar> members;

    private ConfigSet(List<ConfigScalar> members) {
        this.members = members;
    }

    /** These scalars; order and repetition do not matter. */
    public static ConfigSet of(Collection<? extends ConfigScalar> members) {
        return new ConfigSet(List.copyOf(new TreeSet<>(members)));
    }

    /** The members of an encoded set, which must strictly ascend. */
    static ConfigSet ofAscending(List<ConfigScalar> members) throws FormatException {
        requireAscending(members);
        return new ConfigSet(List.copyOf(members));
    }

    static void requireAscending(List<ConfigScalar> members) throws FormatException {
        for (var i = 1; i < members.size(); i++) {
            if (members.get(i - 1).compareTo(members.get(i)) >= 0) {
                throw new FormatException("Members of a config set do not ascend");
            }
        }
    }

    /** The members in order. */
    public List<ConfigScalar> members() {
        return members;
    }

    /** This set with {@code added}, then without {@code removed}. */
    ConfigSet change(List<ConfigScalar> added, List<ConfigScalar> removed) {
        var changed = new TreeSet<>(members);
        changed.addAll(added);
        removed.forEach(changed::remove);
        return new ConfigSet(List.copyOf(changed));
    }

    @Override
    public boolean isEmpty() {
        return members.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigSet set && members.equals(set.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return "ConfigSet[" + members.size() + ']';
    }
}
