package hearth.protocol.ledger;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.id.NodeId;
import java.util.List;

/**
 * Votes of an obligations quorum about one node (network specification 8.4). As bt: a list of {@code "v"}, kind, node, height, and
 * votes, each a list of validator, reasons, signature. It has no sender and costs nothing; anybody may bring it.
 *
 * @param subject what the votes say
 * @param votes   one to ten, ascending by validator
 */
public record StateChange(Subject subject, List<Vote> votes) implements BlockItem {

    static final String TAG = "v";

    /** The most votes that a quorum has. */
    public static final int VOTES_MAX = 10;

    /** Bits of reasons as {@code get_service_nodes} shows them (7.4). */
    public static final int REASONS_MAX = 0xffff;

    /** What happens to the node. */
    public enum Kind {
        /** It loses its place for good, and its stake is locked. */
        DEREGISTER,
        /** It rests while its credit lasts. */
        DECOMMISSION,
        /** It is active again. */
        RECOMMISSION,
        /** It goes to the end of the reward queue. */
        IP_CHANGE_PENALTY
    }

    /**
     * What is voted on.
     *
     * @param height the block whose quorum votes
     */
    public record Subject(Kind kind, NodeId node, long height) {

        public Subject {
            if (height < 0) {
                throw new IllegalArgumentException("A height is never negative");
            }
        }

        /** The vote of a member of the quorum, whose place in it is {@code validator}. */
        public Vote vote(Ed25519KeyPair key, LedgerHash network, int validator, int reasons) {
            return new Vote(validator, reasons, Signing.sign(key, Signing.VOTE, network, form(reasons)));
        }

        private Bt form(int reasons) {
            return Bt.list(Bt.of(kind.ordinal()), Forms.of(node), Bt.of(height), Bt.of(reasons));
        }
    }

    /**
     * One vote.
     *
     * @param validator place of the voter in the quorum, 0 to 9
     * @param reasons   why, as bits (7.4); 0 if there is nothing to say
     * @param signature 64 bytes, by the key of the voting node, over the subject and the reasons
     */
    public record Vote(int validator, int reasons, Bytes signature) {

        public Vote {
            if (validator < 0 || validator >= VOTES_MAX || reasons < 0 || reasons > REASONS_MAX) {
                throw new IllegalArgumentException("Places go from 0 to " + (VOTES_MAX - 1) + ", reasons have 16 bits");
            }
            Signing.requireLength(signature);
        }

        private Bt form() {
            return Bt.list(Bt.of(validator), Bt.of(reasons), Forms.of(signature));
        }

        private static Vote read(Bt form) throws FormatException {
            var in = new ListReader(form, 3, "Vote");
            return new Vote(in.number(VOTES_MAX - 1), in.number(REASONS_MAX), in.signature());
        }
    }

    public StateChange {
        votes = List.copyOf(votes);
        if (votes.isEmpty() || votes.size() > VOTES_MAX) {
            throw new IllegalArgumentException(votes.size() + " votes, 1 to " + VOTES_MAX + " are possible");
        }
        for (var i = 1; i < votes.size(); i++) {
            if (votes.get(i - 1).validator() >= votes.get(i).validator()) {
                throw new IllegalArgumentException("Votes ascend by validator");
            }
        }
    }

    /** Says whether the node with that key cast {@code vote} on this subject in {@code network}. */
    public boolean isCast(Vote vote, NodeId voter, LedgerHash network) {
        var key = Ed25519PublicKey.of(voter.bytes());
        return Signing.verify(key, vote.signature(), Signing.VOTE, network, subject.form(vote.reasons()));
    }

    @Override
    public Bt.List form() {
        return Bt.list(
                Bt.text(TAG),
                Bt.of(subject.kind().ordinal()),
                Forms.of(subject.node()),
                Bt.of(subject.height()),
                Forms.list(votes, Vote::form));
    }

    static StateChange read(Bt form) throws FormatException {
        var in = new ListReader(form, 5, "State change");
        in.value();
        var kind = Kind.values()[in.number(Kind.values().length - 1)];
        return new StateChange(new Subject(kind, in.node(), in.number()), in.list(VOTES_MAX, Vote::read));
    }
}
