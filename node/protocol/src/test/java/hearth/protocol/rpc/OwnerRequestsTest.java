package hearth.protocol.rpc;

import static hearth.protocol.rpc.Samples.ACCOUNT;
import static hearth.protocol.rpc.Samples.H0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hearth.protocol.Bytes;
import hearth.protocol.Json;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.SignedStrings.ExpireMode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What owners of accounts ask, and requests made of others: how they are read, and the exact texts when they are refused. */
class OwnerRequestsTest {

    private static final String PUBKEY = "\"pubkey\":\"" + ACCOUNT.hex() + '"';
    private static final String SIGNED = "\"signature\":\"" + "A".repeat(86) + "==\"";
    private static final String TIMESTAMP = "\"timestamp\":1700000000000";
    private static final String MESSAGES = "\"messages\":[\"" + H0.text() + "\"]";
    private static final MessageHash H1 = new MessageHash("B".repeat(43));
    private static final String TIME_TYPE = "integer timestamp (in milliseconds)";

    // ---- what all of them need ----

    @Test
    void everyMethodNamesWhatIsMissing() {
        invalid("delete", "Required field 'pubkey' missing", MESSAGES, SIGNED);
        invalid("delete", "Required field 'messages' missing", PUBKEY, SIGNED);
        invalid("delete", "Required field 'signature' missing", PUBKEY, MESSAGES);
        invalid("delete_all", "Required field 'signature' missing", PUBKEY, TIMESTAMP);
        invalid("delete_all", "Required field 'timestamp' missing", PUBKEY, SIGNED);
        invalid("delete_before", "Required field 'before' missing", PUBKEY, SIGNED);
        invalid("expire_all", "Required field 'expiry' missing", PUBKEY, SIGNED);
        invalid("expire", "Required field 'expiry' missing", PUBKEY, MESSAGES, SIGNED);
        invalid("expire", "Required field 'messages' missing", PUBKEY, "\"expiry\":1700000000000", SIGNED);
        invalid("get_expiries", "Required field 'timestamp' missing", PUBKEY, MESSAGES, SIGNED);
        invalid("get_expiries", "Required field 'messages' missing", PUBKEY, TIMESTAMP, SIGNED);
        invalid("revoke_subaccount", "Required field 'revoke' missing", PUBKEY, TIMESTAMP, SIGNED);
        invalid("unrevoke_subaccount", "Required field 'unrevoke' missing", PUBKEY, TIMESTAMP, SIGNED);
        invalid("revoked_subaccounts", "Required field 'timestamp' missing", PUBKEY, SIGNED);
        invalid("revoked_subaccounts", "Required field 'signature' missing", PUBKEY, TIMESTAMP);
    }

    @Test
    void theOldSpellingOfAccountsIsOnlyForTheMethodsThatAlwaysTookIt() {
        for (var method : new String[] {"delete", "delete_all", "expire", "get_expiries", "revoke_subaccount"}) {
            invalid(
                    method,
                    method.equals("revoke_subaccount")
                            ? "Required field 'revoke' missing"
                            : method.equals("expire")
                                    ? "Required field 'expiry' missing"
                                    : "Required field 'pubkey' missing",
                    PUBKEY.replace("pubkey", "pubKey"),
                    MESSAGES,
                    TIMESTAMP,
                    SIGNED);
        }
        invalid("delete", "Pubkey must be 66 hex digits (33 bytes) long", "\"pubkey\":\"05\"", MESSAGES, SIGNED);
    }

    @Test
    void aListOfHashesMayBeOneAndEveryHashIsChecked() throws Exception {
        var one = "\"messages\":\"" + H0.text() + '"';

        assertEquals(parse("delete", PUBKEY, MESSAGES, SIGNED), parse("delete", PUBKEY, one, SIGNED));
        invalid("delete", "messages does not contain any message hashes", PUBKEY, "\"messages\":[]", SIGNED);
        invalid("get_expiries", "messages does not contain any message hashes", PUBKEY, TIMESTAMP, SIGNED, none());
        invalid("delete", "invalid message hash: nonsense", PUBKEY, "\"messages\":[\"nonsense\"]", SIGNED);
        invalid(
                "expire",
                "invalid message hash: " + "A".repeat(42),
                PUBKEY,
                "\"expiry\":1700000000000,\"messages\":[\"" + H0.text() + "\",\"" + "A".repeat(42) + "\"]",
                SIGNED);
        invalid(
                "delete",
                "Invalid value given for 'messages': expected string array",
                PUBKEY,
                "\"messages\":[5]",
                SIGNED);
        invalid(
                "delete",
                "Invalid value given for 'messages': expected string array",
                PUBKEY,
                "\"messages\":{}",
                SIGNED);
    }

