package hearth.client.config;

import hearth.client.config.tree.ConfigDict;
import hearth.client.config.tree.ConfigMerge;
import hearth.client.config.tree.ConfigMessage;
import hearth.client.config.tree.Draft;
import hearth.client.config.tree.Signing;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.id.MessageHash;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One config: a small replicated tree that every device of an account (or every member of a group) holds. Devices write
 * whole messages into a namespace of the swarm and merge what they find there; whatever the order, all come to the same
 * content. How to use one:
 *
 * <ol>
 *   <li>At start: {@code load} the last dump, or make a fresh one.
 *   <li>{@link #merge} what a poll of {@link ConfigType#namespace} found, before anything else is written.
 *   <li>Edit with the methods of the concrete class. All edits until the next {@link #push} are one version.
 *   <li>While {@link #needsPush}: {@link #push}, store all its messages and delete the obsolete ones (both in one
 *       request, in this order), then {@link #confirmPushed} with the hashes that the store gave. A push that failed is
 *       simply repeated: nothing is lost, and the same content gives the same bytes.
 *   <li>Whenever {@link #needsDump}: keep {@link #dump} in the database, in the same transaction as what follows from it.
 *   <li>Keep {@link #activeHashes} alive on the nodes (extend their expiry), so that the config never lapses.
 * </ol>
 *
 * <p>Methods must not be called by two threads at once. Configuration specification, sections 7, 8 and 12.
 */
public abstract class SyncedConfig {

    /** What there is to do. */
    public enum State {
        /** What the swarm has. */
        CLEAN,
        /** Edits that no push took yet. */
        DIRTY,
        /** A push was handed out and not confirmed. */
        WAITING
    }

    /**
     * A message that was found in the swarm.
     *
     * @param hash its storage hash
     * @param data as it was stored
     */
    public record Incoming(String hash, Bytes data) {}

    /**
     * What a merge did.
     *
     * @param accepted the hashes of the messages that were understood, in the order in which they came. The others are
     *                 damaged, foreign, or from a newer client: leave them alone
     * @param changed  whether the content may be another one now
     */
    public record MergeResult(List<String> accepted, boolean changed) {

        public MergeResult {
            accepted = List.copyOf(accepted);
        }
    }

    /**
     * What is to be stored.
     *
     * @param seqno    the number to confirm
     * @param messages one message, or the parts of a large one; all must be stored
     * @param obsolete hashes to delete after that
     */
    public record Push(long seqno, List<Bytes> messages, List<String> obsolete) {

        public Push {
            messages = List.copyOf(messages);
            obsolete = List.copyOf(obsolete);
        }
    }

    private final ConfigType type;
    private final ConfigEnvelope envelope;
    private final Signing signing;
    private final Parts parts = new Parts();
    final Clock clock;

    private State state = State.CLEAN;
    private ConfigMessage message = ConfigMessage.initial();

    /** The version being edited: there is one exactly if the state is {@link State#DIRTY}. */
    private @Nullable Draft draft;

    private Set<String> currentHashes = new TreeSet<>();
    private final Set<String> oldHashes = new TreeSet<>();
    private boolean needsDump;

    SyncedConfig(ConfigType type, ConfigEnvelope envelope, Signing signing, Clock clock) {
        this.type = type;
        this.envelope = envelope;
        this.signing = signing;
        this.clock = clock;
    }

    /** Which config this is. */
    public final ConfigType type() {
        return type;
    }

    public final State state() {
        return state;
    }

    /** The number of the current version; 0 as long as nothing was ever written. */
    public final long seqno() {
        return draft != null ? draft.seqno() : message.seqno();
    }

    /** Says whether the swarm does not have the current content, as far as is known. */
    public final boolean needsPush() {
        return state != State.CLEAN;
    }

    /** Says whether something changed since the last {@link #dump}. */
    public final boolean needsDump() {
        return needsDump;
    }

    /** The storage hashes of the current version: none if it is not stored yet, several if it is in parts. */
    public final Set<String> currentHashes() {
        return Set.copyOf(currentHashes);
    }

    /** The storage hashes to keep alive: those of the current version, and of parts that wait for others. */
    public final Set<String> activeHashes() {
        var active = parts.waitingHashes();
        active.addAll(currentHashes);
        return Set.copyOf(active);
    }

    /** The same with those of the version before, as long as what replaces it was never pushed: it may not fit. */
    public final Set<String> keptHashes() {
        var kept = new LinkedHashSet<>(activeHashes());
        if (state == State.DIRTY) {
            kept.addAll(oldHashes);
        }
        return kept;
    }

    /** Storage hashes that the next push will call obsolete. */
    public final Set<String> oldHashes() {
        return Set.copyOf(oldHashes);
    }

    /** The whole content. */
    final ConfigDict data() {
        return draft != null ? draft.data() : message.data();
    }

    /** The message as it would be pushed now. */
    final ConfigMessage message() {
        return draft != null ? draft.finish(signing) : message;
    }

    final ConfigEnvelope envelope() {
        return envelope;
    }

    /** Replaces the whole content. Does nothing if it is the same. */
    final void edit(ConfigDict content) {
        if (content.equals(data())) {
            needsDump |= state == State.DIRTY;
            return;
        }
        beginDraft();
        draft = (draft == null ? message.next() : draft).with(content);
        needsDump = true;
    }

    private void beginDraft() {
        if (signing.isReadOnly()) {
            throw new IllegalStateException("Only admins of a group may change its configs");
        }
        if (state != State.DIRTY) {
            oldHashes.addAll(currentHashes);
            currentHashes = new TreeSet<>();
            state = State.DIRTY;
        }
    }

    /** Called before each push: the place to erase what is too old to be kept. */
    void beforePush() {}

    /**
     * The messages to store now; the same again if nothing changed since the last push. Throws
     * {@link ConfigTooLargeException} if the content does not fit; then nothing has changed.
     */
    public final Push push() {
        beforePush();
        var pushed = message();
        var messages = envelope.seal(pushed.serialized(), pushed.seqno());
        if (state == State.DIRTY) {
            message = pushed;
            draft = null;
            state = State.WAITING;
            needsDump = true;
        }
        var obsolete = new ArrayList<String>();
        if (!signing.isReadOnly()) {
            // What another device stored may be what we are about to store: the same content has the same hash.
            var own = hashesOf(messages);
            oldHashes.stream().filter(hash -> !own.contains(hash)).forEach(obsolete::add);
        }
        oldHashes.clear();
        return new Push(pushed.seqno(), messages, obsolete);
    }

    /** The hashes that the nodes will give to an account's messages. Those of groups are not predicted. */
    private Set<String> hashesOf(List<Bytes> messages) {
        var hashes = new LinkedHashSet<String>();
        envelope.account()
                .ifPresent(account -> messages.forEach(
                        data -> hashes.add(MessageHash.of(account.id().account(), type.namespace(), data.toArray())
                                .text())));
        return hashes;
    }

    /**
     * Notes that all messages of the push with this number are stored under {@code hashes}. Does nothing if there were
     * edits or merges since: then another push is due anyway.
     */
    public final void confirmPushed(long seqno, Collection<String> hashes) {
        if (state == State.WAITING && seqno == message.seqno()) {
            state = State.CLEAN;
            currentHashes = new TreeSet<>(hashes);
            oldHashes.removeAll(currentHashes);
            needsDump = true;
        }
    }

    private record Candidate(ConfigMessage message, Set<String> hashes) {}

    /**
     * Takes messages that were found in the swarm, in any order; messages that are known already change nothing. Damaged,
     * foreign and unknown messages are left out of the result's hashes and otherwise ignored.
     */
    public final MergeResult merge(List<Incoming> incoming) {
        var accepted = new LinkedHashSet<String>();
        var candidates = new ArrayList<Candidate>();
        var hasLocal = seqno() != 0 || state == State.DIRTY;
        if (hasLocal) {
            candidates.add(new Candidate(message(), currentHashes));
        }
        var local = candidates.size();
        for (var found : incoming) {
            read(found, candidates, accepted);
        }
        var changed = candidates.size() > local && settle(candidates, hasLocal);
        return new MergeResult(List.copyOf(accepted), changed);
    }

    private void read(Incoming found, List<Candidate> candidates, Set<String> accepted) {
        try {
            var padded = envelope.open(found.data().toArray());
            if (padded.length > 0 && padded[0] == Parts.MARK) {
                var whole = parts.add(found.hash(), padded, clock.instant());
                needsDump = true;
                if (whole.isPresent()) {
                    candidates.add(new Candidate(
                            parse(whole.get().padded().toArray()), whole.get().hashes()));
                }
            } else {
                candidates.add(new Candidate(parse(padded), Set.of(found.hash())));
            }
            accepted.add(found.hash());
        } catch (FormatException _) {
            // Not ours to judge: it may be from a newer client.
        }
    }

    private ConfigMessage parse(byte[] padded) throws FormatException {
        return ConfigMessage.parse(ConfigEnvelope.unpack(padded), signing);
    }

    /** Makes one version of all candidates. Says whether the content may be another one now. */
    private boolean settle(List<Candidate> candidates, boolean hasLocal) {
        var outcome =
                ConfigMerge.merge(candidates.stream().map(Candidate::message).toList(), signing.isReadOnly());
        var obsolete = new TreeSet<String>();
        candidates.forEach(candidate -> obsolete.addAll(candidate.hashes()));
        var changed = switch (outcome) {
            case ConfigMerge.Outcome.Adopted(var index) when hasLocal && index == 0 -> false;
            // Somebody stored a config in which nothing was ever written.
            case ConfigMerge.Outcome.Adopted(var index)
            when candidates.get(index).message().seqno() == 0 -> {
                obsolete.removeAll(candidates.get(index).hashes());
                yield false;
            }
            case ConfigMerge.Outcome.Adopted(var index) -> {
                adopt(candidates.get(index));
                yield true;
            }
            case ConfigMerge.Outcome.Merged(var union) -> {
                oldHashes.addAll(currentHashes);
                currentHashes = new TreeSet<>();
                draft = state == State.DIRTY ? union : union.asWholeChange();
                state = State.DIRTY;
                needsDump = true;
                yield true;
            }
        };
        obsolete.removeAll(currentHashes);
        oldHashes.addAll(obsolete);
        return changed;
    }

    private void adopt(Candidate candidate) {
        oldHashes.addAll(currentHashes);
        currentHashes = new TreeSet<>(candidate.hashes());
        oldHashes.removeAll(currentHashes);
        message = candidate.message();
        draft = null;
        state = State.CLEAN;
        needsDump = true;
    }

    /** Everything that must survive a restart. Holds secrets: keep it encrypted. */
    public final byte[] dump() {
        if (signing.isReadOnly()) {
            oldHashes.clear();
        }
        var unsigned = draft != null ? draft.finish(Signing.NONE) : message;
        needsDump = false;
        return ConfigDump.write(new ConfigDump(state, unsigned, currentHashes, oldHashes, parts.dump()));
    }

    /** Takes over what {@link #dump} gave. Throws if it is damaged. */
    final void restore(byte[] bytes) throws FormatException {
        var dump = ConfigDump.read(bytes);
        parts.restore(dump.parts());
        message = dump.message();
        state = dump.state();
        // Whether an unfinished version was sent is not known: go on with the next number.
        draft = state == State.DIRTY ? message.next() : null;
        currentHashes = new TreeSet<>(dump.currentHashes());
        oldHashes.clear();
        oldHashes.addAll(dump.oldHashes());
        needsDump = false;
    }

    /** Kind and number only. */
    @Override
    public String toString() {
        return type + "[" + seqno() + ", " + state + ']';
    }
}
