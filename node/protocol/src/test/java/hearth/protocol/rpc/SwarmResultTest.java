package hearth.protocol.rpc;

import static hearth.protocol.rpc.Samples.ACCOUNT;
import static hearth.protocol.rpc.Samples.H0;
import static hearth.protocol.rpc.Samples.NODE;
import static hearth.protocol.rpc.Samples.NODE_ID;
import static hearth.protocol.rpc.Samples.NOW_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.Json;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.NodeId;
import hearth.protocol.rpc.SignedStrings.ExpireMode;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What members of a swarm say they did: its shapes, its signatures, and how it crosses from node to node. */
class SwarmResultTest {

    private static final MessageHash HA = new MessageHash("A".repeat(43));
    private static final MessageHash HB = new MessageHash("B".repeat(43));
    private static final Proof PROOF = Samples.proof(new byte[0]);
    private static final Signature SIGNATURE = Signature.of(new byte[64]);
    private static final String SIGNED = "\"signature\":\"" + SIGNATURE.base64() + "\"}";

    @Test
    void whatAMemberDidComesBackAsItWasWrittenAsJsonAndFromAPeer() {
        Seeds.check(2_000, random -> {
            var request = Samples.recursive(random);
            var done = done(request, random);

            assertEquals(done, MemberReply.read(request, Json.parse(Json.bytes(done.toJson()))));
            assertEquals(done, MemberReply.fromPeer(request, done.toPeer()));
            assertTrue(done.isSignedBy(NODE_ID));
            assertFalse(done.isSignedBy(NodeId.of(new byte[32])));
        });
    }

    /** What the node of the samples does, signed by it. */
    private static MemberReply.Done done(StorageRequest.Recursive request, RandomGenerator random) {
        return switch (request) {
            case Store store ->
                new MemberReply.Kept(
                        store.hash(), store.expiryMs(), random.nextBoolean(), sign(SignedStrings.stored(store.hash())));
            case Delete delete -> {
                var some = some(delete.messages(), random);
                yield new Deleted(delete, some, sign(Deleted.signed(delete, some)));
            }
            case DeleteAll all -> swept(Swept.Kind.of(all), random);
            case DeleteBefore before -> swept(Swept.Kind.of(before), random);
            case ExpireAll all -> swept(Swept.Kind.of(all), random);
            case Expire expire -> {
                var updated = new TreeMap<MessageHash, Long>();
                var unchanged = new TreeMap<MessageHash, Long>();
                for (var i = 0; i < expire.messages().size(); i++) {
                    var side = random.nextBoolean() || expire.mode() == ExpireMode.SET ? updated : unchanged;
                    side.put(expire.messages().get(i), expire.expiryMs(i));
                }
                var single = expire.expiriesMs().size() == 1;
                var expiry = single ? expire.expiryMs(0) : 0;
                yield new Expired(
                        expire, expiry, updated, unchanged, sign(Expired.signed(expire, expiry, updated, unchanged)));
            }
            case RevokeSubaccount(var account, var tokens, var proof) ->
                new Revoked(
                        account,
                        proof.timestampMs(),
                        tokens,
                        OptionalInt.empty(),
                        sign(SignedStrings.revoked(account, proof.timestampMs(), tokens)));
            case UnrevokeSubaccount(var account, var tokens, var proof) ->
                new Revoked(
                        account,
                        proof.timestampMs(),
                        tokens,
                        OptionalInt.of(random.nextInt(4)),
                        sign(SignedStrings.revoked(account, proof.timestampMs(), tokens)));
        };
    }

    private static Swept swept(Swept.Kind kind, RandomGenerator random) {
        var touched = new TreeMap<Namespace, List<MessageHash>>();
        switch (kind.scope()) {
            case NamespaceScope.One(var namespace) -> touched.put(namespace, some(Samples.hashes(random), random));
            case NamespaceScope.All() -> {
                touched.put(new Namespace(-11), Samples.hashes(random));
                touched.put(Namespace.DIRECT, Samples.hashes(random));
            }
        }
        touched.values().removeIf(List::isEmpty);
        return new Swept(kind, touched, sign(Swept.signed(kind, touched)));
    }

