/** Names of accounts: what the network answers when somebody asks for one (network specification 7.6). */
@NullMarked
package hearth.protocol.name;

import org.jspecify.annotations.NullMarked;
