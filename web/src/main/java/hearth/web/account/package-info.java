/** One account as the pages use it: the engine behind a narrow interface, so that pages can be tested without a network. */
@NullMarked
package hearth.web.account;

import org.jspecify.annotations.NullMarked;
