package hearth.protocol.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.testkit.Hostile;
import hearth.testkit.Seeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Certificates, the chain of voters from the genesis, and what they prove. */
class TrustedVotersTest {

    private static final LedgerHash BLOCK = LedgerHash.of("a block");
    private static final LedgerHash ROOT = LedgerHash.of("a state");
    private static final LedgerAddress OPERATOR = LedgerAddress.of(key(99).publicKey());

    private static final Genesis GENESIS = new Genesis(
            "Lane",
            new Genesis.Token("Test Token", "TST"),
            new Genesis.Rules(Amount.tokens(100), 1, 1_000, new Amount(1), Amount.tokens(1)),
            Amount.tokens(1_000),
            1_000,
            List.of(),
            voters(0, 4).nodes().stream()
                    .map(node -> new Genesis.FoundingNode(node, OPERATOR))
                    .toList());

    private static final TrustedVoters FIRST = TrustedVoters.of(GENESIS);

    @Test
    void moreThanTwoThirdsMakeACertificate() throws UnprovenException {
        FIRST.require(certificate(decision(5, ROOT, voters(0, 4)), 0, 4, 3));

        var two = certificate(decision(5, ROOT, voters(0, 4)), 0, 4, 2);
        assertThrows(UnprovenException.class, () -> FIRST.require(two));
    }

    @Test
    void exactlyTwoThirdsAreNotEnough() {
        var voters = voters(0, 6);

        assertFalse(voters.isQuorum(4));
        assertTrue(voters.isQuorum(5));
        assertFalse(voters.isHonest(2));
        assertTrue(voters.isHonest(3));
    }

    @Test
    void signatureUnderSomethingElseProvesNothing() {
        var good = certificate(decision(5, ROOT, voters(0, 4)), 0, 4, 3);
        var forged = new Certificate(decision(5, BLOCK, voters(0, 4)), good.round(), good.seals());
        var otherRound = new Certificate(good.decision(), good.round() + 1, good.seals());
        var otherNetwork = new TrustedVoters(BLOCK, Optional.empty(), FIRST.voters());

        assertThrows(UnprovenException.class, () -> FIRST.require(forged));
        assertThrows(UnprovenException.class, () -> FIRST.require(otherRound));
        assertThrows(UnprovenException.class, () -> otherNetwork.require(good));
    }

    @Test
    void votersAreFollowedFromTheGenesis() throws UnprovenException {
        var second = epoch(5, 0, 4, voters(2, 5));
        var third = epoch(9, 2, 5, voters(4, 7));

        var trusted = FIRST.follow(List.of(second, third));

        assertEquals(voters(4, 7), trusted.voters());
        assertEquals(9, trusted.height());
        assertEquals(trusted, trusted.follow(List.of(second, third)), "What is known is skipped");
        trusted.require(certificate(decision(10, ROOT, voters(4, 7)), 4, 7, 5));
        trusted.require(third.certificate());
    }

    @Test
    void votersOfThePastProveNothingAnyMore() throws UnprovenException {
        var trusted = FIRST.follow(epoch(5, 0, 4, voters(4, 4)));
        var fork = certificate(decision(6, ROOT, voters(0, 4)), 0, 4, 4);
        var past = certificate(decision(4, ROOT, voters(0, 4)), 0, 4, 4);
        var rival = epoch(5, 0, 4, voters(8, 4));

        assertThrows(UnprovenException.class, () -> trusted.require(fork));
        assertThrows(UnprovenException.class, () -> trusted.require(past));
        assertThrows(UnprovenException.class, () -> trusted.follow(rival));
    }

    @Test
    void gapInTheChainOfVotersIsNoticed() {
        var third = epoch(9, 2, 5, voters(4, 7));

        assertThrows(UnprovenException.class, () -> FIRST.follow(third));
    }

    @Test
    void listOfNodesIsProvenAsAWhole() throws UnprovenException, FormatException {
        var proven = proven(nodes(20), 4);
        var less = new ProvenNodes(
                proven.certificate(), proven.root(), proven.nodes().subList(1, 20));
        var changed = new ArrayList<>(proven.nodes());
        changed.set(3, changed.get(3).withSwarm(new SwarmId(77)));
        var other = new ProvenNodes(proven.certificate(), proven.root(), changed);

        ProvenNodes.decode(proven.encode()).require(FIRST);

        assertThrows(UnprovenException.class, () -> less.require(FIRST));
        assertThrows(UnprovenException.class, () -> other.require(FIRST));
    }

    @Test
    void formsReadBack() throws FormatException {
        var epoch = epoch(5, 0, 4, voters(2, 5));
        var proof = proof();

        assertEquals(epoch, Epoch.decode(epoch.encode()));
        assertEquals(epoch.certificate(), Certificate.decode(epoch.certificate().encode()));
        assertEquals(FIRST, TrustedVoters.decode(FIRST.encode()));
        assertEquals(proof, BlockItem.decode(proof.encode()));
        assertTrue(proof.encode().length < BlockItem.BYTES_MAX);
    }

