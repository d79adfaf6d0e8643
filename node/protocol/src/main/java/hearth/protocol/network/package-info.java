/** The nodes of the network, and the lists in which they are published (network specification 3.6.13, 3.6.15, 7). */
@NullMarked
package hearth.protocol.network;

import org.jspecify.annotations.NullMarked;
