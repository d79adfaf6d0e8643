/** HTTPS as the network speaks it: framing, limits and time-outs on event loops, answers from blocking handlers. */
@NullMarked
package hearth.service.http;

import org.jspecify.annotations.NullMarked;
