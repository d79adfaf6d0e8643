/** The long-term secrets of a node and the files they lie in. */
@NullMarked
package hearth.service.key;

import org.jspecify.annotations.NullMarked;
