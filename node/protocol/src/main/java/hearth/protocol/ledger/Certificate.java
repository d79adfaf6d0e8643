package hearth.protocol.ledger;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Proves that a network decided: precommits of more than two thirds of the voters for one decision in one round. As bt: a list
 * of decision, round, and seals, each a list of place and signature.
 *
 * @param seals ascending by place
 */
public record Certificate(Decision decision, int round, List<Seal> seals) {

    /** The longest certificate in bytes. */
    public static final int BYTES_MAX = 16_384;

    private static final int FIELDS = 3;

    /**
     * The precommit of one voter.
     *
     * @param place     of the voter in {@link Voters#nodes}
     * @param signature 64 bytes
     */
    public record Seal(int place, Bytes signature) {

        public Seal {
            Signing.requireLength(signature);
        }

        private Bt form() {
            return Bt.list(Bt.of(place), Forms.of(signature));
        }

        private static Seal read(Bt form) throws FormatException {
            var in = new ListReader(form, 2, "Seal");
            return new Seal(in.number(Voters.MAX - 1), in.signature());
        }
    }

    public Certificate {
        seals = List.copyOf(seals);
        for (var i = 1; i < seals.size(); i++) {
            if (seals.get(i - 1).place() >= seals.get(i).place()) {
                throw new IllegalArgumentException("Seals ascend by place");
            }
        }
    }

    /** The certificate of {@code precommits}, which are all for {@code decision} in {@code round}, by voters. */
    public static Certificate of(Decision decision, int round, Collection<Ballot> precommits, Voters voters) {
        var seals = new ArrayList<Seal>();
        for (var ballot : precommits) {
            seals.add(new Seal(voters.nodes().indexOf(ballot.voter()), ballot.signature()));
        }
        seals.sort((a, b) -> Integer.compare(a.place(), b.place()));
        return new Certificate(decision, round, seals);
    }

    /** Says whether more than two thirds of {@code voters} decided so. */
    public boolean isGood(LedgerHash network, Voters voters) {
        return voters.isQuorum(seals.size())
                && seals.getLast().place() < voters.size()
                && ballots(voters).stream().allMatch(ballot -> ballot.isCast(network));
    }

    /** The precommits behind the seals. Places beyond {@code voters} are left out. */
    public List<Ballot> ballots(Voters voters) {
        var question = new Ballot.Question(Ballot.Kind.PRECOMMIT, decision.height(), round);
        return seals.stream()
                .filter(seal -> seal.place() < voters.size())
                .map(seal ->
                        new Ballot(voters.nodes().get(seal.place()), question, Optional.of(decision), seal.signature()))
                .toList();
    }

    /** The canonical bytes. */
    public byte[] encode() {
        return BtCodec.encode(form());
    }

    /** Reads a certificate from untrusted bytes. Signatures are not looked at. */
    public static Certificate decode(byte[] bytes) throws FormatException {
        return Canonical.decode(bytes, BYTES_MAX, "Certificate", Certificate::read, Certificate::form);
    }

    /** The canonical form. */
    public Bt.List form() {
        return Bt.list(decision.form(), Bt.of(round), Forms.list(seals, Seal::form));
    }

    /** Reads what {@link #form} wrote. */
    public static Certificate read(Bt form) throws FormatException {
        var in = new ListReader(form, FIELDS, "Certificate");
        return new Certificate(Decision.read(in.value()), in.number(Ballot.ROUND_MAX), in.list(Voters.MAX, Seal::read));
    }
}
