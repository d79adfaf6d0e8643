/**
 * One account's chats as the pages need them: a narrow view of the engine with everything a person can do wrong as
 * typed results, so that pages can be tested without a network.
 */
@NullMarked
package hearth.web.account;

import org.jspecify.annotations.NullMarked;
