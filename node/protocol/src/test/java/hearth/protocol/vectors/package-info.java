/**
 * Runs the published test vectors of the network: {@link hearth.protocol.vectors.VectorRunner} from the command line,
 * {@link hearth.protocol.vectors.VectorRunnerTest} with every build.
 */
@NullMarked
package hearth.protocol.vectors;

import org.jspecify.annotations.NullMarked;
