package hearth.client.network;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.onion.ServerTarget;
import hearth.protocol.onion.ServerTarget.Protocol;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * One network to live on: where its node list comes from and which rules its paths follow.
 *
 * @param name            short, for people: {@code neighbourhood}, {@code session}
 * @param seeds           asked all at once, the first answer wins; may be empty if {@code nodes} is not
 * @param nodes           used while no seed has answered; may be empty if {@code seeds} is not
 * @param subnetDiversity whether the nodes of one path must be in different IPv4 /24 networks. Off where all nodes share
 *                        one machine
 * @param files           where files are put; a network without can carry messages only
 * @param ledger          how a network with a ledger of its own began: no list of nodes is believed that does not follow
 *                        from it
 */
public record NetworkProfile(
        String name,
        List<Seed> seeds,
        List<NodeInfo> nodes,
        boolean subnetDiversity,
        Optional<Files> files,
        Optional<Genesis> ledger) {

    /** A network without a ledger of its own. */
    public NetworkProfile(
            String name, List<Seed> seeds, List<NodeInfo> nodes, boolean subnetDiversity, Optional<Files> files) {
        this(name, seeds, nodes, subnetDiversity, files, Optional.empty());
    }

    public NetworkProfile {
        seeds = List.copyOf(seeds);
        nodes = List.copyOf(nodes);
        if (seeds.isEmpty() && nodes.isEmpty()) {
            throw new IllegalArgumentException("Network " + name + " names neither seeds nor nodes");
        }
    }

    /** The public Session network (network.md section 7.2). */
    public static NetworkProfile session() {
        return new NetworkProfile(
                "session",
                List.of(
                        Seed.of(
                                "https://seed1.getsession.org:4443/json_rpc",
                                "mlYTXvkmIEYcpswANTpnBwlz9Cswi0py/RQKkbdQOZQ="),
                        Seed.of(
                                "https://seed2.getsession.org:4443/json_rpc",
                                "ZuUxe4wopBR83Yy5fePPNX0c00BnkQCu/49oapFpB0k="),
                        Seed.of(
                                "https://seed3.getsession.org:4443/json_rpc",
                                "4xe+8k1NjxerVTjUsWlZJNKt3PA7Y31pUls2tHYippA=")),
                List.of(),
                true,
                Optional.of(Files.of(
                        "http://filev2.getsession.org",
                        "b8eef9821445ae16e2e97ef8aa6fe782fd11ad5253cd6723b281341dba22e371")));
    }

    /**
     * A file server (messages.md section 8.5).
     *
     * @param url scheme, host and, if it is not the usual one, port: as addresses of files name it
     * @param key its Ed25519 key, from which the one for onion requests follows
     */
    public record Files(String url, Ed25519PublicKey key) {

        /** Both as text. Throws {@link IllegalArgumentException} if one is wrong. */
        public static Files of(String url, String keyHex) {
            try {
                var files = new Files(url, Ed25519PublicKey.parse(keyHex));
                files.target();
                return files;
            } catch (FormatException wrong) {
                throw new IllegalArgumentException("Key of the file server: " + wrong.getMessage(), wrong);
            }
        }

        ServerTarget target() {
            try {
                return target(URI.create(url), key.toX25519());
            } catch (FormatException noPoint) {
                throw new IllegalArgumentException("Key of the file server is none", noPoint);
            }
        }

        /** Throws {@link IllegalArgumentException} if {@code url} is not that of a server. */
        static ServerTarget target(URI url, X25519PublicKey key) {
            var protocol = "https".equals(url.getScheme()) ? Protocol.HTTPS : Protocol.HTTP;
            var host = url.getHost();
            if (host == null) {
                throw new IllegalArgumentException("Address of the file server names no host");
            }
            var port = url.getPort() < 0 ? protocol.defaultPort() : url.getPort();
            return new ServerTarget(key, protocol, host, port, ServerTarget.V4);
        }
    }

    /**
     * A node that hands out the node list.
     *
     * @param url     complete, https
     * @param spkiPin base64 of the SHA-256 of its certificate's SubjectPublicKeyInfo: the only thing it is trusted by
     */
    public record Seed(URI url, String spkiPin) {

        private static final int PIN_BYTES = 32;

        public Seed {
            if (!"https".equals(url.getScheme()) || url.getHost() == null) {
                throw new IllegalArgumentException(
                        "Seed address is " + url + ", an https address with a host is expected");
            }
            if (Base64.getDecoder().decode(spkiPin).length != PIN_BYTES) {
                throw new IllegalArgumentException("Seed pin must be the base64 of " + PIN_BYTES + " bytes");
            }
        }

        /** Both as text. */
        public static Seed of(String url, String spkiPin) {
            return new Seed(URI.create(url), spkiPin);
        }
    }
}
