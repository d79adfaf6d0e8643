/** How files are encrypted before anybody else sees them, and how they are named on file servers: messages.md section 8. */
@NullMarked
package hearth.protocol.attachment;

import org.jspecify.annotations.NullMarked;
