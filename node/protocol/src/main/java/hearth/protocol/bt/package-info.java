/** The network's profile of bencode: values, a strict writer and two readers (network specification, appendix B). */
@NullMarked
package hearth.protocol.bt;

import org.jspecify.annotations.NullMarked;
