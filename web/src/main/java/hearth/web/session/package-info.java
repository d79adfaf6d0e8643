/** Who is signed in where: sessions and their cookie, form tokens, the host check and the brake on guessing. */
@NullMarked
package hearth.web.session;

import org.jspecify.annotations.NullMarked;
