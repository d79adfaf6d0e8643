package hearth.service.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.id.NodeId;
import hearth.service.http.ClientReply;
import hearth.testkit.Seeds;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Who counts as the node that was to answer. */
class NetworkTestTest {

    private static final NodeId NODE = NodeId.of(Seeds.bytes(Seeds.random(3), NodeId.BYTES));

    private static ClientReply reply(int status, String key) {
        var headers = new DefaultHttpHeaders();
        headers.set("x-oxen-snode-pubkey", key);
        return new ClientReply(status, headers, Bytes.EMPTY);
    }

    @Test
    void theKeyMayComeInEveryFormOfTheNetwork() {
        var base64 = Base64.getEncoder().encodeToString(NODE.bytes());
        for (var form : List.of(
                base64,
                base64.substring(0, 43),
                NODE.hex(),
                NODE.hex().toUpperCase(Locale.ROOT),
                NODE.address().replace(".snode", ""))) {
            assertTrue(NetworkTest.names(NODE, reply(200, form)), form);
        }
        var visible = NodeId.of("abcdefghijklmnopqrstuvwxyz012345".getBytes(StandardCharsets.US_ASCII));
        assertTrue(NetworkTest.names(visible, reply(200, "abcdefghijklmnopqrstuvwxyz012345")));
    }

    @Test
    void anotherKeyNoKeyOrAnotherStatusIsAFailure() {
        assertFalse(NetworkTest.names(NODE, reply(200, "00".repeat(32))));
        assertFalse(NetworkTest.names(NODE, reply(200, "")));
        assertFalse(NetworkTest.names(NODE, reply(200, "nobody's")));
        assertFalse(NetworkTest.names(NODE, reply(503, NODE.hex())));
        assertFalse(NetworkTest.names(NODE, new ClientReply(200, new DefaultHttpHeaders(), Bytes.EMPTY)));
        assertEquals("", reply(200, "").contentType());
    }
}
