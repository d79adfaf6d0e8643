package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.client.Household.Member;
import hearth.client.network.Names.Answer;
import hearth.client.sim.SimNetwork;
import hearth.client.sim.SimNode;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.id.SessionId;
import hearth.protocol.name.NameRecord;
import hearth.protocol.rpc.OxendRequest;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.Status;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Finding people by their names, from an engine through paths to the nodes that are asked. */
class NamesTest extends HouseholdTest {

    private static final SessionId ANN = SessionId.of(SessionId.Kind.STANDARD, bytes(32, 1));
    private static final SessionId SOMEBODY_ELSE = SessionId.of(SessionId.Kind.STANDARD, bytes(32, 2));

    private static byte[] bytes(int length, int value) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** A node's answer with this as the result. */
    private static RpcAnswer result(ObjectNode result) {
        return RpcAnswer.ok(Json.object().put("t", 1).set("result", result));
    }

    private static RpcAnswer entry(String name, SessionId account) {
        var nonce = bytes(24, 3);
        var sealed = NameRecord.seal(name, account, nonce);
        return result(Json.object()
                .put("encrypted_value", HexFormat.of().formatHex(sealed))
                .put("nonce", HexFormat.of().formatHex(nonce)));
    }

    private static void knows(SimNode node, Function<String, RpcAnswer> register) {
        node.setTrick(request ->
                request instanceof OxendRequest(var endpoint, var query) && endpoint.equals(OxendRequest.NAMES)
                        ? Optional.of(register.apply(query.path("name_hash").asText()))
                        : Optional.empty());
    }

    private void everyNodeKnows(Function<String, RpcAnswer> register) {
        house.network().nodes().forEach(node -> knows(node, register));
    }

    private Member connected(String name) {
        var member = house.add(name);
        await("there is a network", () -> isConnected(member));
        return member;
    }

    private static JsonNode vectors() throws IOException {
        try (var in = Objects.requireNonNull(NamesTest.class.getResourceAsStream("/vectors/ons-push-hash.json"))) {
            return Json.parse(in.readAllBytes()).path("ons");
        } catch (FormatException e) {
            throw new IOException(e);
        }
    }

    @Test
    void theNamesOfTheVectorsLeadToTheirAccountsAndDamagedOnesToNobody() throws Exception {
        var ben = connected("Ben");
        var found = 0;
        var cases = vectors();
        for (var one : cases) {
            var name = one.path("name").asText();
            var record =
                    Json.object().put("encrypted_value", one.path("ciphertext").asText());
            if (one.path("nonce").isTextual()) {
                record.put("nonce", one.path("nonce").asText());
            }
            everyNodeKnows(hash ->
                    hash.equals(one.path("name_hash_base64").asText()) ? result(record) : result(Json.object()));

            var answer = ben.engine.names().find(name);

            if (!name.equals(name.toLowerCase(Locale.ROOT))) {
                // Names are asked for in lower case, so that the record of this one is never seen.
                assertEquals(new Answer.Nobody(), answer);
            } else if (one.has("session_id") && one.path("nonce").isTextual()) {
                assertEquals(
                        new Answer.Account(
                                SessionId.parse(one.path("session_id").asText())),
                        answer);
                found++;
            } else {
                assertEquals(new Answer.Unreadable(), answer, one.path("kind").asText());
            }
        }
        assertTrue(found >= 10, "vectors of names that can be read: " + found);
    }

    @Test
    void threeNodesOfTheSwarmsThereAreAreAskedThroughPathsAndHearTheHashOnly() throws Exception {
        var ben = connected("Ben");
        everyNodeKnows(hash -> hash.equals(NameRecord.hash("ann")) ? entry("ann", ANN) : result(Json.object()));
        house.network().forgetTrips();

        assertEquals(new Answer.Account(ANN), ben.engine.names().find(" Ann "));

        var asked = house.network().trips().stream()
                .filter(trip -> trip.method().equals(OxendRequest.METHOD))
                .toList();
        assertEquals(
                3, asked.stream().map(SimNetwork.Trip::destination).distinct().count());
        assertEquals(
                2,
                asked.stream()
                        .map(trip ->
                                house.network().node(trip.destination()).info().swarm())
                        .distinct()
                        .count());
        assertTrue(asked.stream()
                .allMatch(trip -> trip.path().size() == 3 && !trip.path().contains(trip.destination())));
        assertEquals(new Answer.Nobody(), ben.engine.names().find("anna"));
    }

