/** Help, in the same place on every page. */
@NullMarked
package hearth.web.help;

import org.jspecify.annotations.NullMarked;
