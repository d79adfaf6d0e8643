/** A service node without a box around it, and what its operator sees of it. */
@NullMarked
package hearth.appliance.node;

import org.jspecify.annotations.NullMarked;
