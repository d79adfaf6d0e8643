/** A member's own Account ID and display name. */
@NullMarked
package hearth.web.profile;

import org.jspecify.annotations.NullMarked;