    private static List<MessageHash> some(List<MessageHash> hashes, RandomGenerator random) {
        return hashes.stream().filter(_ -> random.nextBoolean()).sorted().toList();
    }

    private static Signature sign(byte[] message) {
        return Signature.of(NODE.sign(message));
    }

    @Test
    void theSignatureOfADeletionIsThatOfTheSpecification() {
        var request = new Delete(ACCOUNT, List.of(H0), false, PROOF);

        assertEquals(
                "dQLUHaVxyjRqSoTXtpBtz9CCyrir3YBUfnenJ/zz7ttwh9EcAvvUBxzsZBIYjF9sBIWN14s21RexuSvYLRvlDw==",
                sign(Deleted.signed(request, List.of(H0))).base64());
    }

    @Test
    void resultsHaveTheShapesOfTheSpecification() {
        var all = new NamespaceScope.All();
        var one = new NamespaceScope.One(new Namespace(11));
        var both = new TreeMap<>(Map.of(Namespace.DIRECT, List.of(HA), new Namespace(-11), List.of(HB)));
        var only = new TreeMap<>(Map.of(new Namespace(11), List.of(HA, HB)));

        shape(
                "{\"deleted\":[]," + SIGNED,
                new Deleted(new Delete(ACCOUNT, List.of(HA), false, PROOF), List.of(), SIGNATURE));
        shape(
                "{\"deleted\":{\"-11\":[\"" + HB.text() + "\"],\"0\":[\"" + HA.text() + "\"]}," + SIGNED,
                new Swept(Swept.Kind.of(new DeleteAll(ACCOUNT, all, new TimedProof(NOW_MS, PROOF))), both, SIGNATURE));
        shape(
                "{\"deleted\":{}," + SIGNED,
                new Swept(Swept.Kind.of(new DeleteBefore(ACCOUNT, all, NOW_MS, PROOF)), new TreeMap<>(), SIGNATURE));
        shape(
                "{\"deleted\":[\"" + HA.text() + "\",\"" + HB.text() + "\"]," + SIGNED,
                new Swept(Swept.Kind.of(new DeleteBefore(ACCOUNT, one, NOW_MS, PROOF)), only, SIGNATURE));
        shape(
                "{" + SIGNED.replace("\"}", "\",\"updated\":[]}"),
                new Swept(Swept.Kind.of(new ExpireAll(ACCOUNT, one, NOW_MS, PROOF)), new TreeMap<>(), SIGNATURE));
        shape("{" + SIGNED, new Revoked(ACCOUNT, NOW_MS, List.of(), OptionalInt.empty(), SIGNATURE));
        shape("{\"count\":2," + SIGNED, new Revoked(ACCOUNT, NOW_MS, List.of(), OptionalInt.of(2), SIGNATURE));
    }

    @Test
    void anExpireTellsOneExpiryOrOneForEachAndWhatStayedOnlyIfThatWasAPossibility() {
        var updated = new TreeMap<>(Map.of(HB, 8L, HA, 7L));
        var none = new TreeMap<MessageHash, Long>();
        var signed = SIGNED.replace("}", "");

        shape(
                "{\"expiry\":9," + signed + ",\"updated\":[\"" + HA.text() + "\",\"" + HB.text() + "\"]}",
                new Expired(expire(ExpireMode.SET, 9L), 9, updated, none, SIGNATURE));
        shape(
                "{\"expiry\":[7,8]," + signed + ",\"updated\":[\"" + HA.text() + "\",\"" + HB.text() + "\"]}",
                new Expired(expire(ExpireMode.SET, 8L, 7L), 8, updated, none, SIGNATURE));
        shape(
                "{\"expiry\":9," + signed + ",\"unchanged\":{\"" + HA.text() + "\":7,\"" + HB.text()
                        + "\":8},\"updated\":[]}",
                new Expired(expire(ExpireMode.EXTEND, 9L), 9, none, updated, SIGNATURE));
    }

