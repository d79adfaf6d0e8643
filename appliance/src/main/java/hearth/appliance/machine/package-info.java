/** A machine that is Hearth's own: facts and requests in files, signs of life to the service manager, the screen. */
@NullMarked
package hearth.appliance.machine;

import org.jspecify.annotations.NullMarked;
