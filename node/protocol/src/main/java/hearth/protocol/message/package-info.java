/**
 * Messages between clients, from {@code Content} to the bytes that a swarm stores and back: messages.md sections 3 and
 * 4. The generated types of the schema are in {@code hearth.protocol.message.wire}.
 */
@NullMarked
package hearth.protocol.message;

import org.jspecify.annotations.NullMarked;
