package hearth.client;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.Label;
import hearth.client.conversation.LabelId;
import hearth.client.conversation.LabelName;
import hearth.client.store.AccountDatabase;
import hearth.client.store.LabelTable;
import hearth.client.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/** The labels of a running account. */
final class AccountLabels implements Labels {

    /** What is done with a name. */
    private interface Naming {
        Named apply(Tx tx, String name) throws SQLException;
    }

    private final AccountDatabase database;
    private final LabelTable table;
    private final Consumer<ConversationId> changed;

    /** @param changed hears of each conversation whose labels are others now, or are called otherwise */
    AccountLabels(AccountDatabase database, Consumer<ConversationId> changed) {
        this.database = database;
        this.table = database.labels();
        this.changed = changed;
    }

    @Override
    public List<Label> all() {
        return database.read(table::all);
    }

    @Override
    public List<Label> of(ConversationId conversation) {
        return database.read(tx -> {
            var contact = database.conversations().find(tx, conversation);
            return contact.isPresent() ? among(table.all(tx), table.of(tx, contact.get())) : List.of();
        });
    }

    @Override
    public Map<ConversationId, List<Label>> byConversation() {
        return database.read(tx -> {
            var all = table.all(tx);
            var labels = new HashMap<ConversationId, List<Label>>();
            for (var it : table.labelled(tx)) {
                labels.put(it.conversation(), among(all, it.labels()));
            }
            return labels;
        });
    }

    private static List<Label> among(List<Label> all, Set<LabelId> ids) {
        return all.stream().filter(label -> ids.contains(label.id())).toList();
    }

    @Override
    public Named give(ConversationId conversation, String typed) {
        return named(typed, (tx, name) -> give(tx, conversation, name));
    }

    private Named give(Tx tx, ConversationId conversation, String name) throws SQLException {
        if (database.conversations().find(tx, conversation).isEmpty()) {
            return new Named.Gone();
        }
        var all = table.all(tx);
        var known = called(all, name);
        if (known.isEmpty() && all.size() >= LABELS_MAX) {
            return new Named.TooMany(LABELS_MAX);
        }
        var label = known.isPresent() ? known.get() : table.add(tx, name);
        mark(tx, conversation, Set.of(label.id()), Set.of());
        return new Named.Done(label);
    }

    @Override
    public void mark(ConversationId conversation, Set<LabelId> on, Set<LabelId> off) {
        database.update(tx -> mark(tx, conversation, on, off));
    }

    private void mark(Tx tx, ConversationId conversation, Set<LabelId> on, Set<LabelId> off) throws SQLException {
        var contact = database.conversations().find(tx, conversation);
        if (contact.isEmpty()) {
            return;
        }
        var before = table.of(tx, contact.get());
        var after = new HashSet<>(before);
        for (var label : table.all(tx)) {
            if (on.contains(label.id())) {
                after.add(label.id());
            }
        }
        after.removeAll(off);
        if (!after.equals(before)) {
            table.put(tx, contact.get().row(), after);
            tx.afterwards(() -> changed.accept(conversation));
        }
    }

    @Override
    public Named rename(LabelId label, String typed) {
        return named(typed, (tx, name) -> rename(tx, label, name));
    }

    private Named rename(Tx tx, LabelId id, String name) throws SQLException {
        var all = table.all(tx);
        var other = called(all, name).filter(it -> !it.id().equals(id));
        if (other.isPresent()) {
            return new Named.Taken(other.get());
        }
        if (all.stream().noneMatch(it -> it.id().equals(id))) {
            return new Named.Gone();
        }
        var label = new Label(id, name);
        table.rename(tx, label);
        tellAll(tx, table.labelled(tx), id);
        return new Named.Done(label);
    }

    @Override
    public boolean move(LabelId label, boolean up) {
        return database.write(tx -> {
            var all = new ArrayList<>(table.all(tx));
            var from = all.stream().map(Label::id).toList().indexOf(label);
            var to = from + (up ? -1 : 1);
            if (from < 0 || to < 0 || to >= all.size()) {
                return false;
            }
            Collections.swap(all, from, to);
            table.arrange(tx, all);
            tellAll(tx, table.labelled(tx), label);
            return true;
        });
    }

    @Override
    public OptionalInt remove(LabelId label) {
        return database.write(tx -> {
            var labelled = table.labelled(tx).stream()
                    .filter(it -> it.labels().contains(label))
                    .toList();
            for (var it : labelled) {
                var rest = new HashSet<>(it.labels());
                rest.remove(label);
                table.put(tx, it.row(), rest);
            }
            var removed = table.remove(tx, label);
            tellAll(tx, labelled, label);
            return removed ? OptionalInt.of(labelled.size()) : OptionalInt.empty();
        });
    }

    private void tellAll(Tx tx, List<LabelTable.Labelled> labelled, LabelId label) {
        for (var it : labelled) {
            if (it.labels().contains(label)) {
                tx.afterwards(() -> changed.accept(it.conversation()));
            }
        }
    }

    /** Does something with a name that is fit for a label; says why if it is not. */
    private Named named(String typed, Naming naming) {
        var name = LabelName.tidied(typed);
        return Named.refusal(name).orElseGet(() -> database.write(tx -> naming.apply(tx, name)));
    }

    private static Optional<Label> called(List<Label> all, String name) {
        return all.stream()
                .filter(label -> LabelName.isSame(label.name(), name))
                .findFirst();
    }
}
