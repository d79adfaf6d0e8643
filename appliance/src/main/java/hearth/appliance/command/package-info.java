/** The {@code hearth} command line. */
@NullMarked
package hearth.appliance.command;

import org.jspecify.annotations.NullMarked;
