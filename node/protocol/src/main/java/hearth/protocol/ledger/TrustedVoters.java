package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import java.util.List;
import java.util.Optional;

/**
 * Whom somebody believes who has only the genesis: its nodes first, then whom they made their successors. Never goes back,
 * so that keys of voters who left long ago prove nothing. As bt: a list of network, decision (without items for none), voters.
 *
 * @param network the hash of the genesis
 * @param since   the decision by which they became voters; empty for those of the genesis
 */
public record TrustedVoters(LedgerHash network, Optional<Decision> since, Voters voters) {

    private static final int BYTES_MAX = 8192;

    /** How trust begins. */
    public static TrustedVoters of(Genesis genesis) {
        return new TrustedVoters(genesis.hash(), Optional.empty(), Voters.of(genesis));
    }

    /** The block after which they decide; 0 for those of the genesis. */
    public long height() {
        return since.map(Decision::height).orElse(0L);
    }

    /** The next voters. Throws if those believed so far did not decide so. */
    public TrustedVoters follow(Epoch epoch) throws UnprovenException {
        if (epoch.height() <= height()) {
            throw new UnprovenException("Voters of block " + epoch.height() + " are older than those of " + height());
        }
        require(epoch.certificate());
        return new TrustedVoters(network, Optional.of(epoch.certificate().decision()), epoch.voters());
    }

    /** Follows all {@code epochs} that are newer, one after the other; skips those that are known. */
    public TrustedVoters follow(List<Epoch> epochs) throws UnprovenException {
        var trusted = this;
        for (var epoch : epochs) {
            if (epoch.height() > trusted.height()) {
                trusted = trusted.follow(epoch);
            }
        }
        return trusted;
    }

    /** Throws unless {@code certificate} is about what these voters, or that by which they became voters, decided. */
    public void require(Certificate certificate) throws UnprovenException {
        if (since.isPresent() && since.get().equals(certificate.decision())) {
            return;
        }
        if (certificate.decision().height() <= height()) {
            throw new UnprovenException("The certificate is older than the voters that are known");
        }
        if (!certificate.isGood(network, voters)) {
            throw new UnprovenException("The certificate lacks signatures of more than two thirds of the voters");
        }
    }

    /** The canonical bytes, to be kept by whoever trusts. */
    public byte[] encode() {
        return BtCodec.encode(form());
    }

    /** Reads what {@link #encode} wrote. */
    public static TrustedVoters decode(byte[] bytes) throws FormatException {
        return Canonical.decode(bytes, BYTES_MAX, "Trusted voters", TrustedVoters::read, TrustedVoters::form);
    }

    private Bt form() {
        return Bt.list(Forms.of(network), Decision.form(since), voters.form());
    }

    private static TrustedVoters read(Bt form) throws FormatException {
        var in = new ListReader(form, 3, "Trusted voters");
        return new TrustedVoters(in.hash(), Decision.readOptional(in.value()), Voters.read(in.value()));
    }
}
