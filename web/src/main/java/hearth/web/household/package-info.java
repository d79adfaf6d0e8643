/** The people of a box and their doors, as the pages need them. The appliance implements these interfaces. */
@NullMarked
package hearth.web.household;

import org.jspecify.annotations.NullMarked;
