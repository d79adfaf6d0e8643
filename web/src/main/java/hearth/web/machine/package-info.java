/** The machine under the box: how it does, restart, shut-down, updates, and who may make its first owner. */
@NullMarked
package hearth.web.machine;

import org.jspecify.annotations.NullMarked;
