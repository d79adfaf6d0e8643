/** Benchmarks, run by {@code make bench}. How to read them stands in the README of this module. */
@NullMarked
package hearth.protocol.bench;

import org.jspecify.annotations.NullMarked;
