package hearth.protocol.onion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Json;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.RpcAnswer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked example of the network specification, appendix A.1 and A.2, byte for byte. */
class OnionExampleTest {

    private static final byte[] REQUEST = "{\"method\":\"info\",\"params\":{}}".getBytes(StandardCharsets.US_ASCII);

    private static final String C0 = "000102030405060708090a0b3771b1d9d80d3b13d57f6a2e9f8e523d27dfbffa80668d45d90ed454"
            + "350a003fce71f6f981ceea1c69668c3dc213943f81e50387d0a1fdbcc3c94ecd6f49a2";

    private static final String BODY =
            "10010000202122232425262728292a2b74e0f5cb8e888cdd0a9c839a06398dc28399a0e9fd5ec3ed"
                    + "71b3616d4dfb9006f64798eb3dd3b15a224978472e66de7327d3fb185cfb0b3bbcfca8becbe7bcbb6651518d96927faf60cb3c2a"
                    + "e15dedd7d93f132266fd41cbf2090c901bdd7614679b4e84ddd89d4cd6188946a29c698f3840e59f7585ec134c04465d6cdb1ea9"
                    + "0186c014b52fa3d46171d43fbe1b113b3236c0d068362e60ff534eb2eff7c16926a8c9f20211a788367bb1c7d97fc93c8ac228c5"
                    + "88b793f11228e5207e722adaa5945d36192473f9037a7900bc1961ff1db17c06803b58638237aad2a6284c413443cff25f50d647"
                    + "61644aa28e314e6ded32b49f589e013001bfba969e5705d067d594397b22657068656d6572616c5f6b6579223a22306661613638"
                    + "34656432383836376239376634613661326465653564663863653937346537366237303138653366323261316334636632363738"
                    + "353730663230227d";

    private static final String HOP = "64343a6461746137353a000102030405060708090a0b3771b1d9d80d3b13d57f6a2e9f8e523d27df"
            + "bffa80668d45d90ed454350a003fce71f6f981ceea1c69668c3dc213943f81e50387d0a1fdbcc3c94ecd6f49a2383a656e635f74"
            + "797065373a6165732d67636d31333a657068656d6572616c5f6b657933323a7b4e909bbe7ffe44c465a220037d608ee35897d31e"
            + "f972f07f74892cb0f73f13363a686f705f6e6f69316565";

    private static final String REPLY =
            "QEFCQ0RFRkdISUpLq8+9kr5ETYQiUMBRllgMWSQGwlPI+tKTNUPf5bE5595QGnstCT9Od1WN6c/tNvNP"
                    + "0eEy7BYHAfOpFuLHIfq3nh8EpKYOizqxMPF/gzHnlqGzZUZekKg9bGRo60pO5G0OPR0Sz+PIORmQ2K462yPMbN93/Vuz+kSYP/xs";

    private static final String X_LAYER =
            "000102030405060708090a0b0c0d0e0f10111213141516175d396e2b21478247de6ad9705577e717"
                    + "55fd8013923bc9559337b56af61de64ad4ee9174ace23b53db27d78f1d5abb11d424a86bf1bb87dc908e6cab102b34";

    private final Ed25519KeyPair relay = Ed25519KeyPair.fromSeed(ScriptedRandom.repeated(0xa1));
    private final Ed25519KeyPair destination = Ed25519KeyPair.fromSeed(ScriptedRandom.repeated(0xb2));

    @Test
    void theKeysAreThoseOfTheExample() {
        assertEquals(
                "bc7cbcb5636375fa1d82434d466724d92377f53b980695dd49d26d0ce12205a5",
                relay.publicKey().hex());
        assertEquals(
                "c758cc62fd0bf6361a1ed43a9b684e289f60cea7891a986e006acc668ee34561",
                relay.toX25519().publicKey().hex());
        assertEquals(
                "3ffaf014e4ad0d6f7c94ee696dac31e07d9ef59cacb7e361d30bbea5274b1a7d",
                destination.toX25519().publicKey().hex());
    }

    @Test
    void theClientBuildsTheBodyOfTheExample() throws Exception {
        assertEquals(BODY, build().body().hex());
    }

    @Test
    void theRelayHandsOnWhatTheExampleSays() throws Exception {
        var envelope = OnionEnvelope.decode(HexFormat.of().parseHex(BODY));

        var layer = new OnionPeeler(relay.toX25519())
                .peel(envelope.ciphertext().toArray(), envelope.ephemeral(), envelope.encType());

        var next = assertInstanceOf(Layer.RelayToNode.class, layer);
        assertEquals(node(destination).id(), next.next());
        assertEquals(C0, next.ciphertext().hex());
        assertEquals(HOP, HexFormat.of().formatHex(next.hop(envelope.hopNo()).encode()));
        assertEquals(next.hop(0), OnionHop.decode(HexFormat.of().parseHex(HOP)));
    }

    @Test
    void theDestinationFindsTheRequestAndAnswersAsTheExampleDoes() throws Exception {
        var hop = OnionHop.decode(HexFormat.of().parseHex(HOP));

        var layer = new OnionPeeler(destination.toX25519())
                .peel(hop.ciphertext().toArray(), hop.ephemeral(), hop.encType());

        var request = assertInstanceOf(Layer.ForNode.class, layer);
        assertArrayEquals(REQUEST, request.request().toArray());
        var result = Json.parse("{\"hf\":[19,6],\"t\":1700000000000,\"timestamp\":1700000000000,\"version\":[2,8,0]}");
        var reply =
                OnionReply.wrap(request, RpcAnswer.ok(result), new ScriptedRandom(ScriptedRandom.counting(0x40, 12)));
        assertEquals(REPLY, new String(reply, StandardCharsets.US_ASCII));
    }

    @Test
    void theClientReadsTheAnswerOfTheExample() throws Exception {
        var reply = build().replyKeys().openNodeReply(REPLY.getBytes(StandardCharsets.US_ASCII));

        assertEquals(200, reply.status());
        assertEquals(
                "{\"hf\":[19,6],\"t\":1700000000000,\"timestamp\":1700000000000,\"version\":[2,8,0]}", reply.body());
        assertTrue(reply.headers().isEmpty());
    }

    @Test
    void theOtherCipherGivesTheLayerOfTheExample() throws Exception {
        var random = new ScriptedRandom(ScriptedRandom.repeated(0x11), ScriptedRandom.counting(0, 24));

        var built = new OnionBuilder(random).toNode(List.of(), node(destination), REQUEST, EncType.XCHACHA20);

        assertEquals(
                X_LAYER,
                OnionEnvelope.decode(built.body().toArray()).ciphertext().hex());
    }

    private OnionBuilder.Built build() throws Exception {
        var random = new ScriptedRandom(
                ScriptedRandom.repeated(0x11),
                ScriptedRandom.counting(0, 12),
                ScriptedRandom.repeated(0x22),
                ScriptedRandom.counting(0x20, 12));
        return new OnionBuilder(random).toNode(List.of(node(relay)), node(destination), REQUEST, EncType.AES_GCM);
    }

    private static NodeInfo node(Ed25519KeyPair keys) {
        return new NodeInfo(
                NodeId.of(keys.publicKey().bytes()),
                keys.toX25519().publicKey(),
                "192.0.2.1",
                22021,
                22020,
                SwarmId.UNASSIGNED);
    }
}
