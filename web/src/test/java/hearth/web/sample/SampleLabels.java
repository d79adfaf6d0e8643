package hearth.web.sample;

import hearth.client.EngineEvent;
import hearth.client.Labels;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.Label;
import hearth.client.conversation.LabelId;
import hearth.client.conversation.LabelName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Labels in memory. */
public final class SampleLabels implements Labels {

    private final SampleChats chats;
    private final List<Label> all = new ArrayList<>();
    private final Map<ConversationId, Set<LabelId>> given = new HashMap<>();
    private long numbers;

    SampleLabels(SampleChats chats) {
        this.chats = chats;
    }

    @Override
    public synchronized List<Label> all() {
        return List.copyOf(all);
    }

    @Override
    public synchronized List<Label> of(ConversationId conversation) {
        var ids = given.getOrDefault(conversation, Set.of());
        return all.stream().filter(it -> ids.contains(it.id())).toList();
    }

    @Override
    public synchronized Map<ConversationId, List<Label>> byConversation() {
        var labels = new HashMap<ConversationId, List<Label>>();
        given.keySet().forEach(it -> labels.put(it, of(it)));
        return labels;
    }

    @Override
    public Named give(ConversationId conversation, String typed) {
        var name = LabelName.tidied(typed);
        var refusal = Named.refusal(name);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Label label;
        synchronized (this) {
            var known = called(name);
            if (known.isEmpty() && all.size() >= LABELS_MAX) {
                return new Named.TooMany(LABELS_MAX);
            }
            label = known.orElseGet(() -> new Label(new LabelId(++numbers), name));
            if (known.isEmpty()) {
                all.add(label);
            }
        }
        mark(conversation, Set.of(label.id()), Set.of());
        return new Named.Done(label);
    }

    @Override
    public void mark(ConversationId conversation, Set<LabelId> on, Set<LabelId> off) {
        synchronized (this) {
            var ids = new HashSet<>(given.getOrDefault(conversation, Set.of()));
            all.stream().map(Label::id).filter(on::contains).forEach(ids::add);
            ids.removeAll(off);
            keep(conversation, ids);
        }
        chats.report(new EngineEvent.ConversationChanged(conversation));
    }

    private void keep(ConversationId conversation, Set<LabelId> ids) {
        if (ids.isEmpty()) {
            given.remove(conversation);
        } else {
            given.put(conversation, ids);
        }
    }

    synchronized void forget(ConversationId conversation) {
        given.remove(conversation);
    }

    @Override
    public synchronized Named rename(LabelId label, String typed) {
        var name = LabelName.tidied(typed);
        var other = called(name).filter(it -> !it.id().equals(label));
        var refusal = Named.refusal(name).or(() -> other.map(Named.Taken::new));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        var at = place(label);
        if (at < 0) {
            return new Named.Gone();
        }
        all.set(at, new Label(label, name));
        return new Named.Done(all.get(at));
    }

    @Override
    public synchronized boolean move(LabelId label, boolean up) {
        var from = place(label);
        var to = from + (up ? -1 : 1);
        if (from < 0 || to < 0 || to >= all.size()) {
            return false;
        }
        Collections.swap(all, from, to);
        return true;
    }

    @Override
    public synchronized OptionalInt remove(LabelId label) {
        if (place(label) < 0) {
            return OptionalInt.empty();
        }
        all.remove(place(label));
        var had = given.entrySet().stream()
                .filter(it -> it.getValue().contains(label))
                .map(Map.Entry::getKey)
                .toList();
        had.forEach(it -> mark(it, Set.of(), Set.of(label)));
        return OptionalInt.of(had.size());
    }

    private int place(LabelId label) {
        return all.stream().map(Label::id).toList().indexOf(label);
    }

    private Optional<Label> called(String name) {
        return all.stream().filter(it -> LabelName.isSame(it.name(), name)).findFirst();
    }
}
