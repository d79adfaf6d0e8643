package hearth.web;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the box shows of itself in TLS: a certificate chain, the leaf first and without the root, and the leaf's key.
 * P-256, since not every browser takes Ed25519 certificates. Never prints itself.
 */
public record ServerIdentity(PrivateKey key, List<X509Certificate> chain) {

    public ServerIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("A certificate chain has at least the leaf");
        }
    }

    @Override
    public String toString() {
        return "server identity";
    }
}
