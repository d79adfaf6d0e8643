package hearth.service.ledger.order;

class MemoryStoreTest extends LedgerStoreContract {

    private final MemoryStore disk = new MemoryStore();

    @Override
    LedgerStore open() {
        return disk;
    }
}
