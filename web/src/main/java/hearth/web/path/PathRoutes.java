package hearth.web.path;

import hearth.client.network.NetworkState;
import hearth.client.network.PathView;
import hearth.web.account.Chats;
import hearth.web.page.Answer;
import hearth.web.page.Routes;
import hearth.web.page.Times;
import hearth.web.page.Visit;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The three nodes between this box and everybody else, and what each of them knows. */
public final class PathRoutes {

    /** Below this, nobody needs to know how wrong the box's clock is. */
    private static final Duration CLOCK_SHOWN_FROM = Duration.ofSeconds(30);

    private final Times times;

    /** One node. For templates. */
    record HopRow(int number, String key, String node, String address) {}

    public PathRoutes(Times times) {
        this.times = times;
    }

    public void addTo(Routes routes) {
        routes.writers()
                .get("/path", this::show)
                .get("/path/part", (_, chats) -> new Answer.Fragment("path", "path", model(chats), 200));
    }

    private Answer show(Visit visit, Chats chats) {
        return Answer.page("path", model(chats));
    }

    private Map<String, Object> model(Chats chats) {
        var network = chats.network();
        var model = new HashMap<String, Object>();
        model.put("lamp", Lamp.of(network));
        model.put("nodes", network.nodes());
        model.put("waiting", network.waiting());
        model.put("fetched", network.lastFetched().map(times::full).orElse(""));
        model.put("clockOff", clockOff(network));
        model.put("refused", network.listRefused());
        switch (chats.path()) {
            case PathView.Building() -> model.put("state", "building");
            case PathView.TooFewNodes(var shortage) -> {
                model.put("state", "too-few");
                model.put("known", shortage.known());
                model.put("usable", shortage.usable());
                model.put("needed", shortage.needed());
            }
            case PathView.Working(var hops, var since) -> {
                model.put("state", "working");
                model.put("since", times.full(since));
                model.put("hops", rows(hops));
            }
        }
        return model;
    }

    private static List<HopRow> rows(List<PathView.Hop> hops) {
        return hops.stream()
                .map(hop -> new HopRow(
                        hops.indexOf(hop) + 1,
                        hop.position().name().toLowerCase(Locale.ROOT),
                        hop.node().toString(),
                        hop.host() + ":" + hop.port()))
                .toList();
    }

    private static long clockOff(NetworkState network) {
        return network.clockOffset().abs().compareTo(CLOCK_SHOWN_FROM) >= 0
                ? network.clockOffset().abs().toSeconds()
                : 0;
    }
}
