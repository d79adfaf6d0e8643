/** What a member's password opens: the key of the stores and the seeds of the accounts. */
@NullMarked
package hearth.client.vault;

import org.jspecify.annotations.NullMarked;
