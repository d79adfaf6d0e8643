package hearth.protocol.network;

import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;

/**
 * What everybody may know about one node: who it is and where it listens.
 *
 * @param id its Ed25519 key
 * @param x25519 the key that onion layers for it are encrypted to
 * @param host an IPv4 address, or a host name in networks of one's own
 * @param httpsPort where it serves HTTPS, 1 to 65535
 * @param omqPort where it serves OMQ and QUIC, 1 to 65535, or 0 if it does not
 * @param swarm the swarm it belongs to, or {@link SwarmId#UNASSIGNED} if it belongs to none or that is not known
 */
public record NodeInfo(NodeId id, X25519PublicKey x25519, String host, int httpsPort, int omqPort, SwarmId swarm) {

    static final int PORT_MAX = 65_535;

    /** What the ledger lists for a node that it has not heard of yet. */
    private static final String NO_ADDRESS = "0.0.0.0";

    private static final int HOST_LENGTH_MAX = 253;

    public NodeInfo {
        if (!isHost(host)) {
            throw new IllegalArgumentException("Host must have 1 to " + HOST_LENGTH_MAX + " letters, digits, . - or :");
        }
        if (httpsPort < 1 || httpsPort > PORT_MAX) {
            throw new IllegalArgumentException("HTTPS port is " + httpsPort + ", it must be 1 to " + PORT_MAX);
        }
        if (omqPort < 0 || omqPort > PORT_MAX) {
            throw new IllegalArgumentException("OMQ port is " + omqPort + ", it must be 0 to " + PORT_MAX);
        }
    }

    /** Whether it is known where it listens: the ledger lists nodes before it heard of them. */
    public boolean hasAddress() {
        return isAddress(host);
    }

    static boolean isAddress(String text) {
        return isHost(text) && !text.equals(NO_ADDRESS);
    }

    /** The same node in another swarm. */
    public NodeInfo withSwarm(SwarmId other) {
        return new NodeInfo(id, x25519, host, httpsPort, omqPort, other);
    }

    static boolean isHost(String text) {
        return !text.isEmpty()
                && text.length() <= HOST_LENGTH_MAX
                && text.chars().allMatch(NodeInfo::isHostCharacter);
    }

    private static boolean isHostCharacter(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '.'
                || c == '-'
                || c == ':';
    }
}
