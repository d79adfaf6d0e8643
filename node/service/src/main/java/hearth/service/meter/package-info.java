/** What can be counted about a node. No identity of anybody passes through here. */
@NullMarked
package hearth.service.meter;

import org.jspecify.annotations.NullMarked;
