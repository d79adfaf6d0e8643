package hearth.web.door;

import hearth.web.household.BoxState;
import hearth.web.household.Household;
import hearth.web.household.MemberDoor;
import hearth.web.household.RecoveryState;
import hearth.web.page.Answer;
import hearth.web.page.Routes;
import hearth.web.page.Visit;
import java.time.Clock;

/** The address without a path: leads everybody to where they have to go next. */
public final class FrontRoutes {

    private final Household household;
    private final Clock clock;

    public FrontRoutes(Household household, Clock clock) {
        this.household = household;
        this.clock = clock;
    }

    public void addTo(Routes routes) {
        routes.anyone().get("/", this::lead);
    }

    private Answer lead(Visit visit) {
        if (household.state() instanceof BoxState.Fresh) {
            return new Answer.Redirect("/welcome");
        }
        if (visit.locked().isPresent()) {
            return new Answer.Redirect("/unlock");
        }
        return visit.session()
                .map(session -> new Answer.Redirect(next(session.door())))
                .orElseGet(() -> new Answer.Redirect("/sign-in"));
    }

    private String next(MemberDoor door) {
        if (door.chats().isEmpty()) {
            return "/account";
        }
        return door.recovery()
                        .map(recovery -> recovery.state())
                        .filter(this::isDue)
                        .isPresent()
                ? "/recovery"
                : "/chats";
    }

    private boolean isDue(RecoveryState state) {
        return switch (state) {
            case RecoveryState.Confirmed(), RecoveryState.Hidden() -> false;
            case RecoveryState.Due() -> true;
            case RecoveryState.Postponed(var until) -> !clock.instant().isBefore(until);
        };
    }
}
