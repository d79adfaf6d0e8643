/** The messages a node keeps for the accounts of its swarm, and who waits for new ones. */
@NullMarked
package hearth.service.store;

import org.jspecify.annotations.NullMarked;
