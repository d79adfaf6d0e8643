/** The first run: naming the box, making the owner, getting an account, writing the recovery words down. */
@NullMarked
package hearth.web.setup;

import org.jspecify.annotations.NullMarked;
