package hearth.client.sync;

/**
 * The places between two steps where power may fail. Does nothing in the product; tests throw from it to see whether what
 * follows is repeated rightly after a restart.
 */
public interface Checkpoints {

    /** A product without accidents. */
    Checkpoints NONE = _ -> {};

    /** Steps after which something is done and the next thing is not. */
    enum Step {
        MESSAGE_COMMITTED,
        MESSAGE_SEALED,
        BEFORE_STORE,
        AFTER_STORE,
        SENT_COMMITTED,
        RETRIEVED,
        BEFORE_CURSOR,
        RECEIVED_COMMITTED,
        FILE_UPLOADED,
        FILES_COMMITTED,
        FILE_FETCHED,
        STATE_RETRIEVED,
        STATE_MERGED,
        STATE_SEALED,
        STATE_STORED,
        STATE_CONFIRMED
    }

    /** Called when {@code step} is reached. */
    void at(Step step);
}
