package hearth.service.rpc;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.id.Account;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.MonitorException;
import hearth.protocol.rpc.MonitorException.Code;
import hearth.protocol.rpc.MonitorRequest;
import hearth.protocol.rpc.StoredMessage;
import hearth.protocol.swarm.Swarm;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;

/**
 * Tells those who asked of new messages (network.md §3.6.17). A subscription belongs to a connection and ends with it, or after
 * {@link MonitorRequest#LIFE}. Safe for use by many threads.
 */
public final class Monitors {

    /** One connection that can be told something. Neither method may wait; what it cannot take at once is lost. */
    public interface Subscriber {

        /** A message arrived ({@code notify.message}). */
        void arrived(Bytes notice);

        /** The account belongs to another swarm now ({@code monitor_ended}): nothing more is told of it. */
        void ended(Bytes notice);
    }

    private record Subscription(Set<Namespace> namespaces, boolean withData, long endsMs) {

        /** Namespaces come together, and data once asked for stays. */
        Subscription and(Subscription newer) {
            var all = new HashSet<>(namespaces);
            all.addAll(newer.namespaces);
            return new Subscription(Set.copyOf(all), withData || newer.withData, newer.endsMs);
        }
    }

    private final Membership membership;
    private final Clock clock;
    private final int subscriptionsMax;
    private final AtomicInteger subscriptions = new AtomicInteger();

    /** Maps inside are changed under {@code compute} of the outer one only. */
    private final Map<Account, Map<Subscriber, Subscription>> accounts = new ConcurrentHashMap<>();

    /** The other way round, so that the end of a connection costs what it subscribed to. May name accounts that ended. */
    private final Map<Subscriber, Set<Account>> subscribers = new ConcurrentHashMap<>();

    /** {@code subscriptionsMax} bounds the pairs of account and connection. */
    public Monitors(Membership membership, Clock clock, int subscriptionsMax) {
        if (subscriptionsMax < 1) {
            throw new IllegalArgumentException("node.monitors-max is " + subscriptionsMax + ", it must be at least 1");
        }
        this.membership = membership;
        this.clock = clock;
        this.subscriptionsMax = subscriptionsMax;
    }

    /**
     * Takes the subscriptions of {@code body}, a bt dictionary or a list of them, and returns the answer: a dictionary, or a list of
     * them in the same order. Untrusted input. Subscribing again renews.
     */
    public Bytes subscribe(Subscriber who, Bytes body) {
        Bt reply;
        try {
            reply = switch (BtCodec.decode(body.toArray())) {
                case Bt.Dict one -> one(who, one);
                case Bt.List(var several) -> {
                    var replies = new ArrayList<Bt>();
                    several.forEach(item -> replies.add(one(who, item)));
                    yield new Bt.List(replies);
                }
                case Bt _ -> badArguments();
            };
        } catch (FormatException malformed) {
            reply = badArguments();
        }
        return Bytes.wrap(BtCodec.encode(reply));
    }

    private static Bt.Dict badArguments() {
        return new MonitorException(Code.BAD_ARGUMENTS, "A bt dictionary or a list of them is required").toBt();
    }

    private Bt one(Subscriber who, Bt item) {
        if (!(item instanceof Bt.Dict dict)) {
            return badArguments();
        }
        try {
            var request = MonitorRequest.read(dict);
            request.check(clock.millis());
            if (!membership.isOurs(request.account())) {
                return wrongSwarm(request.account());
            }
            add(who, request);
            return Bt.dict(Map.of("success", Bt.of(true)));
        } catch (MonitorException refused) {
            return refused.toBt();
        }
    }

    private Bt.Dict wrongSwarm(Account account) {
        var dict = new HashMap<String, Bt>();
        dict.put("errcode", Bt.of(Code.WRONG_SWARM.number()));
        dict.put("error", Bt.text("The account belongs to another swarm"));
        dict.put(
                "swarm",
                Bt.text(membership.swarmOf(account).orElse(Swarm.NONE).id().hex()));
        return Bt.dict(dict);
    }

