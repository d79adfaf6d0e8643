/** Keeps one account in step with the network: what goes out, what comes in. For the engine only. */
@NullMarked
package hearth.client.sync;

import org.jspecify.annotations.NullMarked;
