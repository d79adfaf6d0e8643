package hearth.service.store;

import hearth.protocol.id.Account;
import hearth.protocol.rpc.RequestChecks;
import hearth.protocol.rpc.RevokeSubaccount;
import hearth.protocol.rpc.SubaccountToken;
import java.time.Instant;
import java.util.List;

/**
 * Subaccounts that the owners of accounts took back (network.md §4.4). The newest {@link RevokeSubaccount#TOKENS_MAX} of each
 * account are remembered, whether it has messages or not: as long as it has some, and {@link #DAYS_KEPT} days longer. Threads
 * and failures are those of the {@link MessageStore}.
 */
public interface RevocationStore extends RequestChecks.Revocations {

    /** Longer than any message lives. */
    int DAYS_KEPT = 90;

    /** Remembers {@code tokens}; those that are remembered already become the newest. */
    void revoke(Account account, List<SubaccountToken> tokens, Instant now);

    /** Forgets {@code tokens}. Returns how many were remembered. */
    int unrevoke(Account account, List<SubaccountToken> tokens);

    /** All that are remembered of an account, the oldest first. */
    List<SubaccountToken> revoked(Account account);
}
