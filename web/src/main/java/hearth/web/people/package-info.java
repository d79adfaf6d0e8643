/** Who lives with the box, and how others join: invitations by link and QR code. */
@NullMarked
package hearth.web.people;

import org.jspecify.annotations.NullMarked;
