package hearth.service.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.Json;

/** What a node answered to a storage request, whatever way that took. */
record Reply(int status, String body) {

    ObjectNode json() {
        try {
            return Json.parseObject(body);
        } catch (FormatException malformed) {
            throw new AssertionError(status + " " + body, malformed);
        }
    }

    /** The JSON of a success. */
    ObjectNode ok() {
        assertEquals(200, status, body);
        return json();
    }

    void refused(int expected, String text) {
        assertEquals(expected + " " + text, status + " " + body);
    }

    /** The body of the {@code index}-th result of a batch. */
    JsonNode result(int index) {
        return ok().path("results").path(index).path("body");
    }

    int code(int index) {
        return ok().path("results").path(index).path("code").intValue();
    }
}
