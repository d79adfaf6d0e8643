/**
 * Storage requests and their answers (network specification, section 3): reading and writing in every form they travel
 * in, what is signed, and the checks that need no storage.
 */
@NullMarked
package hearth.protocol.rpc;

import org.jspecify.annotations.NullMarked;