    private static String none() {
        return "\"messages\":[]";
    }

    @Test
    void getExpiriesTakesWhateverTextsThereAre() throws Exception {
        var request = assertInstanceOf(
                GetExpiries.class, parse("get_expiries", PUBKEY, "\"messages\":[\"x\",\"\"]", TIMESTAMP, SIGNED));

        assertEquals(List.of("x", ""), request.messages());
        assertEquals("get_expiries1700000000000x", new String(request.signed(), StandardCharsets.UTF_8));
    }

    @Test
    void namespacesAreANumberOrAll() throws Exception {
        assertEquals(zero(), scope(""));
        assertEquals(zero(), scope(",\"namespace\":0"));
        assertEquals(zero(), scope(",\"namespace\":null"));
        assertEquals(new NamespaceScope.One(new Namespace(-32768)), scope(",\"namespace\":-32768"));
        assertEquals(new NamespaceScope.All(), scope(",\"namespace\":\"all\""));
        for (var wrong : new String[] {"\"ALL\"", "\"5\"", "true", "1.5", "[]"}) {
            invalid(
                    "delete_all",
                    "Invalid value given for 'namespace': expected integer or \"all\"",
                    PUBKEY,
                    TIMESTAMP,
                    SIGNED,
                    "\"namespace\":" + wrong);
        }
        invalid(
                "expire_all",
                "Invalid value given for 'namespace': value out of range",
                PUBKEY,
                "\"expiry\":1700000000000",
                SIGNED,
                "\"namespace\":32768");
    }

    private static NamespaceScope zero() {
        return new NamespaceScope.One(Namespace.DIRECT);
    }

    private static NamespaceScope scope(String namespace) throws RequestException {
        return assertInstanceOf(DeleteAll.class, parse("delete_all", PUBKEY, TIMESTAMP, SIGNED + namespace))
                .scope();
    }

    @Test
    void timesAreNumbersOfMilliseconds() {
        for (var wrong : new String[] {"\"1700000000000\"", "1.7e12", "-1", "true"}) {
            invalid(
                    "delete_before",
                    "Invalid value given for 'before': expected " + TIME_TYPE,
                    PUBKEY,
                    SIGNED,
                    "\"before\":" + wrong);
            invalid(
                    "get_expiries",
                    "Invalid value given for 'timestamp': expected " + TIME_TYPE,
                    PUBKEY,
                    MESSAGES,
                    SIGNED,
                    "\"timestamp\":" + wrong);
        }
        invalid(
                "delete_before",
                "Invalid timestamp for 'before': timestamp must be in milliseconds",
                PUBKEY,
                SIGNED,
                "\"before\":999999999");
    }

    // ---- delete ----

    @Test
    void deleteIsNotRequiredToFindAnythingUnlessItSaysSo() throws Exception {
        assertEquals(false, delete("").required());
        assertEquals(false, delete(",\"required\":false").required());
        assertEquals(true, delete(",\"required\":true").required());
        invalid(
                "delete",
                "Invalid value given for 'required': expected boolean",
                PUBKEY,
                MESSAGES,
                SIGNED,
                "\"required\":1");
    }

    private static Delete delete(String more) throws RequestException {
        return assertInstanceOf(Delete.class, parse("delete", PUBKEY, MESSAGES, SIGNED + more));
    }

    // ---- expire ----

