/** Telling open pages that something changed, by server-sent events. */
@NullMarked
package hearth.web.live;

import org.jspecify.annotations.NullMarked;
