package hearth.protocol.rpc;

import static hearth.protocol.rpc.Samples.ACCOUNT;
import static hearth.protocol.rpc.Samples.H0;
import static hearth.protocol.rpc.Samples.NODE;
import static hearth.protocol.rpc.Samples.NOW_MS;
import static hearth.protocol.rpc.Samples.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.protocol.Bytes;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SignedStringsTest {

    private static final NamespaceScope ALL = new NamespaceScope.All();
    private static final MessageHash H1 = new MessageHash("A".repeat(43));
    private static final MessageHash H2 = new MessageHash("B".repeat(43));

    @Test
    void theHashesOfTheSpecificationComeOut() {
        var data = "abc 123".getBytes(StandardCharsets.US_ASCII);

        assertEquals(H0, MessageHash.of(ACCOUNT, Namespace.DIRECT, data));
        assertEquals(
                "/NyAgGqQFaJmmYSVZ+5ks32QdFWuu29I8Az+fSdeJps",
                MessageHash.of(ACCOUNT, new Namespace(5), data).text());
        assertEquals(
                "8oADur6v0eBx3EWPkj/F1SFPl3NgfZCRzOtTRXhQdw8",
                MessageHash.of(ACCOUNT, new Namespace(-10), data).text());
    }

    @Test
    void theClientSignaturesOfTheSpecificationComeOut() {
        signed(
                SignedStrings.retrieve(Namespace.DIRECT, NOW_MS),
                "retrieve1700000000000",
                "RmRCJ3nPhaFug4AB8jINXur5kyTGwHO1bsHA7cXrxLyQ5EXbDGkrSB3LKQzymcuvtAyW+rlkdJx66UX28NliDw==");
        signed(
                SignedStrings.retrieve(new Namespace(5), NOW_MS),
                "retrieve51700000000000",
                "XHdcNBVFvS4QllEbX7OXYzuW1g0mqNB9O9CO5W90jztz/jSKqu6uHZZPjf/XDMVs83wzMhghFB1UBoFsPv1ZAg==");
        signed(
                SignedStrings.store(new Namespace(2), NOW_MS),
                "store21700000000000",
                "4Ky0fUtkfoO1FXiC4EajtUfuze4UbM+Ob/gbBgzN4SelP6H/QNmrG523BCqldf8yKZDJ3yYffdYp6/cyUf8YCg==");
        signed(
                SignedStrings.deleteAll(ALL, NOW_MS),
                "delete_allall1700000000000",
                "YQyILGAq+EuIyzxxRAVumYDmPXtV75Bo37ffvubZfzK1UGT7vR4JnisuD/qijc3N3++4NKIvbOdeIgYCKGrmCw==");
        signed(
                SignedStrings.delete(List.of(H0)),
                "delete" + H0.text(),
                "BBWH2y6IjuZ6+2Px2QaiQ9PvLhDpiAWnjU4W6Lj8CVbkr8ZM5KtsQIxfBa2oIsXwbwGRe3+swUEQio+EbJOaBA==");
        signed(
                SignedStrings.expire(SignedStrings.ExpireMode.EXTEND, List.of(1_700_000_600_000L), List.of(H0)),
                "expireextend1700000600000" + H0.text(),
                "1PvFG2sCWWMSWI6nSVdXWO5nWTxUeQJwz+A6duTn78ePpmVEYdatyAZicLzp2mxCRZ8euULNyQOWylEI/wg8Bg==");
        signed(
                SignedStrings.getExpiries(NOW_MS, List.of(H0.text())),
                "get_expiries1700000000000" + H0.text(),
                "09L/WXSmyNt0UeGt9UzHCogxDPPAohbVNhc5hBLItbHF68re5CVyoIeDcRbArbTEA81ra1ipoc0etQafzuu8Ag==");
    }

    @Test
    void theNodeSignaturesOfTheSpecificationComeOut() {
        assertEquals(
                "FJGjTcls0eXqK6YG9h+VQn3tMBtBpUm3h8LhWVlmaj9cDFHRxRIx1IRl7I30FlOqIezhRcjfOpVoFGTHOhOZCQ==",
                base64(NODE, SignedStrings.stored(H0)));
        assertEquals(
                "dQLUHaVxyjRqSoTXtpBtz9CCyrir3YBUfnenJ/zz7ttwh9EcAvvUBxzsZBIYjF9sBIWN14s21RexuSvYLRvlDw==",
                base64(NODE, SignedStrings.deleted(ACCOUNT, List.of(H0), List.of(H0))));
    }

    @Test
    void theMonitorSignatureOfTheSpecificationComesOut() {
        var namespaces = List.of(new Namespace(-10), new Namespace(0), new Namespace(5));
        var signed = SignedStrings.monitor(ACCOUNT, 1_700_000_000, true, namespaces);

        assertEquals("MONITOR" + ACCOUNT.hex() + "17000000001-10,0,5", text(signed));
        assertEquals(
                "98d09ee2203bab88b0f61b6fa0f9a460dba3c9c160a0ef73f43149dd19e5b7b8"
                        + "b9a1f8d37189f29879b08f5cbd60aa0d2714fbbda346858d9478db76da6b9807",
                HexFormat.of().formatHex(USER.signing().sign(signed)));
    }

    @Test
    void everyOtherClientStringIsThatOfTheTable() {
        var one = new NamespaceScope.One(new Namespace(-10));
        var zero = new NamespaceScope.One(Namespace.DIRECT);
        var hashes = List.of(H2, H1);
        var token = new SubaccountToken(Bytes.of(new byte[36]));

        assertEquals("store-107", text(SignedStrings.store(new Namespace(-10), 7)));
        assertEquals("delete" + H2.text() + H1.text(), text(SignedStrings.delete(hashes)));
        assertEquals("delete_all7", text(SignedStrings.deleteAll(zero, 7)));
        assertEquals("delete_before-107", text(SignedStrings.deleteBefore(one, 7)));
        assertEquals("expire_allall7", text(SignedStrings.expireAll(ALL, 7)));
        assertEquals(
                "expire78" + H2.text() + H1.text(),
                text(SignedStrings.expire(SignedStrings.ExpireMode.SET, List.of(7L, 8L), hashes)));
        assertEquals(
                "expireshorten7" + H1.text(),
                text(SignedStrings.expire(SignedStrings.ExpireMode.SHORTEN, List.of(7L), List.of(H1))));
        assertEquals("revoke_subaccount7" + "\0".repeat(36), text(SignedStrings.revokeSubaccount(7, List.of(token))));
        assertEquals(
                "unrevoke_subaccount7" + "\0".repeat(72),
                text(SignedStrings.unrevokeSubaccount(7, List.of(token, token))));
        assertEquals("revoked_subaccounts7", text(SignedStrings.revokedSubaccounts(7)));
    }

    @Test
    void nodesSignWhatTheyDidInSortedOrder() {
        var hex = ACCOUNT.hex();
        var unchanged = new TreeMap<MessageHash, Long>();
        unchanged.put(new MessageHash("Z".repeat(43)), 9L);

        assertEquals(
                hex + H2.text() + H1.text() + H1.text() + H2.text(),
                text(SignedStrings.deleted(ACCOUNT, List.of(H2, H1), List.of(H2, H1))));
        assertEquals(hex + "7" + H1.text() + H2.text(), text(SignedStrings.swept(ACCOUNT, 7, List.of(H2, H1))));
        assertEquals(
                hex + "7" + H2.text() + H1.text() + H1.text() + "Z".repeat(43) + "9",
                text(SignedStrings.expired(ACCOUNT, List.of(7L), List.of(H2, H1), List.of(H1), unchanged)));
        assertEquals(
                hex + "7" + "\0".repeat(36),
                text(SignedStrings.revoked(ACCOUNT, 7, List.of(new SubaccountToken(Bytes.of(new byte[36]))))));
    }

    @Test
    void theGroupPrefixIsAPartOfTheAccount() throws Exception {
        var group = Account.parse("03" + "ab".repeat(32));

        assertEquals("03" + "ab".repeat(32) + "7", text(SignedStrings.swept(group, 7, List.of())));
    }

    private static void signed(byte[] message, String expected, String signature) {
        assertEquals(expected, text(message));
        assertEquals(signature, base64(USER.signing(), message));
    }

    private static String base64(Ed25519KeyPair signer, byte[] message) {
        return Base64.getEncoder().encodeToString(signer.sign(message));
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1);
    }
}
