package hearth.service.rpc;

import hearth.protocol.network.StorageVersion;

/** The version of the storage program that a node reports, which tells clients what it can do. */
public final class Version {

    /** Reported until {@code active_nodes_bin} and {@code revoked_subaccounts} are there (network.md §11). */
    public static final StorageVersion REPORTED = new StorageVersion(2, 8, 0);

    private Version() {}

    /** As text: {@code 2.8.0}. */
    public static String text() {
        return REPORTED.major() + "." + REPORTED.minor() + '.' + REPORTED.patch();
    }
}
