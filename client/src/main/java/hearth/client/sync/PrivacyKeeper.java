package hearth.client.sync;

import hearth.client.conversation.Privacy;
import hearth.client.store.AccountDatabase;

/** What the member decided about receipts and typing; on this box only, since no shared state has a place for it. */
public final class PrivacyKeeper {

    private static final String RECEIPTS = "privacy.receipts";
    private static final String TYPING = "privacy.typing";
    private static final String YES = "yes";
    private static final String NO = "no";

    private final AccountDatabase database;
    private final Kept<Privacy> privacy;

    /** Reads what is on disk. */
    public PrivacyKeeper(AccountDatabase database) {
        this.database = database;
        privacy = new Kept<>(database.read(tx -> new Privacy(
                database.meta().text(tx, RECEIPTS).filter(YES::equals).isPresent(),
                database.meta().text(tx, TYPING).filter(YES::equals).isPresent())));
    }

    /** What is decided. */
    public Privacy current() {
        return privacy.get();
    }

    /** Decides anew. */
    public void set(Privacy wanted) {
        database.update(tx -> {
            database.meta().putText(tx, RECEIPTS, wanted.receipts() ? YES : NO);
            database.meta().putText(tx, TYPING, wanted.typing() ? YES : NO);
            privacy.set(tx, wanted);
        });
    }
}
