package hearth.client.config.tree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.vectors.VectorCase;
import hearth.vectors.VectorKind;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks config messages with arbitrary content: how they are written, how they differ, how they become one. */
public final class ConfigMergeVectors implements VectorKind {

    @Override
    public String name() {
        return "config-merge";
    }

    @Override
    public Map<String, CaseCheck> checks(JsonNode file) {
        return Map.of("cases", ConfigMergeVectors::check);
    }

    private static void check(VectorCase testCase) throws Exception {
        var lag = testCase.number("lag");
        var signing = signing(testCase);
        var messages = new ArrayList<ConfigMessage>();
        for (var item : testCase.list("messages")) {
            messages.add(message(item, messages, lag, signing));
        }
        for (var merge : testCase.list("merges")) {
            merge(merge, messages, lag, signing);
        }
    }

    private static Signing signing(VectorCase testCase) {
        return testCase.flag("signed")
                ? Signing.sign(Ed25519KeyPair.fromSeed(testCase.hex("ed25519_seed")))
                : Signing.NONE;
    }

    private static ConfigMessage message(VectorCase item, List<ConfigMessage> earlier, int lag, Signing signing)
            throws FormatException {
        var parsed = ConfigMessage.parse(item.hex("serialized"), signing.verifier(), lag);
        item.expectHex("hash", parsed.version().hash().toArray());
        assertEquals(item.number("seqno"), parsed.seqno());
        assertEquals(dict(item.node().get("data")), parsed.data());
        item.expectHex("serialized", written(parsed, signing, lag));
        var diff = new TreeWriter().diff(parsed.diff()).bytes();
        assertArrayEquals(encoded(item.node().get("diff")), diff);

        var parent = item.number("parent");
        if (parent >= 0) {
            var draft = earlier.get(parent).next().with(parsed.data());
            // A vector may raise the number by more than one.
            if (draft.seqno() == parsed.seqno()) {
                item.expectHex("serialized", draft.finish(signing).serialized());
            }
        }
        return parsed;
    }

    private static byte[] written(ConfigMessage message, Signing signing, int lag) {
        return ConfigMessage.create(
                        message.seqno(), message.data(), message.lags(), message.diff(), new TreeMap<>(), lag, signing)
                .serialized();
    }

    private static void merge(VectorCase merge, List<ConfigMessage> messages, int lag, Signing signing)
            throws FormatException {
        var inputs = new ArrayList<ConfigMessage>();
        for (var index : merge.node().get("inputs")) {
            inputs.add(messages.get(index.intValue()));
        }
        var canSign = merge.flag("can_sign");
        var readOnly = signing.verifier().isPresent() && !canSign;
        switch (ConfigMerge.merge(inputs, readOnly, lag)) {
            case ConfigMerge.Outcome.Adopted(var index) -> {
                merge.expectFlag("merged", false);
                assertEquals(merge.number("used_input"), index);
                expect(merge, inputs.get(index));
                thenEdited(merge, inputs.get(index).next(), signing);
            }
            case ConfigMerge.Outcome.Merged(var draft) -> {
                merge.expectFlag("merged", true);
                var finished = draft.finish(signing);
                expect(merge, finished);
                thenEdited(merge, finished.next(), signing);
            }
        }
    }

    private static void expect(VectorCase merge, ConfigMessage result) throws FormatException {
        assertEquals(merge.number("seqno"), result.seqno());
        assertEquals(dict(merge.node().get("data")), result.data());
        merge.expectHex("serialized", result.serialized());
        merge.expectHex("hash", result.version().hash().toArray());
    }

    private static void thenEdited(VectorCase merge, Draft next, Signing signing) throws FormatException {
        if (!merge.has("then_edited")) {
            return;
        }
        var edited = merge.object("then_edited");
        var result = next.with(dict(edited.node().get("data"))).finish(signing);
        assertEquals(edited.number("seqno"), result.seqno());
        edited.expectHex("serialized", result.serialized());
        edited.expectHex("hash", result.version().hash().toArray());
    }

    /** A dictionary written as pairs of a key in hex and a typed value. */
    static ConfigDict dict(JsonNode pairs) {
        var dict = ConfigDict.EMPTY;
        for (var pair : pairs) {
            dict = dict.with(bytes(pair.get(0)), value(pair.get(1)));
        }
        return dict;
    }

    private static ConfigValue value(JsonNode typed) {
        if (typed.has("d")) {
            return dict(typed.get("d"));
        }
        if (typed.has("l")) {
            var members = new ArrayList<ConfigScalar>();
            typed.get("l").forEach(member -> members.add(scalar(member)));
            return ConfigSet.of(members);
        }
        return scalar(typed);
    }

    private static ConfigScalar scalar(JsonNode typed) {
        return typed.has("i")
                ? new ConfigScalar.Int(Long.parseLong(typed.get("i").asText()))
                : new ConfigScalar.Octets(bytes(typed.get("s")));
    }

    private static Bytes bytes(JsonNode hex) {
        return Bytes.wrap(HexFormat.of().parseHex(hex.textValue()));
    }

    /** The bt encoding of a typed value, which need not be a valid tree. */
    private static byte[] encoded(JsonNode typed) {
        var out = new TreeWriter();
        encode(typed, out);
        return out.bytes();
    }

    private static void encode(JsonNode typed, TreeWriter out) {
        if (typed.has("d")) {
            out.mark('d');
            typed.get("d").forEach(pair -> {
                out.octets(bytes(pair.get(0)));
                encode(pair.get(1), out);
            });
            out.mark('e');
        } else if (typed.has("l")) {
            out.mark('l');
            typed.get("l").forEach(item -> encode(item, out));
            out.mark('e');
        } else {
            out.value(scalar(typed));
        }
    }
}
