package hearth.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ListenPlaceTest {

    @Test
    void anAddressOfThisMachineIsTheOnlyOne() throws IOException {
        assertEquals(
                "127.0.0.9", ListenPlace.of("127.0.0.9", 22021).getAddress().getHostAddress());
    }

    @Test
    void theRoutersAddressMeansAllOfThisMachines() throws IOException {
        var place = ListenPlace.of("203.0.113.7", 22021);

        assertTrue(place.getAddress().isAnyLocalAddress());
        assertEquals(22021, place.getPort());
    }
}
