package hearth.service.rpc;

import hearth.protocol.network.StorageVersion;

/** The version of the storage program that a node reports, which tells clients what it can do. */
public final class Version {

    /** The first one with {@code active_nodes_bin} and {@code revoked_subaccounts} (network.md §11). */
    public static final StorageVersion REPORTED = new StorageVersion(2, 11, 0);

    private Version() {}

    /** As text: {@code 2.11.0}. */
    public static String text() {
        return REPORTED.major() + "." + REPORTED.minor() + '.' + REPORTED.patch();
    }
}
