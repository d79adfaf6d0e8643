/** The box as people meet it: real pages in a real browser, over a real network of nodes. */
@NullMarked
package hearth.appliance.browser;

import org.jspecify.annotations.NullMarked;
