/**
 * A service node: keeps the messages of the accounts of its swarm, passes onion requests on, and tells clients who else does.
 * {@link hearth.service.ServiceNode} is one node, {@link hearth.service.neighbourhood.Neighbourhood} a small network of them.
 */
@NullMarked
package hearth.service;

import org.jspecify.annotations.NullMarked;
