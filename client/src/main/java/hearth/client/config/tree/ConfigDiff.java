package hearth.client.config.tree;

import hearth.protocol.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The changed keys of a dictionary, ascending, each with what happened to it (configuration specification, section 5). */
public final class ConfigDiff implements Change {

    public static final ConfigDiff EMPTY = new ConfigDiff(List.of());

    private final List<Entry> entries;

    /** One changed key. */
    record Entry(Bytes key, Change change) {}

    private ConfigDiff(List<Entry> entries) {
        this.entries = entries;
    }

    /** Entries whose keys ascend. */
    static ConfigDiff of(List<Entry> entries) {
        return entries.isEmpty() ? EMPTY : new ConfigDiff(List.copyOf(entries));
    }

    /** What leads from {@code before} to {@code after}. Parts that both share need no second look. */
    @SuppressWarnings("ReferenceEquality")
    public static ConfigDiff between(ConfigDict before, ConfigDict after) {
        if (before == after) {
            return EMPTY;
        }
        var entries = new ArrayList<Entry>();
        var i = 0;
        var j = 0;
        while (i < before.size() || j < after.size()) {
            var order = order(before, i, after, j);
            var key = order <= 0 ? before.keyAt(i) : after.keyAt(j);
            var change = change(order <= 0 ? before.valueAt(i) : null, order >= 0 ? after.valueAt(j) : null);
            if (change != null) {
                entries.add(new Entry(key, change));
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return of(entries);
    }

    /** Below 0: the next key is only in {@code a}; above: only in {@code b}; 0: in both. */
    private static int order(ConfigDict a, int i, ConfigDict b, int j) {
        if (i == a.size()) {
            return 1;
        }
        return j == b.size() ? -1 : a.keyAt(i).compareTo(b.keyAt(j));
    }

    private static @Nullable Change change(@Nullable ConfigValue before, @Nullable ConfigValue after) {
        return switch (after) {
            case null -> before == null ? null : removal(before);
            case ConfigScalar scalar -> scalar.equals(before) ? null : Change.ASSIGNED;
            case ConfigSet set -> {
                var change = members(before instanceof ConfigSet old ? old : ConfigSet.EMPTY, set);
                yield change.isEmpty() ? null : change;
            }
            case ConfigDict dict -> {
                var change = between(before instanceof ConfigDict old ? old : ConfigDict.EMPTY, dict);
                yield change.entries.isEmpty() ? null : change;
            }
        };
    }

    private static Change removal(ConfigValue before) {
        return switch (before) {
            case ConfigScalar _ -> Change.REMOVED;
            case ConfigSet set -> members(set, ConfigSet.EMPTY);
            case ConfigDict dict -> between(dict, ConfigDict.EMPTY);
        };
    }

    private static Members members(ConfigSet before, ConfigSet after) {
        var added = new ArrayList<>(after.members());
        added.removeAll(before.members());
        var removed = new ArrayList<>(before.members());
        removed.removeAll(after.members());
        return new Members(added, removed);
    }

    /** {@code target} with these changes, which take their values from {@code source}. */
    ConfigDict apply(ConfigDict target, ConfigDict source) {
        if (entries.isEmpty()) {
            return target;
        }
        var result = new ConfigDict.Builder(target.size() + entries.size());
        var i = 0;
        for (var entry : entries) {
            while (i < target.size() && target.keyAt(i).compareTo(entry.key) < 0) {
                result.append(target.keyAt(i), target.valueAt(i));
                i++;
            }
            ConfigValue old = null;
            if (i < target.size() && target.keyAt(i).equals(entry.key)) {
                old = target.valueAt(i++);
            }
            var value = applied(entry.change, old, source.get(entry.key));
            if (value != null) {
                result.append(entry.key, value);
            }
        }
        for (; i < target.size(); i++) {
            result.append(target.keyAt(i), target.valueAt(i));
        }
        return result.build();
    }

    private static @Nullable ConfigValue applied(
            Change change, @Nullable ConfigValue old, @Nullable ConfigValue source) {
        return switch (change) {
            case Change.Removed _ -> null;
            case Change.Assigned _ -> source instanceof ConfigScalar ? source : null;
            case Change.Members members
            when source instanceof ConfigSet ->
                (old instanceof ConfigSet set ? set : ConfigSet.EMPTY).change(members.added(), members.removed());
            case Change.Members _ -> null;
            case ConfigDiff diff
            when source instanceof ConfigDict from ->
                diff.apply(old instanceof ConfigDict dict ? dict : ConfigDict.EMPTY, from);
            case ConfigDiff _ -> null;
        };
    }

    List<Entry> entries() {
        return entries;
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigDiff diff && entries.equals(diff.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return "ConfigDiff[" + entries.size() + ']';
    }
}
