/**
 * How boxes agree on the order of a ledger's items, keep it, and catch up with each other. What an item may do is for {@code
 * hearth.service.ledger} to say.
 */
@NullMarked
package hearth.service.ledger.order;

import org.jspecify.annotations.NullMarked;
