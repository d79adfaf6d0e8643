/** How networks begin: what a founder decides, and the genesis that comes of it. */
@NullMarked
package hearth.service.ledger.found;

import org.jspecify.annotations.NullMarked;
