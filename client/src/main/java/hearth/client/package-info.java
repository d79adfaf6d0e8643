/** The personal engine: {@link hearth.client.Engine} is one account at work, without any page or window. */
@NullMarked
package hearth.client;

import org.jspecify.annotations.NullMarked;
