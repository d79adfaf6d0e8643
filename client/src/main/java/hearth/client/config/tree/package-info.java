/**
 * The replicated tree inside every config: its values, how two trees differ, its messages, and how messages of several
 * devices become one (configuration specification, sections 2 to 8). Pure: no clock, no keys, no I/O.
 */
@NullMarked
package hearth.client.config.tree;

import org.jspecify.annotations.NullMarked;
