/** How communities are named: addresses of their servers and rooms (configuration specification, 13.4). */
@NullMarked
package hearth.protocol.community;

import org.jspecify.annotations.NullMarked;
