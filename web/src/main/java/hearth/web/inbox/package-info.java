/** Chats: the list, one conversation, writing, requests. */
@NullMarked
package hearth.web.inbox;

import org.jspecify.annotations.NullMarked;
