/** Which nodes keep the mailbox of an account (network specification 5.1). */
@NullMarked
package hearth.protocol.swarm;

import org.jspecify.annotations.NullMarked;