    @Test
    void expiriesAreOneOrAsManyAsMessages() throws Exception {
        var two = "\"messages\":[\"" + H0.text() + "\",\"" + H1.text() + "\"]";

        assertEquals(List.of(1_700_000_000_000L), expire(two, "1700000000000").expiriesMs());
        assertEquals(List.of(1_700_000_000_000L), expire(two, "[1700000000000]").expiriesMs());
        assertEquals(List.of(1L, 2L), expire(two, "[1,2]").expiriesMs());
        assertEquals(2L, expire(two, "[1,2]").expiryMs(1));
        assertEquals(7_000_000_000L, expire(two, "7000000000").expiryMs(1));
        invalid("expire", "'expiry' does not contain any expiration timestamps", PUBKEY, two, "\"expiry\":[]", SIGNED);
        invalid(
                "expire",
                "'expiry' must be a single expiry, or the same length as 'messages'",
                PUBKEY,
                two,
                "\"expiry\":[1,2,3]",
                SIGNED);
        invalid(
                "expire",
                "Invalid value given for 'expiry': expected timestamp array",
                PUBKEY,
                two,
                "\"expiry\":[1,\"2\"]",
                SIGNED);
        invalid(
                "expire",
                "Invalid value given for 'expiry': expected timestamp array",
                PUBKEY,
                two,
                "\"expiry\":-1",
                SIGNED);
        invalid(
                "expire",
                "Invalid timestamp for 'expiry': timestamp must be in milliseconds",
                PUBKEY,
                two,
                "\"expiry\":999999999",
                SIGNED);
    }

    private static Expire expire(String messages, String expiry) throws RequestException {
        return assertInstanceOf(Expire.class, parse("expire", PUBKEY, messages, "\"expiry\":" + expiry, SIGNED));
    }

    @Test
    void anExpireEitherShortensOrExtendsOrSets() throws Exception {
        assertEquals(ExpireMode.SET, mode(""));
        assertEquals(ExpireMode.SET, mode(",\"shorten\":false,\"extend\":false"));
        assertEquals(ExpireMode.SHORTEN, mode(",\"shorten\":true"));
        assertEquals(ExpireMode.EXTEND, mode(",\"extend\":true"));
        assertEquals(ExpireMode.EXTEND, mode(",\"extends\":true"));
        invalid(
                "expire",
                "cannot specify both 'shorten' and 'extend'",
                PUBKEY,
                MESSAGES,
                SIGNED,
                "\"expiry\":1700000000000,\"shorten\":true,\"extend\":true");
    }

    private static ExpireMode mode(String more) throws RequestException {
        return assertInstanceOf(
                        Expire.class, parse("expire", PUBKEY, MESSAGES, "\"expiry\":1700000000000", SIGNED + more))
                .mode();
    }

    // ---- subaccounts ----

    @Test
    void tokensAreBase64OrHexAndMayBeOne() throws Exception {
        var base64 = "A".repeat(48);
        var hex = "00".repeat(36);

        var one = revoke('"' + base64 + '"');

        assertEquals(List.of(new SubaccountToken(Bytes.of(new byte[36]))), one.tokens());
        assertEquals(one, revoke('"' + hex + '"'));
        assertEquals(one, revoke("[\"" + hex.toUpperCase(Locale.ROOT) + "\"]"));
        assertEquals(2, revoke("[\"" + hex + "\",\"" + base64 + "\"]").tokens().size());
        for (var method : new String[] {"revoke", "unrevoke"}) {
            for (var wrong : new String[] {"A", "x".repeat(72), "*".repeat(48)}) {
                invalid(
                        method + "_subaccount",
                        "invalid " + method + ": expected base64 or hex-encoded subaccount tag",
                        PUBKEY,
                        TIMESTAMP,
                        SIGNED,
                        '"' + method + "\":\"" + wrong + '"');
            }
        }
    }

    @Test
    void fiftySubaccountsAreRevokedAtOnceAndAnyNumberMadeGoodAgain() throws Exception {
        assertEquals(50, revoke(tokens(50)).tokens().size());
        invalid(
                "revoke_subaccount",
                "invalid revoke: cannot revoke more than 50 subaccounts at once",
                PUBKEY,
                TIMESTAMP,
                SIGNED,
                "\"revoke\":" + tokens(51));
        assertEquals(
                51,
                assertInstanceOf(
                                UnrevokeSubaccount.class,
                                parse("unrevoke_subaccount", PUBKEY, TIMESTAMP, SIGNED, "\"unrevoke\":" + tokens(51)))
                        .tokens()
                        .size());
    }

