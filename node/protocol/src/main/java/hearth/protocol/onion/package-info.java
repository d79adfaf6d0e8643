/**
 * Onion requests: layers around a request, each for one node, and the way of the reply back (network specification,
 * section 2). Building for clients, peeling for nodes, framing for servers.
 */
@NullMarked
package hearth.protocol.onion;

import org.jspecify.annotations.NullMarked;
