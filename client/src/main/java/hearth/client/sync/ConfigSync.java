package hearth.client.sync;

import hearth.client.config.ConfigTooLargeException;
import hearth.client.config.ConfigType;
import hearth.client.config.SyncedConfig;
import hearth.client.network.Network;
import hearth.client.store.Tx;
import hearth.client.sync.Checkpoints.Step;
import hearth.protocol.FormatException;
import hearth.protocol.id.MessageHash;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.Batch;
import hearth.protocol.rpc.Delete;
import hearth.protocol.rpc.Expire;
import hearth.protocol.rpc.Expired;
import hearth.protocol.rpc.MemberReply;
import hearth.protocol.rpc.ReplyReader;
import hearth.protocol.rpc.Retrieve;
import hearth.protocol.rpc.RetrieveLimit;
import hearth.protocol.rpc.Sequence;
import hearth.protocol.rpc.SignedStrings;
import hearth.protocol.rpc.StorageRequest;
import hearth.protocol.rpc.Store;
import hearth.protocol.rpc.StoredMessage;
import hearth.protocol.rpc.TimedProof;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Keeps the shared state of the account in step with its other devices (config.md sections 7, 8 and 11): fetches what they
 * stored, merges it, stores what results, and sees to it that nothing of it ever lapses. Always in this order, so that what
 * is stored knows of what was there. Works on one thread of its own, until it is closed.
 */
