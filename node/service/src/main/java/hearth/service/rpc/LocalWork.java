package hearth.service.rpc;

import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.Delete;
import hearth.protocol.rpc.DeleteAll;
import hearth.protocol.rpc.DeleteBefore;
import hearth.protocol.rpc.Deleted;
import hearth.protocol.rpc.Expire;
import hearth.protocol.rpc.ExpireAll;
import hearth.protocol.rpc.Expired;
import hearth.protocol.rpc.MemberReply;
import hearth.protocol.rpc.RequestChecks;
import hearth.protocol.rpc.RevokeSubaccount;
import hearth.protocol.rpc.Revoked;
import hearth.protocol.rpc.Signature;
import hearth.protocol.rpc.SignedStrings;
import hearth.protocol.rpc.StorageRequest;
import hearth.protocol.rpc.Store;
import hearth.protocol.rpc.StoredMessage;
import hearth.protocol.rpc.SubaccountToken;
import hearth.protocol.rpc.Swept;
import hearth.protocol.rpc.UnrevokeSubaccount;
import hearth.service.key.NodeKeys;
import hearth.service.store.Arrivals;
import hearth.service.store.MessageStore;
import hearth.sqlite.StoreException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * This node's own part of what the whole swarm does: changes its store, and signs what it did (network.md §3.6). The requests
 * given to it passed all checks.
 */
public final class LocalWork {

    private final NodeKeys keys;
    private final MessageStore store;
    private final Arrivals arrivals;
    private final Monitors monitors;
    private final Clock clock;
    private final StoreWatcher watcher;

    /** {@code watcher} is told how this node's store does. */
    public LocalWork(
            NodeKeys keys,
            MessageStore store,
            Arrivals arrivals,
            Monitors monitors,
            Clock clock,
            StoreWatcher watcher) {
        this.keys = keys;
        this.store = store;
        this.arrivals = arrivals;
        this.monitors = monitors;
        this.clock = clock;
        this.watcher = watcher;
    }

    MemberReply apply(StorageRequest.Recursive request) {
        try {
            var reply = change(request);
            watcher.storeWorked();
            return reply;
        } catch (StoreException failure) {
            watcher.storeFailed(failure);
            return new MemberReply.StoreFailed();
        }
    }

    private MemberReply.Done change(StorageRequest.Recursive request) {
        return switch (request) {
            case Store message -> keep(message);
            case Delete delete -> {
                var deleted = List.copyOf(store.delete(delete.account(), delete.messages()));
                yield new Deleted(delete, deleted, sign(Deleted.signed(delete, deleted)));
            }
            case DeleteAll all ->
                swept(Swept.Kind.of(all), store.deleteSent(all.account(), all.scope(), Long.MAX_VALUE));
            case DeleteBefore before ->
                swept(Swept.Kind.of(before), store.deleteSent(before.account(), before.scope(), before.beforeMs()));
            case ExpireAll all -> swept(Swept.Kind.of(all), store.expireBy(all.account(), all.scope(), all.expiryMs()));
            case Expire expire -> expire(expire);
            case RevokeSubaccount revoke -> {
                store.revocations().revoke(revoke.account(), revoke.tokens(), clock.instant());
                yield revoked(revoke, revoke.proof().timestampMs(), revoke.tokens(), OptionalInt.empty());
            }
            case UnrevokeSubaccount unrevoke -> {
                var count = store.revocations().unrevoke(unrevoke.account(), unrevoke.tokens());
                yield revoked(unrevoke, unrevoke.proof().timestampMs(), unrevoke.tokens(), OptionalInt.of(count));
            }
        };
    }

    private MemberReply.Done keep(Store request) {
        var hash = request.hash();
        var message = new StoredMessage(hash, request.timestampMs(), request.expiryMs(), request.data());
        var kept = store.put(request.account(), request.namespace(), message);
        if (!kept.already()) {
            arrivals.arrived(request.account(), request.namespace());
            monitors.arrived(request.account(), request.namespace(), message);
        }
        return new MemberReply.Kept(hash, kept.expiry(), kept.already(), sign(SignedStrings.stored(hash)));
    }

    private MemberReply.Done swept(Swept.Kind kind, SortedMap<Namespace, List<MessageHash>> touched) {
        return new Swept(kind, touched, sign(Swept.signed(kind, touched)));
    }

    /** No message lives longer from now than a message in a private namespace may. */
    private MemberReply.Done expire(Expire request) {
        var latest = clock.millis() + RequestChecks.TTL_MAX_PRIVATE.toMillis();
        var wishes = new ArrayList<MessageStore.Wish>();
        for (var i = 0; i < request.messages().size(); i++) {
            wishes.add(new MessageStore.Wish(request.messages().get(i), Math.min(request.expiryMs(i), latest)));
        }
        var done = store.expire(request.account(), wishes, request.applied());
        var expiry = Math.min(request.expiryMs(0), latest);
        var signature = sign(Expired.signed(request, expiry, done.updated(), done.unchanged()));
        return new Expired(request, expiry, done.updated(), done.unchanged(), signature);
    }

    private MemberReply.Done revoked(
            StorageRequest.Recursive request, long timestampMs, List<SubaccountToken> tokens, OptionalInt count) {
        var signature = sign(SignedStrings.revoked(request.account(), timestampMs, tokens));
        return new Revoked(request.account(), timestampMs, tokens, count, signature);
    }

    private Signature sign(byte[] message) {
        return Signature.of(keys.signing().sign(message));
    }
}
