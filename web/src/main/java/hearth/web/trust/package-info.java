/** How a device learns to trust the box: the landing page, one guide per platform, the certificate and its seal. */
@NullMarked
package hearth.web.trust;

import org.jspecify.annotations.NullMarked;
