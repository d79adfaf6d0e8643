package hearth.client;

import hearth.client.network.NetworkMemory;
import hearth.client.store.AccountDatabase;
import hearth.sqlite.StoreException;
import java.util.Optional;

/** Keeps what the network part remembers beside the account's settings. */
record MetaMemory(AccountDatabase database) implements NetworkMemory {

    private static final System.Logger LOG = System.getLogger(MetaMemory.class.getName());

    @Override
    public Optional<byte[]> load(String name) {
        return database.read(tx -> database.meta().get(tx, name));
    }

    @Override
    public void save(String name, byte[] value) {
        try {
            database.update(tx -> database.meta().put(tx, name, value));
        } catch (StoreException disk) {
            LOG.log(System.Logger.Level.WARNING, "{0} could not be kept: {1}", name, disk.getMessage());
        }
    }
}
