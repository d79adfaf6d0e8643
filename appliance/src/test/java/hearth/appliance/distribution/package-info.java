/** Tests of what {@code make build} leaves: the launcher and the jars beside it, as processes of their own. */
@NullMarked
package hearth.appliance.distribution;

import org.jspecify.annotations.NullMarked;
