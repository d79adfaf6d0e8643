/**
 * The bytes of ZMTP 3.1 with CURVE (rfc.zeromq.org 26 and 37): greeting, frames, handshake, commands. No sockets, no threads, no
 * clock. Whatever is read here comes from strangers: every length has a bound, and {@link hearth.protocol.FormatException} is the only
 * thing that leaves a decoder.
 */
@NullMarked
package hearth.service.omq.wire;

import org.jspecify.annotations.NullMarked;
