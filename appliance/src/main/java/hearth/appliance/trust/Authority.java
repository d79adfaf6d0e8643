package hearth.appliance.trust;

import hearth.web.household.BoxName;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * What the box needs every day to vouch for itself: the certificates that devices and browsers see, and the key of the
 * intermediate. The root's key is not part of it.
 *
 * @param name            the box this authority can vouch for
 * @param root            what devices are told to trust
 * @param intermediate    signed by the root; signs the leaves
 * @param intermediateKey the intermediate's key
 */
record Authority(BoxName name, X509Certificate root, X509Certificate intermediate, PrivateKey intermediateKey) {

    @Override
    public String toString() {
        return "authority";
    }
}
