package hearth.protocol.rpc;

import static hearth.protocol.rpc.Samples.ACCOUNT;
import static hearth.protocol.rpc.Samples.H0;
import static hearth.protocol.rpc.Samples.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.Json;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.id.Namespace;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestParserTest {

    private static final String PUBKEY = "\"pubkey\":\"" + ACCOUNT.hex() + '"';
    private static final String TIMES = "\"timestamp\":1700000000000,\"ttl\":60000";
    private static final String DATA = "\"data\":\"YWJjIDEyMw==\"";
    private static final String TIMESTAMP = "integer timestamp (in milliseconds)";
    private static final String SIGNATURE = "A".repeat(86);
    private static final String SIGNED = "\"signature\":\"" + SIGNATURE + "==\"";

    // ---- the envelope ----

    @Test
    void whatIsNoRequestIsRefusedInTheWordsOfTheNetwork() {
        refused("", 400, "invalid json");
        refused("{", 400, "invalid json");
        refused("{\"method\":\"info\",\"params\":{}} x", 400, "invalid json");
        refused("[]", 400, "invalid json: no `method` field");
        refused("{}", 400, "invalid json: no `method` field");
        refused("{\"method\":5,\"params\":{}}", 400, "invalid json: no `method` field");
        refused("{\"method\":\"info\"}", 400, "invalid json: no `params` field");
        refused("{\"method\":\"info\",\"params\":[]}", 400, "invalid json: no `params` field");
        refused("{\"method\":\"info\",\"params\":null}", 400, "invalid json: no `params` field");
        refused("{\"method\":\"fly\",\"params\":{}}", 400, "no method fly");
        refused("{\"method\":\"\",\"params\":{}}", 400, "no method ");
    }

    @Test
    void otherKeysOfTheEnvelopeAreIgnored() throws Exception {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"info\",\"params\":{\"stray\":{\"a\":[1]}}}";

        assertEquals(new GetInfo(), RequestParser.parse(bytes(body)));
    }

    @Test
    void aQuestionToTheLedgerTakesAnyJsonOrNone() throws Exception {
        var body =
                "{\"method\":\"oxend_request\",\"params\":{\"endpoint\":\"get_service_nodes\",\"params\":{\"limit\":5}}}";

        var request = RequestParser.parse(bytes(body));
        var bare = RequestParser.parse("oxend_request", bytes("{\"endpoint\":\"x\"}"));
        var bt = BtCodec.encode(
                Bt.dict(Map.of("endpoint", Bt.text("get_service_nodes"), "params", Bt.text("{\"limit\":5}"))));

        assertEquals(new OxendRequest("get_service_nodes", Json.parse("{\"limit\":5}")), request);
        assertEquals(new OxendRequest("x", Json.object()), bare);
        assertEquals(request, RequestParser.parse("oxend_request", bt));
        assertEquals(request, RequestParser.parse(request.toJson()));
        refused(
                "{\"method\":\"oxend_request\",\"params\":{}}",
                400,
                "invalid request: Required field 'endpoint' missing");
    }

    @Test
    void anAnswerDoesNotRepeatEndlessNames() {
        var refusal = assertThrows(
                RequestException.class,
                () -> RequestParser.parse(bytes("{\"method\":\"" + "x".repeat(1_000_000) + "\",\"params\":{}}")));

        assertTrue(refusal.text().length() < 200);
    }

    @Test
    void parametersMayComeApartFromTheirMethodInEitherForm() throws Exception {
        var bt = BtCodec.encode(Bt.dict(Map.of("pubkey", Bt.of(ACCOUNT.bytes()))));

        assertEquals(new GetSwarm(ACCOUNT), RequestParser.parse("get_swarm", bytes('{' + PUBKEY + '}')));
        assertEquals(new GetSwarm(ACCOUNT), RequestParser.parse("get_swarm", bt));
        assertEquals(new GetInfo(), RequestParser.parse("info", new byte[0]));
        for (var neither : new String[] {"[]", "5", "d", "{", "i5e"}) {
            var refusal = assertThrows(RequestException.class, () -> RequestParser.parse("info", bytes(neither)));
            assertEquals("invalid body: expected json or bt_dict", refusal.text());
        }
    }

    // ---- get_swarm and info ----

    @Test
    void getSwarmHasTwoNamesAndTwoSpellings() throws Exception {
        for (var method : new String[] {"get_swarm", "get_snodes_for_pubkey"}) {
            assertEquals(new GetSwarm(ACCOUNT), parse(method, PUBKEY));
            assertEquals(new GetSwarm(ACCOUNT), parse(method, PUBKEY.replace("pubkey", "pubKey")));
            assertEquals(
                    new GetSwarm(ACCOUNT),
                    parse(method, PUBKEY.toUpperCase(Locale.ROOT).replace("PUBKEY", "pubkey")));
        }
        invalid("get_swarm", "Required field 'pubkey' or 'pubKey' missing");
        invalid("get_swarm", "Required field 'pubkey' or 'pubKey' missing", "\"pubkey\":null");
        invalid("get_swarm", "Cannot specify both 'pubkey' and 'pubKey'", PUBKEY, PUBKEY.replace("pubkey", "pubKey"));
        invalid("get_swarm", "Pubkey must be 66 hex digits/33 bytes long", "\"pubkey\":\"05ab\"");
        invalid("get_swarm", "Pubkey must be 66 hex digits/33 bytes long", "\"pubkey\":\"" + "x".repeat(66) + '"');
        invalid("get_swarm", "Invalid value given for 'pubkey': expected string", "\"pubkey\":5");
    }

    @Test
    void theDesktopClientsStrayParametersDoNoHarm() throws Exception {
        var stray = PUBKEY + ",\"params\":{\"active_only\":true,\"fields\":{\"public_ip\":true}}";

        assertEquals(new GetSwarm(ACCOUNT), parse("get_swarm", stray));
    }

    @Test
    void anAccountOfRawBytesIsRead() throws Exception {
        var raw = "\\u0005" + "a".repeat(32);

        assertEquals(
                "05" + "61".repeat(32),
                assertInstanceOf(GetSwarm.class, parse("get_swarm", "\"pubkey\":\"" + raw + '"'))
                        .account()
                        .hex());
    }

    // ---- store ----

    @Test
    void aStoreForThePublicInboxNeedsNoProof() throws Exception {
        var store = assertInstanceOf(Store.class, parse("store", PUBKEY, TIMES, DATA));

        assertEquals(ACCOUNT, store.account());
        assertEquals(Namespace.DIRECT, store.namespace());
        assertEquals(1_700_000_000_000L, store.timestampMs());
        assertEquals(1_700_000_060_000L, store.expiryMs());
        assertEquals(60_000, store.ttlMs());
        assertEquals(H0, store.hash());
        assertEquals(Optional.empty(), store.proof());
    }

    @Test
    void timesOfAStoreMayBeDecimalText() throws Exception {
        var text = "\"timestamp\":\"1700000000000\",\"ttl\":\"60000\"";

        assertEquals(parse("store", PUBKEY, TIMES, DATA), parse("store", PUBKEY, text, DATA));
        invalid("store", "Invalid value given for 'timestamp': expected " + TIMESTAMP, PUBKEY, DATA, text("1.7e12"));
        invalid("store", "Invalid value given for 'timestamp': expected " + TIMESTAMP, PUBKEY, DATA, text("-1"));
        invalid("store", "Invalid value given for 'timestamp': expected " + TIMESTAMP, PUBKEY, DATA, text(""));
        invalid(
                "store",
                "Invalid value given for 'timestamp': expected " + TIMESTAMP,
                PUBKEY,
                DATA,
                text("99999999999999999999"));
    }

    private static String text(String timestamp) {
        return "\"ttl\":60000,\"timestamp\":\"" + timestamp + '"';
    }

    @Test
    void timesMustBeMilliseconds() throws Exception {
        var tooEarly = "\"timestamp\":999999999,\"ttl\":60000";
        var earliest = "\"timestamp\":1000000000,\"ttl\":60000";

        invalid(
                "store",
                "Invalid timestamp for 'timestamp': timestamp must be in milliseconds",
                PUBKEY,
                DATA,
                tooEarly);
        invalid(
                "store",
                "Invalid timestamp for 'timestamp': timestamp must be in milliseconds",
                PUBKEY,
                DATA,
                tooEarly.replace("999999999", "\"999999999\""));
        assertInstanceOf(Store.class, parse("store", PUBKEY, DATA, earliest));
        invalid(
                "store",
                "Invalid value given for 'timestamp': expected " + TIMESTAMP,
                PUBKEY,
                DATA,
                "\"timestamp\":1700000000000.0,\"ttl\":60000");
        invalid(
                "store",
                "Invalid value given for 'timestamp': expected " + TIMESTAMP,
                PUBKEY,
                DATA,
                "\"timestamp\":-5,\"ttl\":60000");
    }

    @Test
    void aStoreHasEitherALifetimeOrAnEnd() throws Exception {
        var timestamp = "\"timestamp\":1700000000000";

        assertEquals(
                parse("store", PUBKEY, DATA, TIMES),
                parse("store", PUBKEY, DATA, timestamp, "\"expiry\":1700000060000"));
        invalid("store", "Required field 'expiry' or 'ttl' missing", PUBKEY, DATA, timestamp);
        invalid("store", "Cannot specify both 'expiry' and 'ttl'", PUBKEY, DATA, TIMES, "\"expiry\":1700000060000");
        invalid("store", "Required field 'timestamp' missing", PUBKEY, DATA, "\"ttl\":60000");
        invalid("store", "Invalid value given for 'ttl': expected positive integer", PUBKEY, timestamp, "\"ttl\":-1");
    }

    @Test
    void anEndlessLifetimeDoesNotWrapAround() throws Exception {
        var endless = "\"timestamp\":1700000000000,\"ttl\":" + Long.MAX_VALUE;

        var store = assertInstanceOf(Store.class, parse("store", PUBKEY, DATA, endless));

        assertEquals(Long.MAX_VALUE, store.expiryMs());
    }

    @Test
    void dataAreBase64OfAtMostTheLargestMessage() throws Exception {
        var largest = Base64.getEncoder().encodeToString(new byte[Store.DATA_BYTES_MAX]);

        var store = assertInstanceOf(Store.class, parse("store", PUBKEY, TIMES, data(largest)));

        assertEquals(Store.DATA_BYTES_MAX, store.data().length());
        assertEquals(102_400, largest.length());
        invalid(
                "store",
                "Message body exceeds maximum allowed length of 76800 bytes",
                PUBKEY,
                TIMES,
                data(largest + "AA"));
        invalid("store", "Invalid 'data' value: not base64 encoded", PUBKEY, TIMES, data("a"));
        invalid("store", "Invalid 'data' value: not base64 encoded", PUBKEY, TIMES, data("YWJj*"));
        invalid("store", "Required field 'data' missing", PUBKEY, TIMES);
        assertEquals(parse("store", PUBKEY, TIMES, DATA), parse("store", PUBKEY, TIMES, data("YWJjIDEyMw")));
    }

    private static String data(String base64) {
        return "\"data\":\"" + base64 + '"';
    }

    @Test
    void namespacesAreIntegersOf16Bits() throws Exception {
        for (var good : new int[] {-32768, -1, 0, 32767}) {
            var store = assertInstanceOf(Store.class, parse("store", PUBKEY, TIMES, DATA, "\"namespace\":" + good));
            assertEquals(good, store.namespace().value());
        }
        for (var out : new long[] {-32769, 32768, Long.MAX_VALUE}) {
            invalid(
                    "store",
                    "Invalid value given for 'namespace': value out of range",
                    PUBKEY,
                    TIMES,
                    DATA,
                    "\"namespace\":" + out);
        }
        for (var wrong : new String[] {"\"all\"", "\"5\"", "1.5", "true", "[]"}) {
            invalid(
                    "store",
                    "Invalid value given for 'namespace': expected 16-bit integer",
                    PUBKEY,
                    TIMES,
                    DATA,
                    "\"namespace\":" + wrong);
        }
    }

    // ---- proofs ----

    @Test
    void signaturesAreBase64WithOrWithoutPadding() throws Exception {
        var padded = proofOf(parse("store", PUBKEY, TIMES, DATA, SIGNED));
        var bare = proofOf(parse("store", PUBKEY, TIMES, DATA, "\"signature\":\"" + SIGNATURE + '"'));

        assertEquals(padded, bare);
        for (var wrong : new String[] {"", "A", SIGNATURE + "=", SIGNATURE + "AA", "*" + SIGNATURE.substring(1)}) {
            invalid(
                    "store",
                    "invalid signature: expected base64 encoded Ed25519 signature",
                    PUBKEY,
                    TIMES,
                    DATA,
                    "\"signature\":\"" + wrong + '"');
        }
    }

    @Test
    void theSignedTimeOfAStoreIsItsTimeUnlessAnotherIsGiven() throws Exception {
        var own = assertInstanceOf(Store.class, parse("store", PUBKEY, TIMES, DATA, SIGNED));
        var other = assertInstanceOf(
                Store.class, parse("store", PUBKEY, TIMES, DATA, SIGNED, "\"sig_timestamp\":1700000000005"));

        assertEquals(1_700_000_000_000L, own.proof().orElseThrow().timestampMs());
        assertEquals(1_700_000_000_005L, other.proof().orElseThrow().timestampMs());
    }

    @Test
    void whatBelongsToASignatureIsNotReadWithoutOne() throws Exception {
        var store = parse("store", PUBKEY, TIMES, DATA, "\"pubkey_ed25519\":\"nonsense\",\"subaccount\":\"nonsense\"");

        assertEquals(Optional.empty(), assertInstanceOf(Store.class, store).proof());
    }

    @Test
    void theSigningKeyIsHexAndBelongsToPeopleOnly() throws Exception {
        var hex = USER.signing().publicKey().hex();
        var lower = proofOf(parse("store", PUBKEY, TIMES, DATA, SIGNED, key(hex)));
        var upper = proofOf(parse("store", PUBKEY, TIMES, DATA, SIGNED, key(hex.toUpperCase(Locale.ROOT))));
        var raw = proofOf(parse("store", PUBKEY, TIMES, DATA, SIGNED, key("a".repeat(32))));

        assertEquals(Optional.of(USER.signing().publicKey()), lower.key());
        assertEquals(lower, upper);
        assertEquals("61".repeat(32), raw.key().orElseThrow().hex());
        invalid("store", "invalid pubkey_ed25519: value is not hex", PUBKEY, TIMES, DATA, SIGNED, key("x".repeat(64)));
        invalid(
                "store",
                "Invalid pubkey_ed25519: expected 64 hex char or 32 byte pubkey",
                PUBKEY,
                TIMES,
                DATA,
                SIGNED,
                key("abcd"));
        invalid(
                "store",
                "pubkey_ed25519 is only permitted for 05[...] pubkeys",
                "\"pubkey\":\"03" + "ab".repeat(32) + '"',
                TIMES,
                DATA,
                SIGNED,
                key(hex));
    }

    private static String key(String hex) {
        return "\"pubkey_ed25519\":\"" + hex + '"';
    }

    @Test
    void subaccountsAreBase64OrHexAndNeedTheOwnersSignature() throws Exception {
        var base64 = "\"subaccount\":\"" + "A".repeat(48) + '"';
        var hex = "\"subaccount\":\"" + "00".repeat(36) + '"';
        var owner = "\"subaccount_sig\":\"" + SIGNATURE + '"';

        var subaccount = proofOf(parse("store", PUBKEY, TIMES, DATA, SIGNED, base64, owner))
                .subaccount();

        assertEquals(Bytes.of(new byte[36]), subaccount.orElseThrow().token().bytes());
        assertEquals(
                subaccount,
                proofOf(parse("store", PUBKEY, TIMES, DATA, SIGNED, hex, owner)).subaccount());
        assertEquals(
                Optional.empty(),
                proofOf(parse("store", PUBKEY, TIMES, DATA, SIGNED, "\"subaccount\":\"\""))
                        .subaccount());
        invalid(
                "store",
                "invalid subaccount: subaccount_sig is required when using subaccount",
                PUBKEY,
                TIMES,
                DATA,
                SIGNED,
                base64);
        invalid(
                "store",
                "invalid subaccount signature: expected base64 encoded Ed25519 signature",
                PUBKEY,
                TIMES,
                DATA,
                SIGNED,
                base64,
                "\"subaccount_sig\":\"A\"");
        for (var wrong : new String[] {"A", "A".repeat(47), "x".repeat(72), "*".repeat(48)}) {
            invalid(
                    "store",
                    "invalid subaccount: expected base64 or hex-encoded subaccount token",
                    PUBKEY,
                    TIMES,
                    DATA,
                    SIGNED,
                    owner,
                    "\"subaccount\":\"" + wrong + '"');
        }
    }

    private static Proof proofOf(StorageRequest request) {
        return assertInstanceOf(Store.class, request).proof().orElseThrow().proof();
    }

    // ---- retrieve ----

    @Test
    void aRetrieveNeedsAProofAsSoonAsAnythingOfOneIsThere() throws Exception {
        var timestamp = "\"timestamp\":1700000000000";

        assertEquals(Samples.unsigned(Namespace.DIRECT), parse("retrieve", PUBKEY));
        assertEquals(Samples.unsigned(new Namespace(-10)), parse("retrieve", PUBKEY, "\"namespace\":-10"));
        assertEquals(Samples.unsigned(new Namespace(-21)), parse("retrieve", PUBKEY, "\"namespace\":-21"));
        for (var part : new String[] {
            timestamp, key(USER.signing().publicKey().hex()), "\"namespace\":0", "\"namespace\":2", "\"namespace\":-11"
        }) {
            invalid("retrieve", "Required field 'signature' missing", PUBKEY, part);
        }
        invalid("retrieve", "Required field 'timestamp' missing", PUBKEY, SIGNED);
        assertTrue(assertInstanceOf(Retrieve.class, parse("retrieve", PUBKEY, SIGNED, timestamp))
                .proof()
                .isPresent());
    }

    @Test
    void theLastHashHasTwoSpellingsAndMayBeEmpty() throws Exception {
        for (var name : new String[] {"last_hash", "lastHash"}) {
            assertEquals(Optional.of(H0), last(PUBKEY, '"' + name + "\":\"" + H0.text() + '"'));
            assertEquals(Optional.empty(), last(PUBKEY, '"' + name + "\":\"\""));
            assertEquals(Optional.empty(), last(PUBKEY, '"' + name + "\":null"));
        }
        invalid(
                "retrieve",
                "Invalid last_hash: expected base64 (43 chars)",
                PUBKEY,
                "\"last_hash\":\"" + "A".repeat(42) + '"');
        invalid("retrieve", "Invalid last_hash: not base64", PUBKEY, "\"last_hash\":\"" + "*".repeat(43) + '"');
        invalid(
                "retrieve",
                "Cannot specify both 'last_hash' and 'lastHash'",
                PUBKEY,
                "\"last_hash\":\"\",\"lastHash\":\"\"");
    }

    private static Optional<?> last(String... params) throws RequestException {
        return assertInstanceOf(Retrieve.class, parse("retrieve", params)).last();
    }

    @Test
    void limitsAreIntegersOfEitherSign() throws Exception {
        var retrieve = assertInstanceOf(Retrieve.class, parse("retrieve", PUBKEY, "\"max_count\":3,\"max_size\":-8"));

        assertEquals(new RetrieveLimit(3, -8), retrieve.limit());
        invalid("retrieve", "Invalid value given for 'max_count': expected integer", PUBKEY, "\"max_count\":\"3\"");
        invalid("retrieve", "Invalid value given for 'max_size': expected integer", PUBKEY, "\"max_size\":1.5");
    }

    @Test
    void aWaitIsARetrieveWithATime() throws Exception {
        var longest = assertInstanceOf(Wait.class, parse("hearth_wait", PUBKEY, "\"wait\":20000"));

        assertEquals(new Wait(Samples.unsigned(Namespace.DIRECT), Duration.ofSeconds(20)), longest);
        invalid("hearth_wait", "Required field 'wait' missing", PUBKEY);
        invalid("hearth_wait", "Invalid value given for 'wait': expected positive integer", PUBKEY, "\"wait\":-1");
        invalid(
                "hearth_wait",
                "Invalid value given for 'wait': expected at most 20000 milliseconds",
                PUBKEY,
                "\"wait\":20001");
    }

    // ---- batch ----

    @Test
    void aBatchHasOneToTwentyRequests() throws Exception {
        assertEquals(1, assertInstanceOf(Batch.class, batch(1)).requests().size());
        assertEquals(20, assertInstanceOf(Batch.class, batch(20)).requests().size());
        invalid("batch", "Invalid batch request: no valid \"requests\" field", "");
        invalid("batch", "Invalid batch request: no valid \"requests\" field", "\"requests\":[]");
        invalid("batch", "Invalid batch request: no valid \"requests\" field", "\"requests\":{}");
        invalid("batch", "Invalid batch request: subrequest limit exceeded", requests(21));
    }

    @Test
    void oneBadRequestSpoilsTheBatch() {
        var good = "{\"method\":\"info\",\"params\":{}},";

        invalid("batch", "Invalid batch request: requests must be objects", "\"requests\":[" + good + "5]");
        for (var bad :
                new String[] {"{}", "{\"method\":\"info\"}", "{\"method\":5,\"params\":{}}", "{\"params\":{}}"}) {
            invalid(
                    "batch",
                    "Invalid batch request: subrequests must have method/params keys",
                    "\"requests\":[" + good + bad + ']');
        }
        invalid(
                "batch",
                "Invalid batch subrequest: invalid method \"fly\"",
                "\"requests\":[" + good + "{\"method\":\"fly\",\"params\":{}}]");
        invalid(
                "batch",
                "Invalid batch subrequest: subrequests may not contain meta-requests",
                "\"requests\":[" + good + "{\"method\":\"batch\",\"params\":{" + requests(1) + "}}]");
        invalid(
                "batch",
                "Required field 'pubkey' or 'pubKey' missing",
                "\"requests\":[" + good + "{\"method\":\"get_swarm\",\"params\":{}}]");
    }

    @Test
    void aNestedBatchIsRefusedHoweverDeep() {
        var nested = "{\"method\":\"info\",\"params\":{}}";
        for (var i = 0; i < 10; i++) {
            nested = "{\"method\":\"batch\",\"params\":{\"requests\":[" + nested + "]}}";
        }
        var deep = nested;

        var refusal = assertThrows(RequestException.class, () -> RequestParser.parse(bytes(deep)));

        assertEquals(
                "invalid request: Invalid batch subrequest: subrequests may not contain meta-requests", refusal.text());
    }

    private static StorageRequest batch(int count) throws RequestException {
        return parse("batch", requests(count));
    }

    private static String requests(int count) {
        var all = new String[count];
        Arrays.fill(all, "{\"method\":\"info\",\"params\":{}}");
        return "\"requests\":[" + String.join(",", all) + ']';
    }

    // ---- peers ----

    @Test
    void aPeerHandsOnStoresAndNothingElse() throws Exception {
        var store = Samples.store(new Namespace(5), Samples.NOW_MS, 60_000, Samples.NOW_MS + 3);

        assertEquals(store, RequestParser.parseForwarded("store", BtCodec.encode(store.peerParams())));
        var refusal = assertThrows(RequestException.class, () -> RequestParser.parseForwarded("info", new byte[0]));
        assertEquals("invalid request: received invalid forwarded non-forwardable request", refusal.text());
    }

    @Test
    void aPeersStoreHasItsKeysInOrderAndItsTimesAsTheClientSentThem() {
        var store = Samples.store(new Namespace(5), Samples.NOW_MS, 60_000, Samples.NOW_MS + 3);

        var keys = store.peerParams().entries().keySet().stream()
                .map(Bt.Bytes::text)
                .toList();

        assertEquals(
                List.of(
                        "data",
                        "expiry",
                        "namespace",
                        "pubkey",
                        "pubkey_ed25519",
                        "sig_timestamp",
                        "signature",
                        "timestamp"),
                keys);
    }

    @Test
    void aPeersFieldsAreBytes() {
        var store = Samples.store(new Namespace(5), Samples.NOW_MS, 60_000, Samples.NOW_MS);

        peerInvalid(store, "signature", Bt.of(new byte[63]), "invalid signature: expected 64-byte Ed25519 signature");
        peerInvalid(store, "signature", Bt.text(SIGNATURE), "invalid signature: expected 64-byte Ed25519 signature");
        peerInvalid(
                store,
                "data",
                Bt.of(new byte[Store.DATA_BYTES_MAX + 1]),
                "Message body exceeds maximum allowed length of 76800 bytes");
        peerInvalid(
                store,
                "timestamp",
                Bt.text("1700000000000"),
                "Invalid value given for 'timestamp': expected " + TIMESTAMP);
        peerInvalid(store, "expiry", Bt.ofUnsigned(-1), "Invalid value given for 'expiry': expected " + TIMESTAMP);
        peerInvalid(store, "pubkey", Bt.of(5), "Invalid value given for 'pubkey': expected string");
    }

    private static void peerInvalid(Store store, String name, Bt value, String detail) {
        var params = new HashMap<String, Bt>();
        store.peerParams().entries().forEach((key, each) -> params.put(key.text(), each));
        params.put(name, value);

        var refusal = assertThrows(
                RequestException.class, () -> RequestParser.parseForwarded("store", BtCodec.encode(Bt.dict(params))));

        assertEquals("invalid request: " + detail, refusal.text());
    }

    // ---- all ----

    @Test
    void parseGivesBackWhatWasWritten() {
        Seeds.check(2_000, random -> {
            var request = Samples.request(random);

            assertEquals(request, RequestParser.parse(request.toJson()));
        });
    }

    @Test
    void peersReadBackWhatWasWritten() {
        Seeds.check(2_000, random -> {
            var request = Samples.recursive(random);
            var forwarded = RequestParser.parseForwarded(request.method(), BtCodec.encode(request.peerParams()));

            // Whether anything had to be there is for the node that the client asked.
            assertEquals(
                    request instanceof Delete delete
                            ? new Delete(delete.account(), delete.messages(), false, delete.proof())
                            : request,
                    forwarded);
        });
    }

    private static StorageRequest parse(String method, String... params) throws RequestException {
        return RequestParser.parse(
                bytes("{\"method\":\"" + method + "\",\"params\":{" + String.join(",", params) + "}}"));
    }

    private static void invalid(String method, String detail, String... params) {
        var refusal = assertThrows(RequestException.class, () -> parse(method, params));
        assertEquals("invalid request: " + detail, refusal.text());
        assertEquals(400, refusal.status());
    }

    private static void refused(String body, int status, String text) {
        var refusal = assertThrows(RequestException.class, () -> RequestParser.parse(bytes(body)));
        assertEquals(text, refusal.text());
        assertEquals(status, refusal.status());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
