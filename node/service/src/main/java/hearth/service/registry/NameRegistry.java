package hearth.service.registry;

import hearth.protocol.Bytes;
import java.util.Optional;

/** The names that the ledger knows (network.md §7.6), each under its hash. Safe for use by many threads. */
@FunctionalInterface
public interface NameRegistry {

    /** Nobody registered a name. */
    NameRegistry EMPTY = (_, _) -> Optional.empty();

    /** Length of the hash of a name: BLAKE2b-256. */
    int HASH_BYTES = 32;

    /** The type of a name that stands for an account. */
    int ACCOUNT = 0;

    /**
     * What stands behind a name, which only who knows the name can read.
     *
     * @param nonce empty in records of the form before hard fork 16
     */
    record Entry(Bytes encryptedValue, Optional<Bytes> nonce) {}

    /**
     * What is registered for a name.
     *
     * @param type {@link #ACCOUNT}; other numbers are names of other things
     * @param hash {@link #HASH_BYTES} bytes
     */
    Optional<Entry> find(int type, Bytes hash);
}
