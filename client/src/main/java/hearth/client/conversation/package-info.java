/** Conversations as a member sees them: ids, summaries, messages, and how far each message got. Values only. */
@NullMarked
package hearth.client.conversation;

import org.jspecify.annotations.NullMarked;
