/** What parts of the node cost, measured. Not tests: nothing here decides. */
@NullMarked
package hearth.service.bench;

import org.jspecify.annotations.NullMarked;
