/** Which network the box's accounts live on: the one inside the box, the public one, or one that a file describes. */
@NullMarked
package hearth.appliance.network;

import org.jspecify.annotations.NullMarked;
