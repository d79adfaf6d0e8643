package hearth.appliance.trust;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** The certificate that the box's web server shows, and its key. */
record Leaf(X509Certificate certificate, PrivateKey key) {

    @Override
    public String toString() {
        return "leaf";
    }
}
