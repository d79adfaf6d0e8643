package hearth.service.rpc;

import hearth.sqlite.StoreException;

/** Is told how this node's own store does, whenever it was used. Called by many threads. */
public interface StoreWatcher {

    /** A message could not be kept, or messages could not be read. */
    void storeFailed(StoreException failure);

    /** A message was kept. */
    void storeWorked();
}
