/**
 * The box's own certificate authority: why browsers in this house, and nobody else's, believe this box to be itself
 * (product.md 5.5). Root, intermediate and leaf are ECDSA P-256; root and intermediate can vouch for this box only.
 */
@NullMarked
package hearth.appliance.trust;

import org.jspecify.annotations.NullMarked;
