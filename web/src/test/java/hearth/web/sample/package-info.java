/** A household that lives in memory: for tests, and for looking at pages. */
@NullMarked
package hearth.web.sample;

import org.jspecify.annotations.NullMarked;
