package hearth.appliance.trust;

/**
 * Everything about the box's trust that is on disk.
 *
 * @param authority the everyday authority
 * @param rootKey   the root's key, sealed under the owner's password
 * @param leaf      the current leaf
 */
record KeptTrust(Authority authority, SealedKey rootKey, Leaf leaf) {

    @Override
    public String toString() {
        return "kept trust";
    }
}
