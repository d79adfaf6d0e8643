/** What the tests of every module share: seeds instead of luck, a clock that can be set, faults on demand. */
@NullMarked
package hearth.testkit;

import org.jspecify.annotations.NullMarked;
