/** The one folder that holds everything a box knows. */
@NullMarked
package hearth.appliance.folder;

import org.jspecify.annotations.NullMarked;
