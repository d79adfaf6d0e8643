/** Networks with a ledger that the box founded or joined: what lies on disk, and what a running box tells about them. */
@NullMarked
package hearth.appliance.ledger;

import org.jspecify.annotations.NullMarked;
