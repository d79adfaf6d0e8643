/** Whether nodes can be reached: tests of others (network.md §6.4), what became of them, and whether others test this node. */
@NullMarked
package hearth.service.reach;

import org.jspecify.annotations.NullMarked;
