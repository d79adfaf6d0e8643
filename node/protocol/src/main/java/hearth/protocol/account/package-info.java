/** The secrets of one account: its keys, and the words that bring them back (message specification 2). */
@NullMarked
package hearth.protocol.account;

import org.jspecify.annotations.NullMarked;
