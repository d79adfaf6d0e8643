package hearth.web.ledger;

import hearth.protocol.ledger.Amount;
import java.time.Duration;
import java.time.Instant;

/**
 * A network's ledger at the last block this box knows.
 *
 * @param network what people call the network
 * @param token   what its money is called
 * @param symbol  the short form of that
 * @param height  how many blocks there were
 * @param time    when the last one was agreed on
 * @param active  how many nodes are active
 * @param perDay  what one active node earns in a day at present, before it is divided
 */
public record LedgerView(
        String network,
        String token,
        String symbol,
        Rules rules,
        long height,
        Instant time,
        int active,
        Amount perDay) {

    /**
     * The rules that people have to know.
     *
     * @param requirement    the stake of a complete node
     * @param operatorPart   what its operator contributes at least
     * @param fee            what every transaction costs
     * @param namePrice      what a name costs for {@code nameLife}
     * @param unlock         from asking for a stake until it is back
     * @param smallLock      for how long after the registration a small contributor may not ask
     * @param small          who contributed less than this is one
     * @param deregistration for how long the stake of an expelled node stays locked
     * @param rewardDelay    from a reward until it can be spent
     * @param creditStart    for how long a fresh node may be away
     */
    public record Rules(
            Amount requirement,
            Amount operatorPart,
            Amount fee,
            Amount namePrice,
            Duration nameLife,
            Duration unlock,
            Duration smallLock,
            Amount small,
            Duration deregistration,
            Duration rewardDelay,
            Duration creditStart) {}
}
