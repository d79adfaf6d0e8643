package hearth.protocol.id;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.FormatException;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final String ALICE = "054701d08488451f545a409fb58ae3e58581ca40ac3f7f114698cd71deac73ca01";
    private static final String NODE = "bc7cbcb5636375fa1d82434d466724d92377f53b980695dd49d26d0ce12205a5";

    @Test
    void aSessionIdMayBeTypedInUpperCaseWithSpaceAround() throws FormatException {
        var id = SessionId.parse(" \t" + ALICE.toUpperCase(Locale.ROOT) + "\n");

        assertEquals(new SessionId(SessionId.Kind.STANDARD, ALICE), id);
        assertEquals(ALICE, id.account().hex());
    }

    @Test
    void aSessionIdGivesBackTheKeyItWasMadeOf() {
        Seeds.check(50, random -> {
            for (var kind : SessionId.Kind.values()) {
                var key = Seeds.bytes(random, 32);

                var id = SessionId.of(kind, key);

                assertArrayEquals(key, id.publicKey());
                assertEquals(kind.prefix(), id.bytes()[0] & 0xff);
                assertEquals(id, SessionId.parse(id.hex()));
            }
        });
    }

    @Test
    void whatIsNoSessionIdIsRefused() {
        var notIds = List.of(
                "",
                ALICE.substring(1),
                ALICE + "0",
                "04" + ALICE.substring(2),
                "00" + ALICE.substring(2),
                ALICE.replace('a', 'g'),
                ALICE.substring(0, 64) + "0１");
        for (var text : notIds) {
            assertThrows(FormatException.class, () -> SessionId.parse(text), text);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new SessionId(SessionId.Kind.STANDARD, ALICE.toUpperCase(Locale.ROOT)));
        assertThrows(IllegalArgumentException.class, () -> new SessionId(SessionId.Kind.GROUP, ALICE));
        assertThrows(IllegalArgumentException.class, () -> SessionId.of(SessionId.Kind.GROUP, new byte[31]));
    }

    @Test
    void aSessionIdShowsOnlyItsBeginning() throws FormatException {
        assertEquals("054701…", SessionId.parse(ALICE).toString());
        assertEquals("054701…", Account.parse(ALICE).toString());
    }

    @Test
    void anAccountTakesEveryPrefix() throws FormatException {
        for (var prefix = 0; prefix < 256; prefix++) {
            var bytes = new byte[33];
            bytes[0] = (byte) prefix;
            Arrays.fill(bytes, 1, 33, (byte) 7);

            var account = Account.of(bytes);

            assertEquals(prefix, account.prefix());
            assertArrayEquals(bytes, account.bytes());
            assertArrayEquals(Arrays.copyOfRange(bytes, 1, 33), account.key());
            assertEquals(account, Account.parse(account.hex().toUpperCase(Locale.ROOT)));
        }
    }

    @Test
    void anAccountHasExactlyThirtyThreeBytes() {
        assertThrows(FormatException.class, () -> Account.of(new byte[32]));
        assertThrows(FormatException.class, () -> Account.of(new byte[34]));
        assertThrows(FormatException.class, () -> Account.parse(ALICE.substring(2)));
        assertThrows(FormatException.class, () -> Account.parse(ALICE + "00"));
    }

    @Test
    void aNodeShowsItsAddressInBase32z() throws FormatException {
        var node = NodeId.parse(NODE.toUpperCase(Locale.ROOT));

        assertEquals(NODE, node.hex());
        assertEquals("zt6m3pmdcp49w8cnepgwc33r5rtzx7j5uydjmzkj4jso3ajnys1o.snode", node.address());
        assertEquals(node, NodeId.of(node.bytes()));
        assertEquals("bc7cbcb5…", node.toString());
    }

    @Test
    void whatIsNoNodeIdIsRefused() {
        for (var text : List.of("", NODE.substring(1), NODE + "0", "g" + NODE.substring(1))) {
            assertThrows(FormatException.class, () -> NodeId.parse(text), text);
        }
        assertThrows(IllegalArgumentException.class, () -> NodeId.of(new byte[33]));
    }

    @Test
    void aKeyIsReadInEveryNotation() throws FormatException {
        var key = NodeId.parse(NODE).bytes();

        assertArrayEquals(key, KeyText.parse(NODE));
        assertArrayEquals(key, KeyText.parse(NODE.toUpperCase(Locale.ROOT)));
        assertArrayEquals(key, KeyText.parse("vHy8tWNjdfodgkNNRmck2SN39TuYBpXdSdJtDOEiBaU"));
        assertArrayEquals(key, KeyText.parse("vHy8tWNjdfodgkNNRmck2SN39TuYBpXdSdJtDOEiBaU="));
        assertArrayEquals(key, KeyText.parse("zt6m3pmdcp49w8cnepgwc33r5rtzx7j5uydjmzkj4jso3ajnys1o"));
    }

    @Test
    void whatIsNoKeyIsRefusedInEveryNotation() {
        var notKeys = List.of(
                "",
                NODE.substring(1),
                "g" + NODE.substring(1),
                "!Hy8tWNjdfodgkNNRmck2SN39TuYBpXdSdJtDOEiBaU",
                "vHy8tWNjdfodgkNNRmck2SN39TuYBpXdSdJtDOEiBaUA",
                "0t6m3pmdcp49w8cnepgwc33r5rtzx7j5uydjmzkj4jso3ajnys1o",
                "zt6m3pmdcp49w8cnepgwc33r5rtzx7j5uydjmzkj4jso3ajnys19");
        for (var text : notKeys) {
            assertThrows(FormatException.class, () -> KeyText.parse(text), text);
        }
    }

    @Test
    void base32zGivesBackWhatItTook() {
        Seeds.check(500, random -> {
            var bytes = Seeds.bytes(random, random.nextInt(80));

            assertArrayEquals(bytes, Base32z.decode(Base32z.encode(bytes)));
        });
    }

    @Test
    void aSwarmIdIsUnsigned() throws FormatException {
        assertEquals(SwarmId.UNASSIGNED, SwarmId.parse("18446744073709551615"));
        assertEquals("ffffffffffffffff", SwarmId.UNASSIGNED.hex());
        assertEquals("18446744073709551615", SwarmId.UNASSIGNED.decimal());
        assertEquals("0", new SwarmId(0).hex());
        assertEquals(new SwarmId(0x1234), SwarmId.parseHex("1234"));
        assertTrue(new SwarmId(1).compareTo(SwarmId.UNASSIGNED) < 0);
        assertTrue(SwarmId.UNASSIGNED.isUnassigned());
        assertFalse(new SwarmId(0).isUnassigned());
    }

    @Test
    void whatIsNoSwarmIdIsRefused() {
        for (var text : List.of("", "-1", "+1", "18446744073709551616", "12a", " 1")) {
            assertThrows(FormatException.class, () -> SwarmId.parse(text), text);
        }
        for (var text : List.of("", "-1", "+1", "10000000000000000", "g")) {
            assertThrows(FormatException.class, () -> SwarmId.parseHex(text), text);
        }
    }

    @Test
    void aNamespaceGoesFromMinusToPlusFifteenBits() {
        assertEquals(-32_768, new Namespace(-32_768).value());
        assertEquals(32_767, new Namespace(32_767).value());
        assertThrows(IllegalArgumentException.class, () -> new Namespace(-32_769));
        assertThrows(IllegalArgumentException.class, () -> new Namespace(32_768));
    }

    @Test
    void theNumberOfANamespaceTellsItsRules() {
        for (var inbox : List.of(0, 10, -10, -1230)) {
            assertTrue(new Namespace(inbox).isPublicInbox(), "inbox " + inbox);
        }
        for (var outbox : List.of(-1, -21, -41)) {
            assertTrue(new Namespace(outbox).isPublicOutbox(), "outbox " + outbox);
        }
        for (var unrevocable : List.of(-11, -111)) {
            assertTrue(new Namespace(unrevocable).isUnrevocable(), "unrevocable " + unrevocable);
        }
        for (var ordinary : List.of(2, 5, 11, -2, 1, 21, 111)) {
            var namespace = new Namespace(ordinary);
            assertFalse(
                    namespace.isPublicInbox() || namespace.isPublicOutbox() || namespace.isUnrevocable(),
                    "ordinary " + ordinary);
        }
        assertFalse(new Namespace(-21).isUnrevocable());
        assertFalse(new Namespace(-11).isPublicOutbox());
    }

    @Test
    void theHashOfAMessageIsThePublishedOne() throws FormatException {
        var data = "abc 123".getBytes(StandardCharsets.US_ASCII);
        var account = Account.parse(ALICE);

        assertEquals(
                "SHpOiupvBW6BNdF6fHuYrA4JxSEBflu9BHSDSNj2+eY",
                MessageHash.of(account, Namespace.DIRECT, data).text());
        assertEquals(
                "/NyAgGqQFaJmmYSVZ+5ks32QdFWuu29I8Az+fSdeJps",
                MessageHash.of(account, new Namespace(5), data).text());
        assertEquals(
                "8oADur6v0eBx3EWPkj/F1SFPl3NgfZCRzOtTRXhQdw8",
                MessageHash.of(account, new Namespace(-10), data).text());
    }

    @Test
    void aMessageHashHasFortyThreeBase64Characters() throws FormatException {
        var text = "/NyAgGqQFaJmmYSVZ+5ks32QdFWuu29I8Az+fSdeJps";

        assertEquals(new MessageHash(text), MessageHash.parse(text));
        for (var other : List.of("", text.substring(1), text + "A", text.replace('+', '-'), text.replace('F', '='))) {
            assertThrows(FormatException.class, () -> MessageHash.parse(other), other);
        }
    }
}
