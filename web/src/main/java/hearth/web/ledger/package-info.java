/**
 * The owner's tokens, the box's node, and which network the box is on: what pages need of the ledger, which the appliance
 * provides, and those pages.
 */
@NullMarked
package hearth.web.ledger;

import org.jspecify.annotations.NullMarked;