    @Test
    void largestCertificateAndEpochFit() throws FormatException {
        var voters = voters(0, Voters.MAX);
        var epoch = epoch(Long.MAX_VALUE, 0, Voters.MAX, voters);

        assertEquals(epoch, Epoch.decode(epoch.encode()));
        assertEquals(epoch.certificate(), Certificate.decode(epoch.certificate().encode()));
    }

    @Test
    void damagedProofsAreRefused() {
        var samples = List.of(
                epoch(5, 0, 4, voters(2, 5)).encode(), proven(nodes(3), 4).encode(), FIRST.encode());

        Hostile.check(2_000, FormatException.class, samples, Epoch::decode);
        Hostile.check(2_000, FormatException.class, samples, ProvenNodes::decode);
        Hostile.check(2_000, FormatException.class, samples, TrustedVoters::decode);
        Hostile.check(2_000, FormatException.class, List.of(proof().encode()), BlockItem::decode);
    }

    @Test
    void equivocationNeedsTwoAnswersToOneQuestion() {
        var proof = proof();
        var elsewhere = new Ballot.Question(Ballot.Kind.PREVOTE, 5, 3).cast(key(1), GENESIS.hash(), Optional.empty());

        assertTrue(proof.isProven(GENESIS.hash()));
        assertFalse(proof.isProven(BLOCK));
        assertThrows(IllegalArgumentException.class, () -> Equivocation.of(proof.first(), elsewhere));
        assertThrows(IllegalArgumentException.class, () -> Equivocation.of(proof.first(), proof.first()));
    }

    static Equivocation proof() {
        var question = new Ballot.Question(Ballot.Kind.PREVOTE, 5, 2);
        return Equivocation.of(
                question.cast(key(1), GENESIS.hash(), Optional.of(decision(5, ROOT, voters(0, 4)))),
                question.cast(key(1), GENESIS.hash(), Optional.empty()));
    }

    /** Nodes of a ledger whose voters are the first {@code voters} test keys. */
    static ProvenNodes proven(List<NodeRecord> nodes, int voters) {
        var table = new ArrayList<List<NodeRecord>>();
        for (var i = 0; i < TableHash.BUCKETS; i++) {
            table.add(new ArrayList<>());
        }
        nodes.forEach(node ->
                table.get(TableHash.bucketOf(Bytes.wrap(node.id().bytes()))).add(node));
        var hash = TableHash.ofTable(table.stream()
                .map(bucket -> TableHash.ofBucket(bucket.stream()
                        .<Bt>map(node -> TableHash.entry(Bytes.wrap(node.id().bytes()), node.form()))
                        .toList()))
                .toList());
        var root = new StateRoot(GENESIS.hash(), 7, BLOCK, 1, Amount.ZERO, ROOT, hash, ROOT, ROOT, ROOT);
        var decision = decision(7, root.hash(), voters(0, voters));
        return new ProvenNodes(certificate(decision, 0, voters, voters * 2 / 3 + 1), root, nodes);
    }

    static List<NodeRecord> nodes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> NodeId.of(Seeds.bytes(Seeds.random(i), NodeId.BYTES)))
                .sorted()
                .map(id -> new NodeRecord(
                        id,
                        OPERATOR,
                        100,
                        5,
                        List.of(new NodeRecord.Contributor(OPERATOR, Amount.tokens(100), Amount.ZERO)),
                        NodeRecord.Standing.fresh(NodeRecord.State.ACTIVE, 5, 60),
                        new NodeRecord.QueuePlace(5, 1),
                        0,
                        0,
                        new SwarmId(3)))
                .toList();
    }

    private static Epoch epoch(long height, int first, int count, Voters next) {
        return new Epoch(certificate(decision(height, ROOT, next), first, count, count * 2 / 3 + 1), next);
    }

    private static Decision decision(long height, LedgerHash root, Voters next) {
        return new Decision(height, BLOCK, root, next.hash());
    }

    /** Signed by {@code signers} of the voters with keys from {@code first} on. */
    private static Certificate certificate(Decision decision, int first, int count, int signers) {
        var voters = voters(first, count);
        var question = new Ballot.Question(Ballot.Kind.PRECOMMIT, decision.height(), 2);
        var ballots = IntStream.range(first, first + count)
                .mapToObj(i -> question.cast(key(i), GENESIS.hash(), Optional.of(decision)))
                .sorted(Comparator.comparing(Ballot::voter))
                .limit(signers)
                .toList();
        return Certificate.of(decision, 2, ballots, voters);
    }

    static Voters voters(int first, int count) {
        return new Voters(IntStream.range(first, first + count)
                .mapToObj(i -> NodeId.of(key(i).publicKey().bytes()))
                .sorted()
                .toList());
    }

    private static Ed25519KeyPair key(int number) {
        return Ed25519KeyPair.fromSeed(Seeds.bytes(Seeds.random(number), Ed25519KeyPair.SEED_BYTES));
    }
}
