/** The people of the box: members and their vaults, invitations, and the engines that run for them. */
@NullMarked
package hearth.appliance.household;

import org.jspecify.annotations.NullMarked;
