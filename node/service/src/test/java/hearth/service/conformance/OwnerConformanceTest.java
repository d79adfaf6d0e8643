package hearth.service.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.NodeId;
import hearth.protocol.rpc.Delete;
import hearth.protocol.rpc.Deleted;
import hearth.protocol.rpc.Expired;
import hearth.protocol.rpc.MemberReply;
import hearth.protocol.rpc.NamespaceScope;
import hearth.protocol.rpc.Proof;
import hearth.protocol.rpc.Retrieve;
import hearth.protocol.rpc.RetrieveLimit;
import hearth.protocol.rpc.RevokeSubaccount;
import hearth.protocol.rpc.RevokedSubaccounts;
import hearth.protocol.rpc.Signature;
import hearth.protocol.rpc.SignedStrings;
import hearth.protocol.rpc.SignedStrings.ExpireMode;
import hearth.protocol.rpc.StorageRequest;
import hearth.protocol.rpc.Store;
import hearth.protocol.rpc.Subaccount;
import hearth.protocol.rpc.SubaccountToken;
import hearth.protocol.rpc.Swept;
import hearth.protocol.rpc.TimedProof;
import hearth.protocol.rpc.UnrevokeSubaccount;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Points 11 to 14 of network.md §10.5: what owners change, and what they let others do. */
class OwnerConformanceTest {

    private static final long DAY_MS = 86_400_000;
    private static final long HOUR_MS = 3_600_000;
    private static final Namespace GROUP_MESSAGES = new Namespace(11);
    private static final Namespace NOTICES = new Namespace(-11);
    private static final MessageHash MISSING = new MessageHash("A".repeat(43));

    private final Town town = Town.shared();
    private final Person alice = new Person();

    private Reply ask(Way way, StorageRequest.ForAccount request) throws IOException {
        return town.ask(way, town.keeper(request.account()), request);
    }

    private MessageHash stored(Way way, Namespace namespace, String text) throws IOException {
        var store = alice.store(namespace, text, DAY_MS);
        ask(way, store).ok();
        return store.hash();
    }

    /** What each member did, after its signature was found right. */
    private <T extends MemberReply.Done> List<T> done(StorageRequest.Recursive request, Reply reply, Class<T> type)
            throws Exception {
        var swarm = reply.json().path("swarm");
        assertEquals(Town.SWARM_SIZE, swarm.size(), reply.body());
        var all = new ArrayList<T>();
        for (var member : swarm.properties()) {
            var done = assertInstanceOf(type, MemberReply.read(request, member.getValue()), reply.body());
            assertTrue(done.isSignedBy(NodeId.parse(member.getKey())), reply.body());
            all.add(done);
        }
        return all;
    }

    private static List<MessageHash> sorted(MessageHash... hashes) {
        return Stream.of(hashes).sorted().toList();
    }

    // ---- 11: expire ----

    @ParameterizedTest
    @EnumSource
    void point11ExpiriesAreSetShortenedAndExtendedAndEveryMemberSignsThat(Way way) throws Exception {
        var one = stored(way, Namespace.DIRECT, "one");
        var two = stored(way, new Namespace(2), "two");
        var stays = Town.NOW_MS + DAY_MS;
        var later = Town.NOW_MS + 2 * DAY_MS;
        var sooner = Town.NOW_MS + HOUR_MS;

        expire(way, ExpireMode.EXTEND, List.of(sooner), List.of(one), Map.of(), Map.of(one, stays));
        expire(way, ExpireMode.SHORTEN, List.of(later), List.of(one), Map.of(), Map.of(one, stays));
        expire(way, ExpireMode.SHORTEN, List.of(sooner), List.of(one), Map.of(one, sooner), Map.of());
        expire(way, ExpireMode.EXTEND, List.of(stays), List.of(one), Map.of(one, stays), Map.of());
        expire(
                way,
                ExpireMode.SET,
                List.of(sooner),
                List.of(two, one, MISSING),
                Map.of(one, sooner, two, sooner),
                Map.of());
        expire(
                way,
                ExpireMode.SET,
                List.of(later, stays, stays),
                List.of(two, one, MISSING),
                Map.of(two, later, one, stays),
                Map.of());
        expire(
                way,
                ExpireMode.EXTEND,
                List.of(later, later),
                List.of(two, one),
                Map.of(one, later),
                Map.of(two, later));

        var clamped = Town.NOW_MS + 30 * DAY_MS;
        expire(way, ExpireMode.SET, List.of(clamped + 1), List.of(one), Map.of(one, clamped), Map.of());
        expire(way, ExpireMode.SET, List.of(clamped), List.of(one), Map.of(one, clamped), Map.of());
    }

