/** Storage requests: what a node does with each, alone and together with the other members of its swarm. */
@NullMarked
package hearth.service.rpc;

import org.jspecify.annotations.NullMarked;
