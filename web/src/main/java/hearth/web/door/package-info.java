/** The front door: the first page, signing in and signing out. */
@NullMarked
package hearth.web.door;

import org.jspecify.annotations.NullMarked;
