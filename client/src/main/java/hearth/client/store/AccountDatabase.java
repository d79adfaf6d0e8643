package hearth.client.store;

import hearth.sqlite.Database;
import hearth.sqlite.Options;
import hearth.sqlite.SqlFunction;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The database of one account and its tables. Safe for use by many threads: reads run beside each other and beside one
 * write. Every method throws {@link hearth.sqlite.StoreException} if the disk or the database fails, and then nothing of
 * the transaction is kept.
 */
public final class AccountDatabase implements AutoCloseable {

    /** Work without a result. */
    public interface Action {
        void run(Tx tx) throws java.sql.SQLException;
    }

    private static final int READERS = 2;
    private static final int CACHE_KIB = 256;

    private final Database database;

    /** Held from the beginning of a transaction until memory knows of its commit. */
    private final ReentrantLock writing = new ReentrantLock();

    private final RowCipher cipher;
    private final MetaTable meta;
    private final ConversationTable conversations;
    private final MessageTable messages;
    private final OutboxTable outbox;
    private final SeenTable seen;
    private final ReactionTable reactions;
    private final EarlyReactionTable earlyReactions;
    private final TimerTable timers;
    private final DraftTable drafts;
    private final NoteTable notes;
    private final LabelTable labels;
    private final ForgetTable forgets;
    private final SearchTable search;
    private final MembershipTable memberships;
    private final AttachmentTable attachments;
    private final UploadTable uploads;
    private final AvatarTable avatars;

    private AccountDatabase(Database database, RowCipher cipher) {
        this.database = database;
        this.cipher = cipher;
        meta = new MetaTable(cipher);
        avatars = new AvatarTable(cipher);
        conversations = new ConversationTable(cipher, avatars);
        search = new SearchTable(cipher);
        memberships = new MembershipTable(cipher);
        messages = new MessageTable(cipher, search);
        outbox = new OutboxTable(cipher);
        reactions = new ReactionTable(cipher);
        earlyReactions = new EarlyReactionTable(cipher);
        seen = new SeenTable(cipher, earlyReactions);
        timers = new TimerTable(cipher);
        drafts = new DraftTable(cipher);
        notes = new NoteTable(cipher);
        labels = new LabelTable(cipher);
        forgets = new ForgetTable(cipher);
        attachments = new AttachmentTable(cipher);
        uploads = new UploadTable(cipher);
    }

    /** How many steps its form has gone through; it only grows. */
    public static int schemaSteps() {
        return Schema.STEPS.size();
    }

    /**
     * Opens the database in {@code folder}, or creates it.
     *
     * @param cipher   wiped when the database is closed
     * @param bytesMax the file never grows beyond this
     */
    public static AccountDatabase open(Path folder, RowCipher cipher, long bytesMax) {
        var options = Options.DEFAULT
                .withReaders(READERS)
                .withCacheKib(CACHE_KIB)
                .withCheck(Options.Check.AFTER_CRASH)
                .withBytesMax(bytesMax);
        var database = new AccountDatabase(Database.open(folder.resolve("account.db"), Schema.STEPS, options), cipher);
        try {
            SearchTable.fill(database);
            return database;
        } catch (RuntimeException failure) {
            database.close();
            throw failure;
        }
    }

    /** Settings and small state. */
    public MetaTable meta() {
        return meta;
    }

    /** People and conversations. */
    public ConversationTable conversations() {
        return conversations;
    }

    /** What conversations contain. */
    public MessageTable messages() {
        return messages;
    }

    /** What has to go out. */
    public OutboxTable outbox() {
        return outbox;
    }

    /** Emojis at messages. */
    public ReactionTable reactions() {
        return reactions;
    }

    /** Emojis that wait for their message. */
    public EarlyReactionTable earlyReactions() {
        return earlyReactions;
    }

    /** What time disappearing messages have left. */
    public TimerTable timers() {
        return timers;
    }

    /** What is being written. */
    public DraftTable drafts() {
        return drafts;
    }

    /** What the member keeps in mind about people. */
    public NoteTable notes() {
        return notes;
    }

    /** The member's labels, and which conversations have them. */
    public LabelTable labels() {
        return labels;
    }

    /** What the account's own swarm still has to forget. */
    public ForgetTable forgets() {
        return forgets;
    }

    /** The groups and communities of the account. */
    public MembershipTable memberships() {
        return memberships;
    }

    /** Which words stand in which messages. */
    public SearchTable search() {
        return search;
    }

    /** Files of messages. */
    public AttachmentTable attachments() {
        return attachments;
    }

    /** Messages that wait for their files. */
    public UploadTable uploads() {
        return uploads;
    }

    /** Profile pictures. */
    public AvatarTable avatars() {
        return avatars;
    }

    /** What came in already. */
    public SeenTable seen() {
        return seen;
    }

    /** Runs {@code work} on one unchanging state. It must not start another read or a write. */
    public <T> T read(SqlFunction<Tx, T> work) {
        return database.read(connection -> work.apply(new Tx(database, connection)));
    }

    /** Runs {@code work} in a transaction; returns after the commit is on disk. It must not start another transaction. */
    @SuppressWarnings("ThreadPriorityCheck") // That of virtual threads is the same everywhere.
    public <T> T write(SqlFunction<Tx, T> work) {
        var outcome = commit(work);
        outcome.tx().afterwards().forEach(Runnable::run);
        // The disk is waited for in native code, so a virtual thread keeps its place from all others meanwhile. As many
        // accounts with much to write as there are processors would otherwise keep the whole box from doing anything
        // else.
        Thread.yield();
        return outcome.result();
    }

    private record Outcome<T>(T result, Tx tx) {}

    private <T> Outcome<T> commit(SqlFunction<Tx, T> work) {
        writing.lock();
        try {
            var outcome = database.write(connection -> {
                var tx = new Tx(database, connection);
                return new Outcome<>(work.apply(tx), tx);
            });
            outcome.tx().atCommit().forEach(Runnable::run);
            return outcome;
        } finally {
            writing.unlock();
        }
    }

    /** {@link #write} for work without a result. */
    public void update(Action work) {
        write(tx -> {
            work.run(tx);
            return true;
        });
    }

    /** Waits for transactions under way, closes the file and forgets the keys. */
    @Override
    public void close() {
        database.close();
        cipher.wipe();
    }
}
