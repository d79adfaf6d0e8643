/** Names of things on the network: accounts, nodes, swarms, messages, namespaces. Values that cannot be wrong. */
@NullMarked
package hearth.protocol.id;

import org.jspecify.annotations.NullMarked;
