/**
 * The rules of a ledger of one's own: a block and a state give the next state (network specification 5.2, 8). Nothing here
 * knows a clock, a disk, a thread or a fraction; the same blocks give the same state on every box.
 */
@NullMarked
package hearth.service.ledger;

import org.jspecify.annotations.NullMarked;
