/** A network that lives in memory, for tests of whatever stands on the engine. */
@NullMarked
package hearth.client.sim;

import org.jspecify.annotations.NullMarked;
