package hearth.client.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import hearth.protocol.id.SwarmId;
import org.junit.jupiter.api.Test;

class SubnetsTest {

    @Test
    void dottedAddressesShareANetworkByTheirFirstThreeNumbersAndNamesOnlyWithThemselves() {
        assertEquals(subnet("192.0.2.1"), subnet("192.0.2.254"));
        assertNotEquals(subnet("192.0.2.1"), subnet("192.0.20.1"));
        assertNotEquals(subnet("one.example"), subnet("two.example"));
        assertEquals(subnet("one.example"), subnet("one.example"));
        assertNotEquals(subnet("2001:db8::1"), subnet("2001:db8::2"));
    }

    private static String subnet(String host) {
        return Subnets.of(TestNodes.node(0, host, SwarmId.UNASSIGNED));
    }
}
