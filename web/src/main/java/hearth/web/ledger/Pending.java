package hearth.web.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * Something the owner submitted that is not part of the ledger.
 *
 * @param refusal why it never will be; empty as long as it waits
 */
public record Pending(Order order, Instant at, Optional<Refusal> refusal) {}