    private void expire(
            Way way,
            ExpireMode mode,
            List<Long> expiries,
            List<MessageHash> hashes,
            Map<MessageHash, Long> updated,
            Map<MessageHash, Long> unchanged)
            throws Exception {
        var request = alice.expire(mode, expiries, hashes);
        var reply = ask(way, request);
        for (var done : done(request, reply, Expired.class)) {
            assertEquals(updated, done.updated());
            assertEquals(unchanged, done.unchanged());
        }
        for (var member : reply.ok().path("swarm")) {
            assertEquals(mode != ExpireMode.SET, member.has("unchanged"));
            assertEquals(expiries.size() > 1, member.path("expiry").isArray());
        }
    }

    // ---- 12: delete ----

    @ParameterizedTest
    @EnumSource
    void point12DeleteNamesWhatWasThereAndIs404IfSomethingHadToBe(Way way) throws Exception {
        var there = stored(way, Namespace.DIRECT, "there");
        var request = alice.delete(List.of(MISSING, there), false);

        for (var done : done(request, ask(way, request), Deleted.class)) {
            assertEquals(List.of(there), done.deleted());
        }

        var again = ask(way, request);
        assertEquals(200, again.status());
        for (var done : done(request, again, Deleted.class)) {
            assertEquals(List.of(), done.deleted());
        }
        var required = alice.delete(List.of(MISSING, there), true);
        var nothing = ask(way, required);
        assertEquals(404, nothing.status());
        assertEquals(Town.SWARM_SIZE, done(required, nothing, Deleted.class).size());
        stored(way, Namespace.DIRECT, "there");
        assertEquals(200, ask(way, required).status());
    }

    // ---- 13: delete_all ----

    @ParameterizedTest
    @EnumSource
    void point13DeleteAllListsHashesOrHashesByNamespace(Way way) throws Exception {
        var direct = stored(way, Namespace.DIRECT, "direct");
        var also = stored(way, Namespace.DIRECT, "direct, too");
        var group = stored(way, GROUP_MESSAGES, "group");
        var profile = stored(way, new Namespace(2), "profile");

        swept(way, new NamespaceScope.One(GROUP_MESSAGES), Map.of(GROUP_MESSAGES, sorted(group)));
        swept(way, new NamespaceScope.One(GROUP_MESSAGES), Map.of());
        swept(
                way,
                new NamespaceScope.All(),
                Map.of(Namespace.DIRECT, sorted(direct, also), new Namespace(2), sorted(profile)));
        swept(way, new NamespaceScope.All(), Map.of());
        stored(way, Namespace.DIRECT, "direct");
        swept(way, new NamespaceScope.One(Namespace.DIRECT), Map.of(Namespace.DIRECT, sorted(direct)));
    }

    private void swept(Way way, NamespaceScope scope, Map<Namespace, List<MessageHash>> expected) throws Exception {
        var request = alice.deleteAll(scope);
        var reply = ask(way, request);
        for (var done : done(request, reply, Swept.class)) {
            assertEquals(expected, done.touched());
        }
        for (var member : reply.ok().path("swarm")) {
            assertEquals(
                    scope instanceof NamespaceScope.All, member.path("deleted").isObject());
            assertEquals(
                    scope instanceof NamespaceScope.One, member.path("deleted").isArray());
        }
    }

    // ---- 14: subaccounts ----

    /** A group with a member, who signs with a key of its own. */
    private static final class Group {

        final Ed25519KeyPair owner = Ed25519KeyPair.generate(new SecureRandom());
        final Ed25519KeyPair member = Ed25519KeyPair.generate(new SecureRandom());
        final Account account = new Account("03" + owner.publicKey().hex());

        SubaccountToken token(int prefix, int flags) {
            return SubaccountToken.of(prefix, flags, member.publicKey());
        }

        Proof by(SubaccountToken token, byte[] signed) {
            return by(token, owner, signed);
        }

        Proof by(SubaccountToken token, Ed25519KeyPair signer, byte[] signed) {
            var owned = Signature.of(signer.sign(token.bytes().toArray()));
            return new Proof(
                    Signature.of(member.sign(signed)), Optional.empty(), Optional.of(new Subaccount(token, owned)));
        }

        TimedProof byOwner(byte[] signed) {
            return new TimedProof(
                    Town.NOW_MS, new Proof(Signature.of(owner.sign(signed)), Optional.empty(), Optional.empty()));
        }

