package hearth.web.help;

import hearth.web.page.Answer;
import hearth.web.page.Routes;

/** Help for everybody, signed in or not. */
public final class HelpRoutes {

    private HelpRoutes() {}

    public static void addTo(Routes routes) {
        routes.anyone().get("/help", _ -> Answer.page("help"));
    }
}
