/** Where clients begin: the node list over JSON-RPC. */
@NullMarked
package hearth.service.seed;

import org.jspecify.annotations.NullMarked;
