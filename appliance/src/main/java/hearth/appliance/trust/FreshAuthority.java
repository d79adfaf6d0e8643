package hearth.appliance.trust;

import java.security.PrivateKey;

/**
 * An authority just made, with the key of its root. That key never touches the disk in the clear: it is sealed under the
 * owner's password, or lost when the process ends.
 */
record FreshAuthority(Authority authority, PrivateKey rootKey) {

    @Override
    public String toString() {
        return "fresh authority";
    }
}
