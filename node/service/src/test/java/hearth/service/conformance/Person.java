package hearth.service.conformance;

import hearth.protocol.Bytes;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.Delete;
import hearth.protocol.rpc.DeleteAll;
import hearth.protocol.rpc.Expire;
import hearth.protocol.rpc.NamespaceScope;
import hearth.protocol.rpc.Proof;
import hearth.protocol.rpc.Retrieve;
import hearth.protocol.rpc.RetrieveLimit;
import hearth.protocol.rpc.SignedStrings;
import hearth.protocol.rpc.SignedStrings.ExpireMode;
import hearth.protocol.rpc.Store;
import hearth.protocol.rpc.TimedProof;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Somebody with an account of their own, who signs what they ask. Every one is somebody else. */
final class Person {

    private static final AtomicLong NUMBER = new AtomicLong();

    final AccountKeys keys;
    final Account account;

    Person() {
        keys = AccountKeys.fromSeed32(ByteBuffer.allocate(32)
                .putLong(0x48656172)
                .putLong(NUMBER.incrementAndGet())
                .array());
        account = keys.id().account();
    }

    Proof proof(byte[] signed) {
        return Proof.ofPerson(keys.signing().publicKey(), keys.signing().sign(signed));
    }

    TimedProof proof(long timestampMs, byte[] signed) {
        return new TimedProof(timestampMs, proof(signed));
    }

    Store store(Namespace namespace, String text, long ttlMs) {
        return store(namespace, text, Town.NOW_MS, ttlMs);
    }

    Store store(Namespace namespace, String text, long timestampMs, long ttlMs) {
        return new Store(
                account,
                namespace,
                timestampMs,
                timestampMs + ttlMs,
                Bytes.of(text.getBytes(StandardCharsets.UTF_8)),
                namespace.isPublicInbox()
                        ? Optional.empty()
                        : Optional.of(proof(timestampMs, SignedStrings.store(namespace, timestampMs))));
    }

    Retrieve retrieve(Namespace namespace) {
        return retrieve(namespace, Optional.empty(), RetrieveLimit.DEFAULT);
    }

    Retrieve retrieve(Namespace namespace, Optional<MessageHash> last, RetrieveLimit limit) {
        var proof = proof(Town.NOW_MS, SignedStrings.retrieve(namespace, Town.NOW_MS));
        return new Retrieve(account, namespace, last, limit, Optional.of(proof));
    }

    Delete delete(List<MessageHash> hashes, boolean required) {
        return new Delete(account, hashes, required, proof(SignedStrings.delete(hashes)));
    }

    DeleteAll deleteAll(NamespaceScope scope) {
        return new DeleteAll(account, scope, proof(Town.NOW_MS, SignedStrings.deleteAll(scope, Town.NOW_MS)));
    }

    Expire expire(ExpireMode mode, List<Long> expiries, List<MessageHash> hashes) {
        return new Expire(account, hashes, expiries, mode, proof(SignedStrings.expire(mode, expiries, hashes)));
    }
}