    private static String tokens(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> '"' + "A".repeat(48) + '"')
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void whatIsSaidOfSubaccountsDoesNotMatterWhereOnlyTheOwnerCounts() throws Exception {
        var nonsense = ",\"subaccount\":\"nonsense\"";

        assertEquals(
                Optional.empty(),
                revoke('"' + "A".repeat(48) + '"' + nonsense).proof().proof().subaccount());
        invalid(
                "get_expiries",
                "invalid subaccount: expected base64 or hex-encoded subaccount token",
                PUBKEY,
                TIMESTAMP,
                MESSAGES,
                SIGNED + nonsense);
    }

    private static RevokeSubaccount revoke(String tokens) throws RequestException {
        return assertInstanceOf(
                RevokeSubaccount.class, parse("revoke_subaccount", PUBKEY, TIMESTAMP, SIGNED, "\"revoke\":" + tokens));
    }

    // ---- sequence and ifelse ----

    @Test
    void aSequenceIsRefusedInTheWordsOfABatch() throws Exception {
        var info = "{\"method\":\"info\",\"params\":{}}";

        assertEquals(new Sequence(List.of(new GetInfo())), parse("sequence", "\"requests\":[" + info + ']'));
        invalid("sequence", "Invalid batch request: no valid \"requests\" field");
        invalid("sequence", "Invalid batch request: no valid \"requests\" field", "\"requests\":[]");
        invalid(
                "sequence",
                "Invalid batch request: subrequest limit exceeded",
                "\"requests\":[" + String.join(",", Collections.nCopies(21, info)) + ']');
        invalid("sequence", "Invalid batch request: requests must be objects", "\"requests\":[5]");
        invalid(
                "sequence",
                "Invalid batch request: subrequests must have method/params keys",
                "\"requests\":[{\"method\":\"info\"}]");
        invalid(
                "sequence",
                "Invalid batch subrequest: invalid method \"fly\"",
                "\"requests\":[{\"method\":\"fly\",\"params\":{}}]");
        for (var meta : new String[] {"batch", "sequence"}) {
            invalid(
                    "batch",
                    "Invalid batch subrequest: subrequests may not contain meta-requests",
                    "\"requests\":[{\"method\":\"" + meta + "\",\"params\":{\"requests\":[" + info + "]}}]");
        }
    }

    @Test
    void anIfelseNeedsConditionsAndABranch() throws Exception {
        var info = "{\"method\":\"info\",\"params\":{}}";
        var hf = "\"if\":{\"hf_at_least\":[19,6]}";

        invalid("ifelse", "Invalid ifelse request: no valid \"if\" field", "\"then\":" + info);
        invalid("ifelse", "Invalid ifelse request: no valid \"if\" field", "\"if\":5", "\"then\":" + info);
        invalid("ifelse", "Invalid ifelse request: must specify at least one \"if\" condition", "\"if\":{}");
        invalid("ifelse", "Invalid ifelse request: at least one of \"then\"/\"else\" required", hf);
        invalid("ifelse", "Invalid ifelse request: then must be an object", hf, "\"then\":5");
        invalid("ifelse", "Invalid ifelse request: else must be an object", hf, "\"else\":[]");
        invalid(
                "ifelse",
                "Invalid ifelse request: then must have method/params keys",
                hf,
                "\"then\":{\"method\":\"info\"}");
        invalid("ifelse", "Invalid ifelse request method \"else\"", hf, "\"else\":{\"method\":\"fly\",\"params\":{}}");
        invalid(
                "ifelse",
                "Required field 'endpoint' missing",
                hf,
                "\"then\":{\"method\":\"oxend_request\",\"params\":{}}");
        invalid(
                "ifelse",
                "Invalid value given for 'hf_before': expected integer array",
                "\"if\":{\"hf_before\":\"19\"}",
                "\"then\":" + info);
        var request = assertInstanceOf(
                IfElse.class,
                parse(
                        "ifelse",
                        "\"if\":{\"height_before\":9,\"hf_at_least\":19,\"v_before\":[2,11]}",
                        "\"else\":{\"method\":\"batch\",\"params\":{\"requests\":[" + info + "]}}"));
        assertEquals(3, request.conditions().size());
        assertEquals(Optional.empty(), request.then());
        assertEquals(Optional.of(new Batch(List.of(new GetInfo()))), request.otherwise());
    }

