package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;

/**
 * Proves that a voter said two different things in one step of one round, which no honest node does, also not after a crash.
 * It has no sender and costs nothing; anybody may bring it. As bt: a list of {@code "q"} and two ballots.
 *
 * @param first  of the two ballots the one whose signature comes first
 * @param second says something else
 */
public record Equivocation(Ballot first, Ballot second) implements BlockItem {

    static final String TAG = "q";

    public Equivocation {
        if (!first.contradicts(second) || first.signature().compareTo(second.signature()) >= 0) {
            throw new IllegalArgumentException("The ballots do not contradict each other, or are not in order");
        }
    }

    /** The proof that these two contradicting ballots are, in any order. */
    public static Equivocation of(Ballot one, Ballot other) {
        return one.signature().compareTo(other.signature()) < 0
                ? new Equivocation(one, other)
                : new Equivocation(other, one);
    }

    /** Says whether the voter signed both for {@code network}. */
    public boolean isProven(LedgerHash network) {
        return first.isCast(network) && second.isCast(network);
    }

    @Override
    public Bt.List form() {
        return Bt.list(Bt.text(TAG), first.form(), second.form());
    }

    static Equivocation read(Bt form) throws FormatException {
        var in = new ListReader(form, 3, "Equivocation");
        in.value();
        return new Equivocation(Ballot.read(in.value()), Ballot.read(in.value()));
    }
}
