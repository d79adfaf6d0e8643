/** The conformance checklist of network.md §10.5: every point a test, over HTTPS over onion requests of one and two hops, and over OMQ. */
@NullMarked
package hearth.service.conformance;

import org.jspecify.annotations.NullMarked;
