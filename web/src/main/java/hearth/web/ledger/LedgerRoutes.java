package hearth.web.ledger;

import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import hearth.web.session.SignInGate;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** All pages of the ledger. They are the owner's; nobody else in the household sees them. */
public final class LedgerRoutes {

    private final SignInGate gate;
    private final Words words;
    private final RandomGenerator random;

    public LedgerRoutes(SignInGate gate, Texts texts, Times times, Clock clock, RandomGenerator random) {
        this.gate = gate;
        this.words = new Words(texts, times, clock);
        this.random = random;
    }

    public void addTo(Routes routes) {
        new WalletRoutes(gate, words, random).addTo(routes);
        new ConfirmRoutes(gate, words).addTo(routes);
        new NodeRoutes(words, random).addTo(routes);
        new WizardRoutes(words, random).addTo(routes);
        new NamesRoutes(words, random).addTo(routes);
        new NetworkRoutes(words).addTo(routes);
    }
}
