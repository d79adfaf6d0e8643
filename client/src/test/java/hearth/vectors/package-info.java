/**
 * Runs the published test vectors of the network: {@link hearth.vectors.VectorRunner} from the command line,
 * {@link hearth.vectors.VectorRunnerTest} with every build.
 */
@NullMarked
package hearth.vectors;

import org.jspecify.annotations.NullMarked;
