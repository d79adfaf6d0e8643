package hearth.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.client.config.tree.ConfigMessage;
import hearth.client.config.tree.Signing;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Checks the bt encoding: canonical values, and inputs that some readers take and others refuse. */
final class BtVectors implements VectorKind {

    @Override
    public String name() {
        return "bt-encoding";
    }

    @Override
    public Map<String, CaseCheck> checks(JsonNode file) {
        return Map.of("valid", BtVectors::valid, "questionable", BtVectors::questionable);
    }

    private static void valid(VectorCase testCase) throws Exception {
        var value = value(testCase.object("value"));
        var encoded = testCase.hex("encoded");
        assertEquals(value, BtCodec.decode(encoded));
        assertEquals(value, BtCodec.decodeOrdered(encoded));
        testCase.expectHex("reencoded", BtCodec.encode(value));
        testCase.expectHex("reencoded", BtCodec.encode(BtCodec.decode(encoded)));
    }

    private static void questionable(VectorCase testCase) throws Exception {
        var text = testCase.hex("text_hex");
        expectVerdict(testCase.text("generic_decoder"), () -> BtCodec.decode(text));
        if (testCase.has("value")) {
            assertEquals(value(testCase.object("value")), BtCodec.decode(text));
        }
        // Inside the data of a config message the keys must ascend; the rest is as lenient.
        var config = new ByteArrayOutputStream();
        config.writeBytes("d1:#i1e1:&d1:x".getBytes(StandardCharsets.US_ASCII));
        config.writeBytes(text);
        config.writeBytes("e1:<le1:=dee".getBytes(StandardCharsets.US_ASCII));
        expectVerdict(
                testCase.text("as_value_in_config_data"),
                () -> ConfigMessage.parse(config.toByteArray(), Signing.NONE));
    }

    private static void expectVerdict(String verdict, Callable<?> reading) throws Exception {
        switch (verdict) {
            case "accepts" -> reading.call();
            case "rejects" -> VectorCase.expectRefusal(reading);
            default -> throw new AssertionError("Vector has an unknown verdict: " + verdict);
        }
    }

    private static Bt value(VectorCase typed) {
        if (typed.has("i")) {
            return new Bt.Int(new BigInteger(typed.text("i")));
        }
        if (typed.has("s")) {
            return Bt.of(typed.hex("s"));
        }
        if (typed.has("l")) {
            var items = new ArrayList<Bt>();
            typed.list("l").forEach(item -> items.add(value(item)));
            return new Bt.List(items);
        }
        var entries = new TreeMap<Bt.Bytes, Bt>();
        typed.list("d")
                .forEach(pair -> entries.put(
                        Bt.of(HexFormat.of().parseHex(pair.node().get(0).textValue())),
                        value(new VectorCase(pair.node().get(1)))));
        return new Bt.Dict(entries);
    }
}
