/** What words a text has, what a member looks for, and what is shown of what was found. Pure code. */
@NullMarked
package hearth.client.search;

import org.jspecify.annotations.NullMarked;
