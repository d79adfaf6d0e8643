/** The language of the network. No I/O, no threads, no database. */
@NullMarked
package hearth.protocol;

import org.jspecify.annotations.NullMarked;
