/** What a node owes its ledger: proofs that it is up, and votes about the others (network specification 8.4, 8.6). */
@NullMarked
package hearth.service.ledger.duty;

import org.jspecify.annotations.NullMarked;
