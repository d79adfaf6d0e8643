/** Emojis: what they are called, and the table that pages choose from. */
@NullMarked
package hearth.web.emoji;

import org.jspecify.annotations.NullMarked;
