package hearth.web.ledger;

import hearth.protocol.id.SessionId;
import hearth.protocol.ledger.LedgerAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * A name that somebody has.
 *
 * @param mine    whether it is the wallet's owner
 * @param account what it stands for; empty if the value is damaged
 * @param expires when it is free again unless it is renewed
 */
public record NameView(LedgerAddress owner, boolean mine, Optional<SessionId> account, Instant expires) {}
