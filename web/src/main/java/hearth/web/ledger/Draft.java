package hearth.web.ledger;

import hearth.web.page.Answer;
import hearth.web.page.Visit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * An order that waits to be confirmed, in the session of one browser. It is confirmed once: whoever confirms takes it out.
 *
 * @param id part of the address of its page
 */
record Draft(String id, Order order) {

    private static final int ID_BYTES = 8;

    /** Leads to the page that confirms {@code order}, in place of an earlier one that was not confirmed. */
    static Answer ask(Visit visit, Order order, RandomGenerator random) {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        var draft = new Draft(HexFormat.of().formatHex(bytes), order);
        visit.session().orElseThrow().keep(draft);
        return new Answer.Redirect("/wallet/confirm/" + draft.id());
    }

    /** The one with that id, as long as nobody confirmed or replaced it. */
    static Optional<Draft> find(Visit visit, String id) {
        return visit.session()
                .orElseThrow()
                .kept(Draft.class)
                .filter(draft -> draft.id().equals(id));
    }

    /** Takes it out; empty if somebody else just did. */
    static Optional<Draft> take(Visit visit, String id) {
        var session = visit.session().orElseThrow();
        return find(visit, id)
                .flatMap(_ -> session.take(Draft.class))
                .filter(draft -> draft.id().equals(id));
    }
}
