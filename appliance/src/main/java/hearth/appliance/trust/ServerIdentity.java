package hearth.appliance.trust;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the web server proves itself with.
 *
 * @param key   the key of the first certificate
 * @param chain the leaf, then the intermediate; devices have the root
 */
public record ServerIdentity(PrivateKey key, List<X509Certificate> chain) {

    public ServerIdentity {
        chain = List.copyOf(chain);
    }

    @Override
    public String toString() {
        return "server identity";
    }
}
