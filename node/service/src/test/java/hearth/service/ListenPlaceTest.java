package hearth.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ListenPlaceTest {

    @Test
    void anAddressOfThisMachineIsTheOnlyOne() throws IOException {
        assertEquals("127.0.0.9", ListenPlace.of(InetAddress.ofLiteral("127.0.0.9")));
    }

    @Test
    void theRoutersAddressMeansAllOfThisMachines() throws IOException {
        assertEquals(ListenPlace.EVERYWHERE, ListenPlace.of(InetAddress.ofLiteral("203.0.113.7")));
    }
}