    @Test
    void conditionsCompareNumberByNumberAndMissingOnesAreZero() {
        assertEquals(true, atLeast(19L, 6L).holds(List.of(19, 6)));
        assertEquals(false, atLeast(19L, 7L).holds(List.of(19, 6)));
        assertEquals(true, atLeast(19L).holds(List.of(19, 6)));
        assertEquals(true, atLeast(18L, 9L).holds(List.of(19, 6)));
        assertEquals(false, atLeast(20L).holds(List.of(19, 6)));
        assertEquals(false, atLeast(19L, 6L, 1L).holds(List.of(19, 6)));
        assertEquals(false, before(19L, 6L).holds(List.of(19, 6)));
        assertEquals(true, before(19L, 7L).holds(List.of(19, 6)));
        assertEquals(false, before(19L).holds(List.of(19, 6)));
    }

    private static IfElse.Condition atLeast(Long... bound) {
        return new IfElse.Condition(IfElse.Subject.HARDFORK, true, List.of(bound));
    }

    private static IfElse.Condition before(Long... bound) {
        return new IfElse.Condition(IfElse.Subject.HARDFORK, false, List.of(bound));
    }

    // ---- bt ----

    @Test
    void btHasBytesForTokensAndNumbersForTruth() throws Exception {
        var bt = BtCodec.encode(Bt.dict(Map.of(
                "pubkey", Bt.of(ACCOUNT.bytes()),
                "messages", Bt.list(Bt.text(H0.text())),
                "required", Bt.of(1),
                "signature", Bt.of(new byte[64]))));
        var tokens = BtCodec.encode(Bt.dict(Map.of(
                "pubkey", Bt.of(ACCOUNT.bytes()),
                "revoke", Bt.of(new byte[36]),
                "signature", Bt.of(new byte[64]),
                "timestamp", Bt.of(1_700_000_000_000L))));

        assertEquals(delete(",\"required\":true"), RequestParser.parse("delete", bt));
        assertEquals(revoke('"' + "A".repeat(48) + '"'), RequestParser.parse("revoke_subaccount", tokens));
    }

    @Test
    void answersOverOmqSpeakTheLanguageOfTheRequest() throws Exception {
        var tree = Json.parse("{\"signature\":\"AAAA\",\"ok\":true,\"n\":[1,-2],\"messages\":[{\"data\":\"YWJj\"}]}");

        assertEquals(
                List.of("{\"messages\":[{\"data\":\"YWJj\"}],\"n\":[1,-2],\"ok\":true,\"signature\":\"AAAA\"}"),
                texts(RpcAnswer.ok(tree).parts(false)));
        assertEquals(
                List.of("d8:messagesld4:data3:abcee1:nli1ei-2ee2:oki1e9:signature3:\0\0\0e"),
                texts(RpcAnswer.ok(tree).parts(true)));
        assertEquals(List.of("401", "no"), texts(RpcAnswer.text(401, "no").parts(true)));
        assertEquals(
                List.of("421", "de"), texts(RpcAnswer.json(421, Json.object()).parts(true)));
    }

    private static List<String> texts(List<Bytes> parts) {
        return parts.stream()
                .map(part -> new String(part.toArray(), StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static StorageRequest parse(String method, String... params) throws RequestException {
        return RequestParser.parse(("{\"method\":\"" + method + "\",\"params\":{" + String.join(",", params) + "}}")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static void invalid(String method, String detail, String... params) {
        var refusal = assertThrows(RequestException.class, () -> parse(method, params));
        assertEquals("invalid request: " + detail, refusal.text());
        assertEquals(400, refusal.status());
    }
}
