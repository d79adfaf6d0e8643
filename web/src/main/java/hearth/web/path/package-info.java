/** The way messages take, for a person to look at. */
@NullMarked
package hearth.web.path;

import org.jspecify.annotations.NullMarked;
