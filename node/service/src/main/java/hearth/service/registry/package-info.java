/** Which nodes the network has, and which of them keep which accounts. */
@NullMarked
package hearth.service.registry;

import org.jspecify.annotations.NullMarked;
