/** A small network of complete nodes inside one JVM: what a box has before it joins any other. */
@NullMarked
package hearth.service.neighbourhood;

import org.jspecify.annotations.NullMarked;
