/**
 * The way to the network: which nodes exist, paths of three through them, the time they agree on.
 *
 * <p>Product pages need {@link hearth.client.network.NetworkProfile}, {@link hearth.client.network.NetworkState} and
 * {@link hearth.client.network.PathView}; the rest is for the engine.
 */
@NullMarked
package hearth.client.network;

import org.jspecify.annotations.NullMarked;
