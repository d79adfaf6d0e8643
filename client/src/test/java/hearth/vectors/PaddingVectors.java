package hearth.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.message.Padding;
import java.util.Map;

/** Checks the padding of messages. */
final class PaddingVectors implements VectorKind {

    @Override
    public String name() {
        return "message-padding";
    }

    @Override
    public Map<String, CaseCheck> checks(JsonNode file) {
        return Map.of("cases", PaddingVectors::padding, "odd_inputs", PaddingVectors::odd);
    }

    private static void padding(VectorCase testCase) {
        testCase.expectHex("padded_current", Padding.pad(testCase.hex("message")));
        testCase.expectHex("unpadded", Padding.unpad(testCase.hex("padded_mobile")));
        testCase.expectHex("unpadded", Padding.unpad(testCase.hex("padded_multiple_of_160")));
        testCase.expectHex("unpadded", Padding.unpad(testCase.hex("padded_current")));
    }

    /** Where clients disagree, any result will do, but there must be one. */
    private static void odd(VectorCase testCase) {
        var unpadded = Padding.unpad(testCase.hex("input"));
        if (testCase.has("unpadded")) {
            testCase.expectHex("unpadded", unpadded);
        }
    }
}
