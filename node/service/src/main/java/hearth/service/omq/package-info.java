/**
 * OMQ: requests and replies over ZeroMQ with CURVE (network.md §§1.9, 6), spoken by us on Netty. One encrypted TCP connection carries
 * requests in both directions. Who is on the other end is known from its key, what it may ask follows from the registry.
 */
@NullMarked
package hearth.service.omq;

import org.jspecify.annotations.NullMarked;
