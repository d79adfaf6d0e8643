package hearth.protocol.rpc;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.ActiveNodes;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.network.NodeList;
import hearth.protocol.network.StorageVersion;
import hearth.protocol.swarm.Swarm;
import hearth.testkit.Hostile;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever bytes come: requests, answers and lists are read or refused in the one way there is. */
class HostileRpcTest {

    private static final RandomGenerator RANDOM = Seeds.random(1);
    private static final int SAMPLES = 200;

    private static final List<String> RECURSIVE = List.of(
            Store.METHOD,
            Delete.METHOD,
            DeleteAll.METHOD,
            DeleteBefore.METHOD,
            ExpireAll.METHOD,
            Expire.METHOD,
            RevokeSubaccount.METHOD,
            UnrevokeSubaccount.METHOD);

    /** What reads the bytes of strangers. */
    @SuppressWarnings("ImmutableEnumChecker") // its arrays are read only
    enum Reading {
        BT(FormatException.class, forwarded(), BtCodec::decode),
        JSON(FormatException.class, requests(), Json::parse),
        REQUEST(RequestException.class, requests(), RequestParser::parse),
        REQUEST_OVER_OMQ(RequestException.class, forwarded(), bytes -> RequestParser.parse(method(bytes), bytes)),
        REQUEST_OF_PEER(
                RequestException.class, forwarded(), bytes -> RequestParser.parseForwarded(method(bytes), bytes)),
        SUBSCRIPTION(FormatException.class, List.of(subscription()), bytes -> {
            try {
                return MonitorRequest.read(BtCodec.decodeDict(bytes));
            } catch (MonitorException refused) {
                return refused;
            }
        }),
        REPLY_OF_PEER(FormatException.class, peerReplies(), bytes -> {
            var request = Samples.recursive(Seeds.random(bytes.length));
            return MemberReply.fromPeer(request, List.of(Bytes.wrap(bytes)));
        }),
        STORED(FormatException.class, stored(), bytes -> ReplyReader.store(answer(bytes))),
        RETRIEVED(FormatException.class, retrieved(), bytes -> ReplyReader.retrieve(answer(bytes))),
        SWARM(FormatException.class, swarm(), bytes -> ReplyReader.swarm(answer(bytes))),
        SWARM_RESULT(
                FormatException.class,
                stored(),
                bytes -> ReplyReader.swarmResult(Samples.recursive(Seeds.random(bytes.length)), answer(bytes))),
        EXPIRIES(
                FormatException.class,
                List.of(("{\"expiries\":{\"" + Samples.H0.text() + "\":5}}").getBytes(StandardCharsets.US_ASCII)),
                bytes -> ReplyReader.expiries(answer(bytes))),
        INFO(FormatException.class, info(), bytes -> ReplyReader.info(answer(bytes))),
        BATCH(FormatException.class, batch(), bytes -> ReplyReader.batch(answer(bytes))),
        NODE_LIST(
                FormatException.class,
                List.of(nodes().toNodesJson().toString().getBytes(StandardCharsets.US_ASCII)),
                NodeList::parse),
        ACTIVE_NODES(
                FormatException.class,
                List.of(ActiveNodes.encode(nodes().nodes(), new StorageVersion(2, 11, 0))),
                ActiveNodes::decode);

        private final Class<? extends Exception> refusal;
        private final List<byte[]> samples;
        private final Hostile.Decoder decoder;

        Reading(Class<? extends Exception> refusal, List<byte[]> samples, Hostile.Decoder decoder) {
            this.refusal = refusal;
            this.samples = samples;
            this.decoder = decoder;
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyBytesAreReadOrRefused(Reading reading) {
        Hostile.check(10_000, reading.refusal, reading.samples, reading.decoder);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void manyInputsAreReadOrRefused(Reading reading) {
        Hostile.check(200_000, reading.refusal, reading.samples, reading.decoder);
    }

    private static List<byte[]> samples(Function<RandomGenerator, byte[]> sample) {
        return IntStream.range(0, SAMPLES).mapToObj(_ -> sample.apply(RANDOM)).toList();
    }

    private static List<byte[]> requests() {
        return samples(random -> Samples.request(random).toJson());
    }

    private static List<byte[]> forwarded() {
        return samples(random -> BtCodec.encode(Samples.recursive(random).peerParams()));
    }

    /** One that the bytes decide, so that a seed decides it too. */
    private static String method(byte[] bytes) {
        return RECURSIVE.get(Math.floorMod(Arrays.hashCode(bytes), RECURSIVE.size()));
    }

    private static byte[] subscription() {
        var namespaces = List.of(Namespace.DIRECT, Namespace.CONTACTS);
        var proof = Samples.proof(SignedStrings.monitor(Samples.ACCOUNT, 5, true, namespaces));
        return BtCodec.encode(new MonitorRequest(Samples.ACCOUNT, namespaces, true, 5, proof).toBt());
    }

    private static MemberReply kept(RandomGenerator random) {
        return new MemberReply.Kept(Samples.H0, Samples.NOW_MS, random.nextBoolean(), Samples.signature(random));
    }

    private static List<byte[]> peerReplies() {
        return samples(random -> kept(random).toPeer().getFirst().toArray());
    }

    private static List<byte[]> stored() {
        return samples(random -> Json.bytes(new Stored(
                        Samples.H0,
                        Map.of(
                                Samples.NODE_ID,
                                kept(random),
                                new NodeId("77".repeat(32)),
                                new MemberReply.Refused(401, "no"),
                                new NodeId("78".repeat(32)),
                                new MemberReply.TimedOut()))
                .toJson()));
    }

    private static List<byte[]> retrieved() {
        return samples(random -> {
            var data = Bytes.wrap(Seeds.bytes(random, 50));
            var message = new StoredMessage(Samples.H0, Samples.NOW_MS, Samples.NOW_MS + 5, data);
            return Json.bytes(new Retrieved(List.of(message, message), true).toJson());
        });
    }

    private static NodeList nodes() {
        return new NodeList(List.of(
                new NodeInfo(
                        Samples.NODE_ID, X25519PublicKey.of(new byte[32]), "1.2.3.4", 22_021, 22_020, new SwarmId(-3)),
                new NodeInfo(
                        new NodeId("77".repeat(32)),
                        X25519PublicKey.of(new byte[32]),
                        "1.2.3.5",
                        22_021,
                        22_020,
                        new SwarmId(5))));
    }

    private static List<byte[]> swarm() {
        return List.of(Json.bytes(new Swarm(new SwarmId(3), nodes().nodes()).toJson()));
    }

    private static List<byte[]> info() {
        return List.of(Json.bytes(new NodeStatus(new StorageVersion(2, 8, 0), 5).toJson()));
    }

    private static List<byte[]> batch() {
        return stored().stream()
                .map(json -> {
                    var results = Json.object();
                    results.putArray("results")
                            .add(RpcAnswer.text(401, "no").inBatch())
                            .add(RpcAnswer.text(200, new String(json, StandardCharsets.US_ASCII))
                                    .inBatch());
                    return Json.bytes(results);
                })
                .toList();
    }

    private static RpcAnswer answer(byte[] body) {
        return RpcAnswer.text(
                body.length % 20 == 0 ? Status.MISDIRECTED : Status.OK, new String(body, StandardCharsets.UTF_8));
    }
}
