package hearth.service.ledger;

import java.util.ArrayList;

/** What falls due at a height: rewards that become spendable, names that expire. */
final class Agenda {

    private Agenda() {}

    static Step settle(LedgerState before) {
        var height = before.height();
        var due = before.due(height);
        var state = before.withoutDue(height);
        var events = new ArrayList<LedgerEvent>();
        for (var payout : due.payouts()) {
            state = state.credit(payout.to(), payout.amount());
            events.add(new LedgerEvent.RewardPaid(payout.to(), payout.amount()));
        }
        for (var name : due.names()) {
            if (state.name(name).filter(entry -> entry.expires() == height).isPresent()) {
                state = state.withoutName(name);
                events.add(new LedgerEvent.NameExpired(name));
            }
        }
        return new Step(state, events);
    }
}
