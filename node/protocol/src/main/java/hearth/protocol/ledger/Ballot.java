package hearth.protocol.ledger;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.id.NodeId;
import java.util.Optional;

/**
 * What a voter says in one step of one round about one height. Nobody says two different things in one step. As bt: a list
 * of voter, kind, height, round, decision (a list without items for none), signature.
 *
 * @param question  the step
 * @param decision  what the voter is for; empty for none in this round
 * @param signature 64 bytes, by the key of the voter, over question and decision
 */
public record Ballot(NodeId voter, Question question, Optional<Decision> decision, Bytes signature) {

    /** A round above this cannot be spoken of. */
    public static final int ROUND_MAX = 1_000_000;

    private static final int FIELDS = 6;

    /** The steps of a round. */
    public enum Kind {
        /** One voter, whose turn it is, says what could be decided. */
        PROPOSAL,
        /** Everybody says whether that is right. */
        PREVOTE,
        /** Whoever saw more than two thirds of equal prevotes is for that; more than two thirds of these decide. */
        PRECOMMIT
    }

    /**
     * One step.
     *
     * @param round from 0
     */
    public record Question(Kind kind, long height, int round) {

        public Question {
            if (height < 1 || round < 0 || round > ROUND_MAX) {
                throw new IllegalArgumentException("Heights go from 1, rounds from 0 to " + ROUND_MAX);
            }
        }

        /** The ballot of the owner of {@code key}. */
        public Ballot cast(Ed25519KeyPair key, LedgerHash network, Optional<Decision> decision) {
            var voter = NodeId.of(key.publicKey().bytes());
            var signature = Signing.sign(key, Signing.BALLOT, network, content(decision));
            return new Ballot(voter, this, decision, signature);
        }

        private Bt content(Optional<Decision> decision) {
            return Bt.list(Bt.of(kind.ordinal()), Bt.of(height), Bt.of(round), Decision.form(decision));
        }
    }

    public Ballot {
        Signing.requireLength(signature);
        if (decision.isPresent() && decision.get().height() != question.height()) {
            throw new IllegalArgumentException("A ballot is for its own height");
        }
        if (question.kind() == Kind.PROPOSAL && decision.isEmpty()) {
            throw new IllegalArgumentException("A proposal proposes something");
        }
    }

    /** Says whether the voter signed this for {@code network}. */
    public boolean isCast(LedgerHash network) {
        var key = Ed25519PublicKey.of(voter.bytes());
        return Signing.verify(key, signature, Signing.BALLOT, network, question.content(decision));
    }

    /** Says whether the voter broke the rules by signing both this and {@code other}. */
    public boolean contradicts(Ballot other) {
        return voter.equals(other.voter) && question.equals(other.question) && !decision.equals(other.decision);
    }

    /** The canonical form. */
    public Bt.List form() {
        return Bt.list(
                Forms.of(voter),
                Bt.of(question.kind().ordinal()),
                Bt.of(question.height()),
                Bt.of(question.round()),
                Decision.form(decision),
                Forms.of(signature));
    }

    /** Reads what {@link #form} wrote. */
    public static Ballot read(Bt form) throws FormatException {
        var in = new ListReader(form, FIELDS, "Ballot");
        var voter = in.node();
        var kind = Kind.values()[in.number(Kind.values().length - 1)];
        var question = new Question(kind, in.number(), in.number(ROUND_MAX));
        return new Ballot(voter, question, Decision.readOptional(in.value()), in.signature());
    }
}
