/** The pages of the box: HTTPS and plain-HTTP listeners over a household and its accounts. */
@NullMarked
package hearth.web;

import org.jspecify.annotations.NullMarked;
