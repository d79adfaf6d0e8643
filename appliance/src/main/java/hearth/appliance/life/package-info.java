/** Starting in order and stopping in reverse, also when something fails half-way or a signal comes early. */
@NullMarked
package hearth.appliance.life;

import org.jspecify.annotations.NullMarked;
