package hearth.protocol.rpc;

import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What exactly is signed: by clients to show that they may use an account, and by nodes to show what they did (network
 * specification 3.7). Numbers are decimal, times are in milliseconds unless said otherwise, lists have no separators.
 */
public final class SignedStrings {

    private SignedStrings() {}

    /** How {@code expire} changes expiries. */
    public enum ExpireMode {
        SET(""),
        SHORTEN("shorten"),
        EXTEND("extend");

        private final String signed;

        ExpireMode(String signed) {
            this.signed = signed;
        }
    }

    // ---- by clients ----

    public static byte[] store(Namespace namespace, long sigTimestampMs) {
        return ascii("store" + namespace.signed() + sigTimestampMs);
    }

    public static byte[] retrieve(Namespace namespace, long timestampMs) {
        return ascii("retrieve" + namespace.signed() + timestampMs);
    }

    /** {@code hashes} in the order of the request. */
    public static byte[] delete(List<MessageHash> hashes) {
        return ascii("delete" + joined(hashes));
    }

    public static byte[] deleteAll(NamespaceScope scope, long timestampMs) {
        return ascii("delete_all" + scope.signed() + timestampMs);
    }

    public static byte[] deleteBefore(NamespaceScope scope, long beforeMs) {
        return ascii("delete_before" + scope.signed() + beforeMs);
    }

    public static byte[] expireAll(NamespaceScope scope, long expiryMs) {
        return ascii("expire_all" + scope.signed() + expiryMs);
    }

    /** Everything as in the request: {@code expiriesMs} not cut to what nodes allow, {@code hashes} in its order. */
    public static byte[] expire(ExpireMode mode, List<Long> expiriesMs, List<MessageHash> hashes) {
        return ascii("expire" + mode.signed + numbers(expiriesMs) + joined(hashes));
    }

    public static byte[] getExpiries(long timestampMs, List<String> hashes) {
        return ("get_expiries" + timestampMs + String.join("", hashes)).getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] revokeSubaccount(long timestampMs, List<SubaccountToken> tokens) {
        return withTokens("revoke_subaccount" + timestampMs, tokens);
    }

    public static byte[] unrevokeSubaccount(long timestampMs, List<SubaccountToken> tokens) {
        return withTokens("unrevoke_subaccount" + timestampMs, tokens);
    }

    public static byte[] revokedSubaccounts(long timestampMs) {
        return ascii("revoked_subaccounts" + timestampMs);
    }

    /** {@code timestampSeconds} is in seconds; {@code namespaces} ascending. */
    public static byte[] monitor(Account account, long timestampSeconds, boolean withData, List<Namespace> namespaces) {
        var listed = namespaces.stream().map(Namespace::toString).collect(Collectors.joining(","));
        return ascii("MONITOR" + account.hex() + timestampSeconds + (withData ? '1' : '0') + listed);
    }

    // ---- by nodes ----

    public static byte[] stored(MessageHash hash) {
        return ascii(hash.text());
    }

    /** {@code requested} in the order of the request. */
    public static byte[] deleted(Account account, List<MessageHash> requested, Collection<MessageHash> deleted) {
        return ascii(account.hex() + joined(requested) + sorted(deleted));
    }

    /** Of {@code delete_all}, {@code delete_before} and {@code expire_all}: {@code timeMs} is the one of the request. */
    public static byte[] swept(Account account, long timeMs, Collection<MessageHash> touched) {
        return ascii(account.hex() + timeMs + sorted(touched));
    }

    /** {@code expiriesMs} as in the result, {@code requested} in the order of the request. */
    public static byte[] expired(
            Account account,
            List<Long> expiriesMs,
            List<MessageHash> requested,
            Collection<MessageHash> updated,
            SortedMap<MessageHash, Long> unchanged) {
        var pairs = unchanged.entrySet().stream()
                .map(entry -> entry.getKey().text() + entry.getValue())
                .collect(Collectors.joining());
        return ascii(account.hex() + numbers(expiriesMs) + joined(requested) + sorted(updated) + pairs);
    }

    /** Of {@code revoke_subaccount} and {@code unrevoke_subaccount}. */
    public static byte[] revoked(Account account, long timestampMs, List<SubaccountToken> tokens) {
        return withTokens(account.hex() + timestampMs, tokens);
    }

    private static byte[] withTokens(String text, List<SubaccountToken> tokens) {
        var signed = new ByteArrayOutputStream();
        signed.writeBytes(ascii(text));
        tokens.forEach(token -> signed.writeBytes(token.bytes().toArray()));
        return signed.toByteArray();
    }

    private static String joined(List<MessageHash> hashes) {
        return hashes.stream().map(MessageHash::text).collect(Collectors.joining());
    }

    private static String numbers(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining());
    }

    private static String sorted(Collection<MessageHash> hashes) {
        return hashes.stream().map(MessageHash::text).sorted().collect(Collectors.joining());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
