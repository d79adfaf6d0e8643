package hearth.client.network;

import java.util.Optional;

/** What the network part wants to find again after a restart. A failing disk is swallowed: everything can be had anew. */
public interface NetworkMemory {

    /** The value last saved under {@code name}. */
    Optional<byte[]> load(String name);

    /** Keeps a value. */
    void save(String name, byte[] value);
}
