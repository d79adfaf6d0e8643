/** How pages look in this browser. */
@NullMarked
package hearth.web.settings;

import org.jspecify.annotations.NullMarked;
