package hearth.service.store;

class InMemoryMessageStoreTest extends MessageStoreContract {

    @Override
    MessageStore open() {
        return new InMemoryMessageStore();
    }
}
