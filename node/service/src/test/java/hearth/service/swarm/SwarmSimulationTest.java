package hearth.service.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.testkit.Seeds;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever happens to nodes, links and swarms: what was acknowledged is at last on every member of its swarm. */
@Timeout(1_800)
class SwarmSimulationTest {

    private static void check(int runs, int events) {
        Seeds.check(runs, random -> {
            var network = new SimNetwork(random, random.nextInt(1, 4));
            for (var i = 0; i < events; i++) {
                network.event();
            }

            network.comeToRest();

            assertEquals(List.of(), network.losses());
            assertTrue(network.alive() > events / 50, "enough to look at");
        });
    }

    @Test
    void everyAcknowledgedMessageIsOnEveryMemberAtTheEnd() {
        check(3, 500);
    }

    @Test
    @Tag("slow")
    void everyAcknowledgedMessageIsOnEveryMemberAfterThousandsOfEvents() {
        check(2, 10_000);
    }
}