        Retrieve retrieve(Namespace namespace, Proof proof) {
            return new Retrieve(
                    account,
                    namespace,
                    Optional.empty(),
                    RetrieveLimit.DEFAULT,
                    Optional.of(new TimedProof(Town.NOW_MS, proof)));
        }

        Store store(Proof proof) {
            return new Store(
                    account,
                    GROUP_MESSAGES,
                    Town.NOW_MS,
                    Town.NOW_MS + DAY_MS,
                    Bytes.of(new byte[] {1, 2, 3}),
                    Optional.of(new TimedProof(Town.NOW_MS, proof)));
        }
    }

    private static byte[] read(Namespace namespace) {
        return SignedStrings.retrieve(namespace, Town.NOW_MS);
    }

    @ParameterizedTest
    @EnumSource
    void point14SubaccountsDoWhatTheirTokenAllowsUntilItIsRevoked(Way way) throws Exception {
        var group = new Group();
        var write = SignedStrings.store(GROUP_MESSAGES, Town.NOW_MS);
        var refusedRead = "retrieve signature verification failed";
        var reader = group.token(3, SubaccountToken.READ);
        var writer = group.token(3, SubaccountToken.READ | SubaccountToken.WRITE);
        var deleter = group.token(3, SubaccountToken.READ | SubaccountToken.WRITE | SubaccountToken.DELETE);

        ask(way, group.store(group.by(reader, write))).refused(401, "store signature verification failed");
        ask(way, group.store(group.by(writer, write))).ok();
        ask(way, group.retrieve(GROUP_MESSAGES, group.by(reader, read(GROUP_MESSAGES))))
                .ok();
        var hashes = List.of(group.store(group.by(writer, write)).hash());
        var deletion = SignedStrings.delete(hashes);
        ask(way, new Delete(group.account, hashes, false, group.by(writer, deletion)))
                .refused(401, "delete_msgs signature verification failed");
        var delete = new Delete(group.account, hashes, true, group.by(deleter, deletion));
        assertEquals(
                Town.SWARM_SIZE, done(delete, ask(way, delete), Deleted.class).size());

        var foreign = group.token(5, SubaccountToken.READ);
        var any = group.token(5, SubaccountToken.READ | SubaccountToken.ANY_PREFIX);
        ask(way, group.retrieve(GROUP_MESSAGES, group.by(foreign, read(GROUP_MESSAGES))))
                .refused(401, refusedRead);
        ask(way, group.retrieve(GROUP_MESSAGES, group.by(any, read(GROUP_MESSAGES))))
                .ok();
        ask(way, group.retrieve(GROUP_MESSAGES, group.by(reader, group.member, read(GROUP_MESSAGES))))
                .refused(401, refusedRead);

        var tokens = List.of(reader, deleter);
        var revoke = SignedStrings.revokeSubaccount(Town.NOW_MS, tokens);
        ask(way, new RevokeSubaccount(group.account, tokens, new TimedProof(Town.NOW_MS, group.by(deleter, revoke))))
                .refused(401, "revoke_subaccount signature verification failed");
        ask(way, new RevokeSubaccount(group.account, tokens, group.byOwner(revoke)))
                .ok();
        assertEquals(Set.copyOf(tokens), revoked(way, group));

        ask(way, group.retrieve(GROUP_MESSAGES, group.by(reader, read(GROUP_MESSAGES))))
                .refused(401, refusedRead);
        ask(way, group.retrieve(NOTICES, group.by(reader, read(NOTICES)))).ok();
        ask(way, group.retrieve(GROUP_MESSAGES, group.by(writer, read(GROUP_MESSAGES))))
                .ok();

        var good = List.of(reader);
        var unrevoke = SignedStrings.unrevokeSubaccount(Town.NOW_MS, good);
        var reply = ask(way, new UnrevokeSubaccount(group.account, good, group.byOwner(unrevoke)));
        for (var member : reply.ok().path("swarm")) {
            assertEquals(1, member.path("count").intValue());
        }
        ask(way, group.retrieve(GROUP_MESSAGES, group.by(reader, read(GROUP_MESSAGES))))
                .ok();
        assertEquals(Set.of(deleter), revoked(way, group));
    }

    private Set<SubaccountToken> revoked(Way way, Group group) throws IOException {
        var proof = group.byOwner(SignedStrings.revokedSubaccounts(Town.NOW_MS));
        var tokens = new HashSet<SubaccountToken>();
        for (var token :
                ask(way, new RevokedSubaccounts(group.account, proof)).ok().path("revoked_subaccounts")) {
            tokens.add(new SubaccountToken(Bytes.wrap(Base64.getDecoder().decode(token.textValue()))));
        }
        return tokens;
    }
}
