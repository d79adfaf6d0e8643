/** How nodes talk to each other. */
@NullMarked
package hearth.service.peer;

import org.jspecify.annotations.NullMarked;
