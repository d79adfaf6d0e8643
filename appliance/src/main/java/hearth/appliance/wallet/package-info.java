/** The owner's wallet: its key, and what the ledger tells about it. */
@NullMarked
package hearth.appliance.wallet;

import org.jspecify.annotations.NullMarked;