    private void add(Subscriber who, MonitorRequest request) throws MonitorException {
        if (subscriptions.get() >= subscriptionsMax) {
            sweep();
        }
        var fresh = new Subscription(
                Set.copyOf(request.namespaces()), request.withData(), clock.millis() + MonitorRequest.LIFE.toMillis());
        var taken = new boolean[1];
        accounts.compute(request.account(), (_, known) -> {
            var all = known == null ? new ConcurrentHashMap<Subscriber, Subscription>() : known;
            var old = all.get(who);
            if (old != null) {
                all.put(who, isOver(old) ? fresh : old.and(fresh));
                taken[0] = true;
            } else if (subscriptions.get() < subscriptionsMax) {
                subscriptions.incrementAndGet();
                all.put(who, fresh);
                subscribers
                        .computeIfAbsent(who, _ -> ConcurrentHashMap.newKeySet())
                        .add(request.account());
                taken[0] = true;
            }
            return all.isEmpty() ? null : all;
        });
        if (!taken[0]) {
            throw new MonitorException(Code.BAD_ARGUMENTS, "This node has too many subscriptions already");
        }
    }

    private boolean isOver(Subscription subscription) {
        return subscription.endsMs() <= clock.millis();
    }

    /** A message was kept that was not there before. */
    void arrived(Account account, Namespace namespace, StoredMessage message) {
        if (accounts.isEmpty()) {
            return;
        }
        var listening = accounts.get(account);
        if (listening == null) {
            return;
        }
        listening.forEach((who, subscription) -> {
            if (subscription.namespaces().contains(namespace) && !isOver(subscription)) {
                who.arrived(notice(account, namespace, message, subscription.withData()));
            }
        });
    }

    private static Bytes notice(Account account, Namespace namespace, StoredMessage message, boolean withData) {
        var dict = new HashMap<String, Bt>();
        dict.put("@", Bt.of(account.bytes()));
        dict.put("h", Bt.text(message.hash().text()));
        dict.put("n", Bt.of(namespace.value()));
        dict.put("t", Bt.of(message.timestampMs()));
        dict.put("z", Bt.of(message.expiryMs()));
        if (withData) {
            dict.put("~", Bt.of(message.data().toArray()));
        }
        return Bytes.wrap(BtCodec.encode(Bt.dict(dict)));
    }

    /** Ends all subscriptions of a connection. */
    public void forget(Subscriber who) {
        var subscribed = subscribers.remove(who);
        if (subscribed != null) {
            subscribed.forEach(account -> remove(account, (subscriber, _) -> subscriber.equals(who)));
        }
    }

    /** Ends subscriptions whose time is over, and those of accounts that belong to another swarm by now. */
    public void sweep() {
        for (var account : accounts.keySet()) {
            if (membership.isOurs(account)) {
                remove(account, (_, subscription) -> isOver(subscription));
            } else {
                end(account);
            }
        }
    }

    private void end(Account account) {
        var listening = accounts.remove(account);
        if (listening == null) {
            return;
        }
        var dict = new HashMap<>(Map.of("@", (Bt) Bt.of(account.bytes())));
        wrongSwarm(account).entries().forEach((key, value) -> dict.put(key.text(), value));
        var notice = Bytes.wrap(BtCodec.encode(Bt.dict(dict)));
        listening.keySet().forEach(who -> {
            ended(who, account);
            who.ended(notice);
        });
    }

    private void remove(Account account, BiPredicate<Subscriber, Subscription> which) {
        accounts.computeIfPresent(account, (_, known) -> {
            known.forEach((who, subscription) -> {
                if (which.test(who, subscription) && known.remove(who, subscription)) {
                    ended(who, account);
                }
            });
            return known.isEmpty() ? null : known;
        });
    }

    private void ended(Subscriber who, Account account) {
        subscriptions.decrementAndGet();
        subscribers.computeIfPresent(who, (_, subscribed) -> {
            subscribed.remove(account);
            return subscribed.isEmpty() ? null : subscribed;
        });
    }

    /** How many pairs of account and connection there are. */
    public int subscriptions() {
        return subscriptions.get();
    }
}
