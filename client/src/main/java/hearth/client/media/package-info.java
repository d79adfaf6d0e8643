/**
 * Files as such, before they are part of a message: what they are, what must not be sent with them, small pictures of them,
 * and how they lie on this box's disk. Nothing here knows a network or a database.
 */
@NullMarked
package hearth.client.media;

import org.jspecify.annotations.NullMarked;