public final class ConfigSync implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ConfigSync.class.getName());

    /** How long nodes are asked to keep a config, and how often they are asked again, ms. */
    private static final long TTL_MS = 30 * 86_400_000L;

    private static final long EXTEND_EVERY_MS = 86_400_000;

    /** A version that is so much older than another one is not merged any more. */
    private static final long VERSIONS_APART = 5;

    /** A quarter of what a node returns goes to the four configs together, an eighth to each, as other clients ask. */
    private static final RetrieveLimit LIMIT = RetrieveLimit.part(8);

    private static final int PAGES_MAX = 20;

    /** So many of the usual pauses pass, in the end, while nobody looks and nothing happens. */
    private static final int CALM_MAX = 4;

    /** Where the name of a restored account is looked for. */
    private static final int MEMBERS_FOR_NAME = 3;

    /** As {@link Configs.All#each} orders them. */
    private static final List<ConfigType> TYPES =
            List.of(ConfigType.USER_PROFILE, ConfigType.CONTACTS, ConfigType.USER_GROUPS, ConfigType.CONVERSATIONS);

    private static final String SEEDED = "config.seeded";

    private final Own own;
    private final OwnSwarm swarm;
    private final Outbox outbox;
    private final ProfileKeeper profile;
    private final PollSettings settings;
    private final BooleanSupplier watched;
    private final Runnable firstPulled;
    private final Rounds rounds;
    private volatile boolean pulled;

    /** Whether there may be something that others do not know: also at the start, when nobody has looked yet. */
    private final AtomicBoolean due = new AtomicBoolean(true);

    /** What follows belongs to the worker. */
    private Duration pause;

    private Duration calm;

    private boolean worked;

    /** Whether there was anything new this time. */
    private boolean news;

    private long extendedMs;

    /** What is obsolete and could not be deleted yet. */
    private final Map<ConfigType, Set<MessageHash>> undeleted = new EnumMap<>(ConfigType.class);

    /**
     * @param watched     whether somebody looks at the account: then other devices' changes are to be seen soon
     * @param firstPulled called when the state was fetched for the first time since the start
     */
    public ConfigSync(
            String name,
            Own own,
            Network network,
            Outbox outbox,
            ProfileKeeper profile,
            PollSettings settings,
            BooleanSupplier watched,
            Runnable firstPulled) {
        this.own = own;
        swarm = new OwnSwarm(own, network);
        this.outbox = outbox;
        this.profile = profile;
        this.settings = settings;
        this.watched = watched;
        this.firstPulled = firstPulled;
        pause = settings.retryFirst();
        calm = settings.slow();
        rounds = new Rounds(
                "hearth-config-" + name,
                own.pace(),
                "Keeping in step with other devices",
                this::longerEachTime,
                this::round);
        own.configs().onPushIsDue(() -> {
            due.set(true);
            rounds.wake();
        });
    }

    /** Begins to work; returns at once. */
    public void start() {
        rounds.start();
    }

    /** Looks again at once, if it is pausing. */
    public void wake() {
        rounds.wake();
    }

    /** Whether the state was fetched since the start. */
    public boolean isPulled() {
        return pulled;
    }

    @Override
    public void close() {
        rounds.close();
    }

    private Duration round(boolean woken) throws InterruptedException {
        if (woken && worked) {
            // More may follow: what is done in one go is told in one go.
            own.pace().sleep(settings.fast());
        }
        worked = false;
        news = false;
        worked = own.time().isKnown() && pull() && pushIfDue() && keepAlive();
        if (worked) {
            pause = settings.retryFirst();
            return calmer(woken || news);
        }
        return longerEachTime();
    }

    /** Looks less and less often where nothing is going on. */
    private Duration calmer(boolean busy) {
        if (busy || watched.getAsBoolean()) {
            calm = settings.slow();
        } else {
            var longest = settings.slow().multipliedBy(CALM_MAX);
            var longer = calm.plus(settings.slow().dividedBy(2));
            calm = longer.compareTo(longest) < 0 ? longer : longest;
        }
        return calm;
    }

    private Duration longerEachTime() {
        var now = pause;
        var doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(settings.retryMax()) < 0 ? doubled : settings.retryMax();
        return now;
    }

    // ---- fetching ----

    private boolean pull() throws InterruptedException {
        var members = swarm.members();
        var any = false;
        for (var member : members.subList(0, Math.min(MEMBERS_FOR_NAME, members.size()))) {
            any |= pull(member, members);
            if (any && (pulled || profile.isNamed())) {
                break;
            }
        }
        if (any && !pulled) {
            own.database().update(tx -> {
                seed(tx);
                applyMemberships(tx);
            });
            pulled = true;
            firstPulled.run();
        }
        return any;
    }

    private boolean pull(NodeInfo member, List<NodeInfo> members) throws InterruptedException {
        for (var page = 0; page < PAGES_MAX; page++) {
            var requests = new ArrayList<StorageRequest.Single>();
            for (var type : TYPES) {
                requests.add(question(member, type));
            }
            var answers = swarm.ask(member, members, new Batch(requests), TYPES.size());
            if (answers.isEmpty()) {
                return false;
            }
            var found = new ArrayList<List<StoredMessage>>();
            var more = false;
            for (var answer : answers.get()) {
                var retrieved = swarm.read(answer, ReplyReader::retrieve);
                if (retrieved.isEmpty()) {
                    return false;
                }
                found.add(retrieved.get().messages());
                more |= retrieved.get().more() && !retrieved.get().messages().isEmpty();
            }
            if (found.stream().anyMatch(list -> !list.isEmpty())) {
                own.checkpoints().at(Step.STATE_RETRIEVED);
                news |= own.database().write(tx -> merge(tx, member, found));
                own.checkpoints().at(Step.STATE_MERGED);
            }
            if (!more) {
                return true;
            }
        }
        return true;
    }

    private Retrieve question(NodeInfo member, ConfigType type) {
        var namespace = type.namespace();
        var now = own.time().nowMs();
        var last = own.database().read(tx -> own.database().seen().cursor(tx, member.id(), namespace, now));
        var proof = swarm.proof(SignedStrings.retrieve(namespace, now));
        return new Retrieve(own.id().account(), namespace, last, LIMIT, Optional.of(new TimedProof(now, proof)));
    }

    /** Messages as {@link #TYPES} orders them. Says whether anything is another than before. */
    private boolean merge(Tx tx, NodeInfo member, List<List<StoredMessage>> found) throws SQLException {
        var changed = own.configs().edit(tx, all -> {
            var any = false;
            for (var i = 0; i < found.size(); i++) {
                var config = all.each().get(i);
                var namespace = config.type().namespace();
                var genuine = found.get(i).stream()
                        .filter(message -> message.isGenuine(own.id().account(), namespace))
                        .toList();
                if (genuine.isEmpty()) {
                    continue;
                }
                var isLate = config.needsPush();
                var before = config.seqno();
                var hasChanged = config.merge(genuine.stream()
                                .map(message ->
                                        new SyncedConfig.Incoming(message.hash().text(), message.data()))
                                .toList())
                        .changed();
                any |= hasChanged;
                if (config == all.contacts() && hasChanged) {
                    noteMerged(tx, genuine);
                }
                if (config == all.contacts() && isLate && config.seqno() - before >= VERSIONS_APART) {
                    // What was done here meanwhile was too old to be merged: at least nobody is forgotten.
                    own.people().addMissing(tx);
                }
                var last = genuine.getLast();
                own.database().seen().setCursor(tx, member.id(), namespace, last.hash(), last.expiryMs());
            }
            return any;
        });
        if (changed) {
            if (own.database().meta().get(tx, SEEDED).isEmpty()) {
                seed(tx);
            }
            apply(tx);
        }
        return changed;
    }

    /** When the contacts that were merged now were stored; no node makes that the future. */
    private void noteMerged(Tx tx, List<StoredMessage> contacts) throws SQLException {
        var latest =
                contacts.stream().mapToLong(StoredMessage::timestampMs).max().orElse(0);
        var meta = own.database().meta();
        var isFirst = meta.get(tx, SEEDED).isEmpty();
        PutAway.merged(tx, meta, Math.min(latest, own.time().nowMs()), isFirst);
    }

    /** What this box knew before it shared anything. */
    private void seed(Tx tx) throws SQLException {
        if (own.database().meta().get(tx, SEEDED).isEmpty()) {
            profile.seed(tx);
            own.people().addMissing(tx);
            own.database().meta().putText(tx, SEEDED, "yes");
        }
    }

    private void apply(Tx tx) throws SQLException {
        var applied = own.configs()
                .edit(tx, all -> own.people().apply(tx, all, own.time().nowMs()));
        for (var contact : applied.blocked()) {
            outbox.failAll(tx, contact.row());
        }
        for (var conversation : applied.changed()) {
            tx.afterwards(() -> own.changes().conversationChanged(conversation));
        }
        profile.apply(tx);
        applyMemberships(tx);
    }

    private void applyMemberships(Tx tx) throws SQLException {
        if (own.configs().edit(tx, all -> Memberships.apply(tx, own.database(), all.groups()))) {
            tx.afterwards(own.changes()::profileChanged);
        }
    }

    // ---- storing ----

    private record Pending(SyncedConfig config, SyncedConfig.Push push) {}

    private boolean pushIfDue() throws InterruptedException {
        if (!due.getAndSet(false)) {
            return true;
        }
        var done = false;
        try {
            done = push(false);
        } finally {
            if (!done) {
                due.set(true);
            }
        }
        return done;
    }

    /** Stores what others do not know yet; if {@code again}, everything. */
    private boolean push(boolean again) throws InterruptedException {
        var pending = own.database()
                .write(tx -> own.configs().edit(tx, all -> {
                    var due = new ArrayList<Pending>();
                    for (var config : all.each()) {
                        try {
                            if (config.needsPush() || (again && config.seqno() > 0)) {
                                due.add(new Pending(config, config.push()));
                            }
                        } catch (ConfigTooLargeException full) {
                            LOG.log(System.Logger.Level.WARNING, "{0} is too large to be shared", config.type());
                        }
                    }
                    return due;
                }));
        var done = true;
        for (var one : pending) {
            own.checkpoints().at(Step.STATE_SEALED);
            done &= store(one);
        }
        return done;
    }

    private boolean store(Pending pending) throws InterruptedException {
        var account = own.id().account();
        var namespace = pending.config().type().namespace();
        var now = own.time().nowMs();
        var proof = swarm.proof(SignedStrings.store(namespace, now));
        var requests = new ArrayList<StorageRequest.Single>();
        var hashes = new ArrayList<MessageHash>();
        for (var data : pending.push().messages()) {
            var store = new Store(account, namespace, now, now + TTL_MS, data, Optional.of(new TimedProof(now, proof)));
            requests.add(store);
            hashes.add(store.hash());
        }
        var obsolete = undeleted(pending, hashes);
        if (!obsolete.isEmpty()) {
            requests.add(new Delete(account, obsolete, false, swarm.proof(SignedStrings.delete(obsolete))));
        }
        var members = swarm.members();
        if (members.isEmpty()) {
            return false;
        }
        // What is obsolete goes in the last sequence, when all that replaces it is there.
        for (var from = 0; from < requests.size(); from += Batch.REQUESTS_MAX) {
            var to = Math.min(from + Batch.REQUESTS_MAX, requests.size());
            var stored = hashes.subList(Math.min(from, hashes.size()), Math.min(to, hashes.size()));
            if (!areStored(members, requests.subList(from, to), stored)) {
                return false;
            }
        }
        undeleted.remove(pending.config().type());
        own.checkpoints().at(Step.STATE_STORED);
        own.database()
                .update(tx -> own.configs().edit(tx, all -> {
                    var config = all.each().stream()
                            .filter(each -> each.type() == pending.config().type())
                            .findFirst()
                            .orElseThrow();
                    config.confirmPushed(
                            pending.push().seqno(),
                            hashes.stream().map(MessageHash::text).toList());
                    return config;
                }));
        own.checkpoints().at(Step.STATE_CONFIRMED);
        return true;
    }

    /** Asks for these, stores first, and returns whether a member has kept all of {@code stored}. */
    private boolean areStored(List<NodeInfo> members, List<StorageRequest.Single> requests, List<MessageHash> stored)
            throws InterruptedException {
        var answers = swarm.ask(members.getFirst(), members, new Sequence(requests), stored.size());
        if (answers.isEmpty()) {
            return false;
        }
        var ids = members.stream().map(NodeInfo::id).collect(Collectors.toSet());
        for (var i = 0; i < stored.size(); i++) {
            var hash = stored.get(i);
            var answer = swarm.read(answers.get().get(i), ReplyReader::store);
            var isKept = answer.isPresent()
                    && answer.get().members().entrySet().stream()
                            .anyMatch(member -> ids.contains(member.getKey())
                                    && member.getValue() instanceof MemberReply.Kept kept
                                    && kept.hash().equals(hash)
                                    && kept.isSignedBy(member.getKey()));
            if (!isKept) {
                return false;
            }
        }
        return true;
    }

    /** What goes once this is stored: each version says it only once, even if storing it fails. */
    private List<MessageHash> undeleted(Pending pending, List<MessageHash> stored) {
        var obsolete = undeleted.computeIfAbsent(pending.config().type(), _ -> new LinkedHashSet<>());
        obsolete.addAll(hashes(pending.push().obsolete()));
        stored.forEach(obsolete::remove);
        return List.copyOf(obsolete);
    }

    // ---- keeping ----

    /** Once a day. What the nodes have lost all the same is stored again. */
    private boolean keepAlive() throws InterruptedException {
        var local = own.time().localMs();
        if (extendedMs != 0 && local - extendedMs < EXTEND_EVERY_MS && local >= extendedMs) {
            return true;
        }
        var active = own.database()
                .write(tx -> own.configs().edit(tx, all -> {
                    var hashes = new ArrayList<String>();
                    all.each().forEach(config -> hashes.addAll(config.keptHashes()));
                    return hashes(hashes);
                }));
        var members = swarm.members();
        if (active.isEmpty() || members.isEmpty()) {
            return true;
        }
        var expiry = List.of(own.time().nowMs() + TTL_MS);
        var mode = SignedStrings.ExpireMode.EXTEND;
        var request = new Expire(
                own.id().account(), active, expiry, mode, swarm.proof(SignedStrings.expire(mode, expiry, active)));
        var answers = swarm.ask(members.getFirst(), members, new Batch(List.of(request)), 1);
        if (answers.isEmpty()) {
            return false;
        }
        var result = swarm.read(answers.get().getFirst(), answer -> ReplyReader.swarmResult(request, answer));
        if (result.isEmpty()) {
            return false;
        }
        Set<MessageHash> kept = new HashSet<>();
        result.get().members().forEach((node, member) -> {
            if (member instanceof Expired expired && expired.isSignedBy(node)) {
                kept.addAll(expired.updated().keySet());
                kept.addAll(expired.unchanged().keySet());
            }
        });
        if (!kept.containsAll(active) && !push(true)) {
            return false;
        }
        extendedMs = local;
        return true;
    }

    private static List<MessageHash> hashes(List<String> texts) {
        var hashes = new ArrayList<MessageHash>();
        for (var text : texts) {
            try {
                hashes.add(MessageHash.parse(text));
            } catch (FormatException _) {
                // Not one of ours.
            }
        }
        return hashes;
    }
}
