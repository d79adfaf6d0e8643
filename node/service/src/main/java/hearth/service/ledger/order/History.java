package hearth.service.ledger.order;

import hearth.protocol.Bytes;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.Transaction;
import hearth.service.ledger.LedgerEvent;
import hearth.service.ledger.Refused;
import hearth.service.ledger.order.HistoryEntry.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Whom a block concerns, and in which way. */
final class History {

    private final Finalised block;
    private final Amount namePrice;
    private final List<Line> lines = new ArrayList<>();

    /**
     * One entry in the history of somebody.
     *
     * @param subject 32 bytes: an address or a node
     */
    record Line(Bytes subject, HistoryEntry entry) {}

    private History(Finalised block) {
        this.block = block;
        namePrice = block.applied().state().genesis().rules().namePrice();
    }

    /** The entries that {@code block} adds, in the order in which they happened. */
    static List<Line> of(Finalised block) {
        var history = new History(block);
        history.fees();
        block.applied().events().forEach(history::add);
        return history.lines;
    }

    private void fees() {
        var free = new HashSet<Integer>();
        block.applied().refused().stream()
                .filter(refused -> !refused.charged())
                .map(Refused::index)
                .forEach(free::add);
        var items = block.block().items();
        for (var i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Transaction paid
                    && !free.contains(i)
                    && !paid.content().fee().isZero()) {
                add(paid.content().sender(), Kind.FEE, paid.content().fee(), Bytes.EMPTY);
            }
        }
    }

    private void add(LedgerEvent event) {
        switch (event) {
            case LedgerEvent.Transferred(var from, var to, var amount) -> {
                add(from, Kind.SENT, amount, to.key());
                add(to, Kind.RECEIVED, amount, from.key());
            }
            case LedgerEvent.Rewarded turn -> add(turn.node(), Kind.NODE_REWARDED, turn.amount());
            case LedgerEvent.RewardPaid(var to, var amount) -> add(to, Kind.REWARD, amount, Bytes.EMPTY);
            case LedgerEvent.NodeRegistered(var node, var operator, var stake) -> {
                add(operator, Kind.STAKED, stake, key(node));
                add(node, Kind.NODE_REGISTERED, stake);
            }
            case LedgerEvent.Contributed(var node, var by, var amount) -> {
                add(by, Kind.STAKED, amount, key(node));
                add(node, Kind.NODE_CONTRIBUTED, amount);
            }
            case LedgerEvent.NodeActivated(var node) -> add(node, Kind.NODE_ACTIVE, Amount.ZERO);
            case LedgerEvent.UnlockRequested request -> {
                add(request.by(), Kind.UNLOCK_REQUESTED, Amount.ZERO, key(request.node()));
                add(request.node(), Kind.NODE_LEAVES, Amount.ZERO);
            }
            case LedgerEvent.StakeReturned(var node, var to, var amount) ->
                add(to, Kind.STAKE_RETURNED, amount, key(node));
            case LedgerEvent.NodeLeft(var node) -> add(node, Kind.NODE_LEFT, Amount.ZERO);
            case LedgerEvent.NodeDecommissioned gone -> add(gone.node(), Kind.NODE_DECOMMISSIONED, Amount.ZERO);
            case LedgerEvent.NodeRecommissioned back -> add(back.node(), Kind.NODE_RECOMMISSIONED, Amount.ZERO);
            case LedgerEvent.NodeDeregistered expelled -> add(expelled.node(), Kind.NODE_DEREGISTERED, Amount.ZERO);
            case LedgerEvent.IpChangePenalised(var node) -> add(node, Kind.NODE_PENALISED, Amount.ZERO);
            case LedgerEvent.NameKept kept ->
                add(kept.owner(), Kind.NAME_KEPT, namePrice, kept.name().bytes());
            case LedgerEvent.NameGiven(var name, var from, var to) -> given(name, from, to);
            case LedgerEvent.SwarmChanged _, LedgerEvent.NameUpdated _, LedgerEvent.NameExpired _ -> {
                // Nothing that an account or the fate of a node shows.
            }
        }
    }

    private void given(LedgerHash name, LedgerAddress from, LedgerAddress to) {
        add(from, Kind.NAME_SENT, Amount.ZERO, name.bytes());
        add(to, Kind.NAME_RECEIVED, Amount.ZERO, name.bytes());
    }

    private void add(LedgerAddress address, Kind kind, Amount amount, Bytes other) {
        add(address.key(), kind, amount, other);
    }

    private void add(NodeId node, Kind kind, Amount amount) {
        add(key(node), kind, amount, Bytes.EMPTY);
    }

    private void add(Bytes subject, Kind kind, Amount amount, Bytes other) {
        var height = block.block().height();
        lines.add(new Line(subject, new HistoryEntry(height, block.block().time(), kind, amount, other)));
    }

    private static Bytes key(NodeId node) {
        return Bytes.wrap(node.bytes());
    }
}
