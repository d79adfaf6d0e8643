/** What tests of the routes share: a box on loopback ports, a browser without script, and pages read strictly. */
@NullMarked
package hearth.web.testing;

import org.jspecify.annotations.NullMarked;
