/**
 * The cryptography of the network: key types and one façade, {@link hearth.protocol.crypto.Crypto}. Everything else is
 * internal. No other package talks to a cryptographic provider.
 */
@NullMarked
package hearth.protocol.crypto;

import org.jspecify.annotations.NullMarked;
