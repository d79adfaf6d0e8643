/** Onion requests: opening one layer, and sending on what is under it. */
@NullMarked
package hearth.service.onion;

import org.jspecify.annotations.NullMarked;