    @Test
    void oneNodeThatLiesIsNeverBelieved() throws Exception {
        var ben = connected("Ben");
        var nodes = house.network().nodes();
        everyNodeKnows(_ -> entry("ann", ANN));
        // Half of them: among three there is always one of each kind, or three that agree.
        IntStream.range(0, nodes.size())
                .filter(i -> i % 4 < 2)
                .forEach(i -> knows(nodes.get(i), _ -> entry("ann", SOMEBODY_ELSE)));
        var answers = IntStream.range(0, 12).mapToObj(_ -> find(ben, "ann")).toList();
        assertTrue(answers.contains(new Answer.Disagreement()));

        everyNodeKnows(_ -> entry("ann", ANN));
        knows(nodes.getFirst(), _ -> entry("ann", SOMEBODY_ELSE));
        knows(nodes.get(1), _ -> result(Json.object()));

        for (var answer : IntStream.range(0, 12).mapToObj(_ -> find(ben, "ann")).toList()) {
            assertTrue(
                    List.of(new Answer.Account(ANN), new Answer.Disagreement()).contains(answer), answer.toString());
        }
    }

    private static Answer find(Member who, String name) {
        try {
            return who.engine.names().find(name);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nodesThatFailAreReplacedByOthersAndTooFewAreNoAnswer() throws Exception {
        var ben = connected("Ben");
        var nodes = house.network().nodes();
        everyNodeKnows(_ -> entry("ann", ANN));
        for (var i = 0; i < 3; i++) {
            knows(nodes.get(i), _ -> RpcAnswer.text(Status.INTERNAL_SERVER_ERROR, "broken"));
        }

        assertEquals(new Answer.Account(ANN), ben.engine.names().find("ann"));

        everyNodeKnows(_ -> RpcAnswer.text(Status.SERVICE_UNAVAILABLE, "later"));
        assertEquals(new Answer.NotReached(), ben.engine.names().find("ann"));
        for (var bad : List.of(
                Json.object().put("encrypted_value", "no hex"),
                Json.object().put("encrypted_value", "00".repeat(1_000)),
                Json.object().put("nonce", "00"),
                Json.object().put("encrypted_value", 7))) {
            everyNodeKnows(_ -> result(bad));
            assertEquals(new Answer.NotReached(), ben.engine.names().find("ann"), bad.toString());
        }
        house.network().setOffline(true);
        assertInstanceOf(Answer.NotReached.class, ben.engine.names().find("ann"));
    }

    @Test
    void aNetworkWithoutNamesSaysSoAndWhatIsNoNameIsNotAskedFor() throws Exception {
        var ben = connected("Ben");
        house.network().forgetTrips();

        // Nodes of this network do not know the question.
        assertEquals(new Answer.NoNames(), ben.engine.names().find("ann"));
        everyNodeKnows(_ -> RpcAnswer.text(Status.BAD_REQUEST, "Invalid oxend endpoint 'ons_resolve'"));
        assertEquals(new Answer.NoNames(), ben.engine.names().find("ann"));
        everyNodeKnows(_ -> RpcAnswer.text(Status.BAD_REQUEST, "Unknown oxend error"));
        assertEquals(new Answer.NotReached(), ben.engine.names().find("ann"));

        house.network().forgetTrips();
        for (var no : List.of("", "-ann", "ann-", "a b", "ann.loki", "änn", "a".repeat(65), "ann\u0000")) {
            assertEquals(new Answer.NotAName(), ben.engine.names().find(no));
        }
        assertTrue(
                house.network().trips().stream().noneMatch(trip -> trip.method().equals(OxendRequest.METHOD)));
    }
}
