/** What the box writes down about itself: one line per event, to the journal and to a small rotating file. */
@NullMarked
package hearth.appliance.log;

import org.jspecify.annotations.NullMarked;