    private static Expire expire(ExpireMode mode, Long... expiries) {
        return new Expire(ACCOUNT, List.of(HB, HA), List.of(expiries), mode, PROOF);
    }

    private static void shape(String json, MemberReply reply) {
        assertEquals(json, Json.text(reply.toJson()));
    }

    @Test
    void failuresOfMembersHaveTheirFourForms() {
        shape("{\"failed\":true,\"timeout\":true}", new MemberReply.TimedOut());
        shape("{\"code\":\"401\",\"failed\":true,\"reason\":\"no\"}", new MemberReply.Refused(401, "no"));
        shape("{\"bad_peer_response\":true,\"failed\":true}", new MemberReply.Garbled());
        shape("{\"failed\":true,\"query_failure\":true}", new MemberReply.StoreFailed());
    }

    @Test
    void whatAPeerAnswersIsTakenAsFarAsItCanBeRead() {
        var request = new Delete(ACCOUNT, List.of(HA), false, PROOF);

        peer(new MemberReply.Refused(421, "elsewhere"), request, "421", "elsewhere");
        peer(new MemberReply.Refused(401, "a b"), request, "401", "a\nb");
        peer(new MemberReply.StoreFailed(), request, "d6:failedi1e13:query_failurei1ee");
        peer(new MemberReply.Garbled(), request);
        peer(new MemberReply.Garbled(), request, "one", "two");
        peer(new MemberReply.Garbled(), request, "99", "two");
        peer(new MemberReply.Garbled(), request, "1", "2", "3");
        peer(new MemberReply.Garbled(), request, "de");
        peer(new MemberReply.Garbled(), request, "d7:deletedle9:signature3:abce");
        peer(new MemberReply.Garbled(), request, "d7:deletedi5e9:signature64:" + "s".repeat(64) + "e");
    }

    private static void peer(MemberReply expected, StorageRequest.Recursive request, String... parts) {
        assertEquals(
                expected,
                MemberReply.fromPeer(
                        request,
                        List.of(parts).stream()
                                .map(part -> Bytes.of(part.getBytes(StandardCharsets.UTF_8)))
                                .toList()));
    }

    @Test
    void aPeerThatSpeaksOfAnotherMessageIsNotBelieved() {
        var store = Samples.store(Namespace.DIRECT, NOW_MS, 60_000, NOW_MS);
        var kept = Map.of("hash", Bt.text(HA.text()), "expiry", Bt.of(NOW_MS), "signature", Bt.of(new byte[64]));

        peer(new MemberReply.Garbled(), store, new String(BtCodec.encode(Bt.dict(kept)), StandardCharsets.ISO_8859_1));
    }

    @Test
    void randomBytesOfPeersAreGarbledAndNothingElse() {
        Seeds.check(2_000, random -> {
            var request = Samples.recursive(random);
            var bytes = done(request, random).toPeer().getFirst().toArray();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));

            var reply = MemberReply.fromPeer(request, List.of(Bytes.wrap(bytes)));

            assertTrue(!(reply instanceof MemberReply.TimedOut));
        });
    }

    @Test
    void aClientReadsTheResultOfEveryRecursiveRequest() throws Exception {
        var request = new Delete(ACCOUNT, List.of(HA), false, PROOF);
        var done = new Deleted(request, List.of(HA), sign(Deleted.signed(request, List.of(HA))));
        var result = new SwarmResult(Map.of(NODE_ID, done));

        var answer = RpcAnswer.ok(Stamp.at(NOW_MS).on(result.toJson()));
        var read = ReplyReader.swarmResult(request, answer);

        assertEquals(result, ((RpcReply.Ok<SwarmResult>) read).result());
        assertEquals(1, result.confirmed());
    }
}
