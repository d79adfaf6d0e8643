/** The box: the only place that knows all the others. {@link hearth.appliance.Main} is the {@code hearth} command. */
@NullMarked
package hearth.appliance;

import org.jspecify.annotations.NullMarked;
