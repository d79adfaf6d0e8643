package hearth.client.sync;

import hearth.client.conversation.Attachment.Kind;
import hearth.client.conversation.Attachment.State;
import hearth.client.conversation.AttachmentId;
import hearth.client.conversation.MessageId;
import hearth.client.media.Durations;
import hearth.client.media.EncryptedFiles;
import hearth.client.media.EncryptedFiles.Part;
import hearth.client.media.FileType;
import hearth.client.media.Pictures;
import hearth.client.network.FileCalls;
import hearth.client.network.Network;
import hearth.client.network.Obstacle;
import hearth.client.store.Contact;
import hearth.client.store.StoredAttachment;
import hearth.client.store.StoredAttachment.Facts;
import hearth.client.store.Tx;
import hearth.client.sync.Checkpoints.Step;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.attachment.FileUrl;
import hearth.protocol.attachment.LegacyAttachment;
import hearth.protocol.attachment.StreamAttachment;
import hearth.protocol.crypto.SymmetricKey;
import hearth.sqlite.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fetches files of messages (messages.md sections 8.1, 8.3 and 8.6), at most {@value #WORKERS_MAX} at a time. What is to be
 * fetched is on disk, and so is what came of it: a restart goes on where it was. Safe for use by many threads.
 */
public final class Downloads implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Downloads.class.getName());

    static final int WORKERS_MAX = 3;

    /** What people one trusts send is fetched by itself up to this size. */
    static final long BY_ITSELF_BYTES_MAX = 5_000_000;

    /** After a failure that may pass by itself. Then it takes somebody to ask. */
    private static final List<Duration> AGAIN =
            List.of(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMinutes(30), Duration.ofHours(6));

    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final String TRUST = "media.trust.";
    private static final String YES = "yes";
    private static final String NO = "no";

    private final Own own;
    private final Network network;
    private final EncryptedFiles files;
    private final Duration offline;
    private final Rounds rounds;
    private final Workers workers;

    /** Guards what follows. */
    private final Object lock = new Object();

    private final Set<AttachmentId> busy = new HashSet<>();
    private boolean hurry;

    /** Files that were here at the start. Used by the rounds alone. */
    private List<String> found;

    /** @param offline how long to wait while there is no network, if nobody tells that it is back */
    public Downloads(String name, Own own, Network network, EncryptedFiles files, Duration offline) {
        this.own = own;
        this.network = network;
        this.files = files;
        this.offline = offline;
        // Before anybody adds one.
        found = files.names();
        workers = new Workers("hearth-fetch-" + name);
        rounds = new Rounds("hearth-download-" + name, own.pace(), "Fetching files", () -> offline, _ -> round());
    }

    /** Begins to fetch; returns at once. */
    public void start() {
        rounds.start();
    }

    /** Removes files whose messages are gone, soon. */
    public void sweep() {
        rounds.wake();
    }

    /** The network works again. */
    public void networkIsBack() {
        synchronized (lock) {
            hurry = true;
        }
        rounds.wake();
    }

    /** Fetches a file now. Anything that is here already, or can never be had, is left alone. */
    public void fetch(AttachmentId id) {
        var message = own.database().write(tx -> {
            var found = own.database().attachments().find(tx, id);
            var wanted = found.filter(it -> !it.facts().pointer().isEmpty())
                    .filter(it -> !it.state().isHere() && it.state() != State.BROKEN);
            if (wanted.isPresent()) {
                own.database().attachments().save(tx, wanted.get().in(State.FETCHING, 0, 0));
            }
            return wanted.flatMap(StoredAttachment::message);
        });
        message.ifPresent(this::tell);
        rounds.wake();
    }

    /** Whether pictures and voice messages of a conversation are fetched by themselves. */
    public boolean byItself(Contact contact) {
        return own.database().read(tx -> isTrusted(tx, contact));
    }

    /** Decides whether they are; what waits is then fetched, too. */
    public void setByItself(Contact contact, boolean wanted) {
        own.database().update(tx -> {
            own.database().meta().putText(tx, TRUST + contact.id().text(), wanted ? YES : NO);
            if (wanted) {
                for (var attachment : own.database().attachments().in(tx, State.REMOTE)) {
                    if (attachment.conversation() == contact.row() && isModest(attachment)) {
                        own.database().attachments().save(tx, attachment.in(State.FETCHING, 0, 0));
                        attachment.message().ifPresent(it -> tx.afterwards(() -> tell(it)));
                    }
                }
            }
        });
        rounds.wake();
    }

    /** Takes note of what a message carries. Part of the caller's transaction. */
    void arrived(Tx tx, Contact contact, List<StoredAttachment> attachments, boolean incoming) throws SQLException {
        var trusted = !incoming || isTrusted(tx, contact);
        for (var attachment : attachments) {
            var wanted = attachment.state() == State.REMOTE && trusted && isModest(attachment);
            own.database().attachments().add(tx, wanted ? attachment.in(State.FETCHING) : attachment);
        }
        tx.afterwards(rounds::wake);
    }

    private boolean isTrusted(Tx tx, Contact contact) throws SQLException {
        return contact.self()
                || (contact.approved()
                        && !contact.blocked()
                        && own.database()
                                .meta()
                                .text(tx, TRUST + contact.id().text())
                                .filter(YES::equals)
                                .isPresent());
    }

    private static boolean isModest(StoredAttachment attachment) {
        return (attachment.kind() == Kind.IMAGE
                        || attachment.kind() == Kind.LINK
                        || attachment.facts().voice())
                && attachment.facts().bytes() <= BY_ITSELF_BYTES_MAX;
    }

    /** Stops; what is on its way this moment is fetched again after the next start. */
    @Override
    public void close() {
        rounds.close();
        workers.close();
    }

    private Duration round() {
        removeOrphans();
        removeDropped();
        return startDue();
    }

    /** A power cut between writing a file and noting it leaves one that nobody knows. */
    private void removeOrphans() {
        try {
            for (var file : found) {
                if (!own.database()
                        .<Boolean>read(tx -> own.database().attachments().isFileUsed(tx, file))) {
                    files.remove(file);
                }
            }
        } catch (RuntimeException fault) {
            LOG.log(System.Logger.Level.WARNING, "Files that nobody knows stay: {0}", fault.getMessage());
        }
        found = List.of();
    }

    /** Files whose messages are gone go, too. */
    private void removeDropped() {
        var dropped = own.database().read(tx -> own.database().attachments().dropped(tx, 100));
        for (var file : dropped) {
            files.remove(file);
            own.database().update(tx -> own.database().attachments().forgetDropped(tx, file));
        }
        if (dropped.size() == 100) {
            rounds.wake();
        }
    }

    private Duration startDue() {
        var next = IDLE;
        synchronized (lock) {
            // Read in here: whoever is not busy any more has settled its file before.
            var wanted = own.database().read(tx -> own.database().attachments().in(tx, State.FETCHING));
            var now = own.time().localMs();
            for (var attachment : wanted) {
                if (busy.contains(attachment.id())) {
                    continue;
                }
                var wait = hurry ? 0 : attachment.facts().nextTryMs() - now;
                if (wait <= 0 && busy.size() < WORKERS_MAX) {
                    busy.add(attachment.id());
                    workers.begin(() -> work(attachment));
                } else if (wait > 0 && wait < next.toMillis()) {
                    next = Duration.ofMillis(wait);
                }
            }
            hurry = false;
        }
        return next;
    }

    private void work(StoredAttachment attachment) {
        try {
            Transfers.with(attachment.facts().bytes(), () -> {
                fetch(attachment);
                return true;
            });
        } catch (InterruptedException _) {
            // Closed. It is still wanted.
        } catch (StoreException disk) {
            LOG.log(System.Logger.Level.WARNING, "A file waits for the disk: {0}", disk.getMessage());
            settle(attachment, it -> it.in(State.NO_ROOM));
        } catch (RuntimeException fault) {
            if (!workers.isClosed()) {
                LOG.log(System.Logger.Level.ERROR, "Fetching a file failed", fault);
                settle(attachment, it -> it.in(State.FAILED));
            }
        } finally {
            synchronized (lock) {
                busy.remove(attachment.id());
            }
            attachment.message().ifPresent(this::tell);
            rounds.wake();
        }
    }

    private void fetch(StoredAttachment attachment) throws InterruptedException {
        if (!files.hasRoom(attachment.facts().bytes())) {
            settle(attachment, it -> it.in(State.NO_ROOM));
            return;
        }
        FileUrl url;
        try {
            url = FileUrl.parse(attachment.facts().pointer().url());
        } catch (FormatException nowhere) {
            settle(attachment, it -> it.in(State.BROKEN));
            return;
        }
        switch (network.files().download(url)) {
            case FileCalls.Result.Done<Bytes>(var blob) -> keep(attachment, url, blob);
            case FileCalls.Result.Gone<Bytes> _ -> settle(attachment, it -> it.in(State.GONE));
            case FileCalls.Result.NoServer<Bytes> _, FileCalls.Result.TooLarge<Bytes> _ ->
                settle(attachment, it -> it.in(State.BROKEN));
            case FileCalls.Result.NoRoom<Bytes> _ -> later(attachment);
            case FileCalls.Result.NotNow<Bytes>(Obstacle.DestinationAway _) -> later(attachment);
            case FileCalls.Result.NotNow<Bytes> _ ->
                settle(
                        attachment,
                        it -> it.in(
                                State.FETCHING, it.facts().tries(), own.time().localMs() + offline.toMillis()));
        }
    }

    private void later(StoredAttachment attachment) {
        settle(attachment, it -> {
            var tries = it.facts().tries();
            return tries < AGAIN.size()
                    ? it.in(
                            State.FETCHING,
                            tries + 1,
                            own.time().localMs() + AGAIN.get(tries).toMillis())
                    : it.in(State.FAILED, 0, 0);
        });
    }

    private void keep(StoredAttachment attachment, FileUrl url, Bytes blob) throws InterruptedException {
        byte[] content;
        try {
            content = open(attachment, url, blob);
        } catch (FormatException damaged) {
            LOG.log(System.Logger.Level.DEBUG, "A file cannot be opened: {0}", damaged.getMessage());
            settle(attachment, it -> it.in(State.BROKEN));
            return;
        }
        var type = FileType.of(
                Arrays.copyOf(content, Math.min(content.length, FileType.HEAD_BYTES)),
                attachment.facts().voice() ? "audio/" : attachment.facts().type());
        var small = type.kind() == Kind.IMAGE ? small(content, type) : Optional.<Pictures.Made>empty();
        var size = type.kind() == Kind.IMAGE ? size(content, type) : Optional.<int[]>empty();
        if (attachment.kind() == Kind.LINK && small.isEmpty()) {
            settle(attachment, it -> it.in(State.BROKEN));
            return;
        }
        var kept = files.put(content);
        small.ifPresent(made -> files.putBeside(kept.name(), kept.key(), Part.SMALL, made.bytes()));
        own.checkpoints().at(Step.FILE_FETCHED);
        var settled = settle(attachment, it -> {
            var facts = it.facts();
            // What only says that it is a picture, and is none that can be drawn, is a file like any other.
            var kind = it.kind() == Kind.LINK
                    ? Kind.LINK
                    : type.kind() == Kind.IMAGE && small.isEmpty() ? Kind.FILE : type.kind();
            return new StoredAttachment(
                    it.id(),
                    it.conversation(),
                    it.message(),
                    it.place(),
                    kind,
                    State.HERE,
                    kept.name(),
                    new Facts(
                            facts.name(),
                            type == FileType.OTHER ? "" : type.mediaType(),
                            content.length,
                            size.map(it2 -> it2[0]).orElse(0),
                            size.map(it2 -> it2[1]).orElse(0),
                            facts.voice(),
                            Durations.ms(content, type),
                            small.isPresent(),
                            kept.key(),
                            facts.pointer(),
                            facts.link(),
                            0,
                            0));
        });
        if (!settled) {
            files.remove(kept.name());
        }
    }

    /** Decrypts a file in the form that its address says. */
    private static byte[] open(StoredAttachment attachment, FileUrl url, Bytes blob) throws FormatException {
        var pointer = attachment.facts().pointer();
        if (!url.stream()) {
            return LegacyAttachment.open(
                    blob.toArray(),
                    pointer.key(),
                    pointer.digest(),
                    attachment.facts().bytes());
        }
        var key = SymmetricKey.of(pointer.key().toArray());
        try {
            var content = StreamAttachment.open(blob.toArray(), key);
            if (attachment.facts().bytes() > 0
                    && content.length != attachment.facts().bytes()) {
                throw new FormatException("File has " + content.length + " bytes, another number was said");
            }
            return content;
        } finally {
            key.wipe();
        }
    }

    private static Optional<Pictures.Made> small(byte[] content, FileType type) throws InterruptedException {
        try {
            return Optional.of(Pictures.draw(content, type, Pictures.SMALL));
        } catch (FormatException notDrawn) {
            return Optional.empty();
        }
    }

    private static Optional<int[]> size(byte[] content, FileType type) {
        try {
            return Optional.of(Pictures.size(content, type));
        } catch (FormatException unknown) {
            return Optional.empty();
        }
    }

    /** How an attachment goes on. */
    private interface Change {
        StoredAttachment of(StoredAttachment attachment);
    }

    /** Writes how it went, unless the attachment is gone or was decided about otherwise meanwhile. */
    private boolean settle(StoredAttachment attachment, Change change) {
        if (workers.isClosed()) {
            // What ends with this box is no failure.
            return false;
        }
        return own.database().write(tx -> {
            var found = own.database().attachments().find(tx, attachment.id());
            return found.isPresent()
                    && found.get().state() == State.FETCHING
                    && own.database().attachments().save(tx, change.of(found.get()));
        });
    }

    private void tell(MessageId message) {
        var contact = own.database().read(tx -> {
            var found = own.database().messages().find(tx, message);
            return found.isPresent()
                    ? own.database().conversations().find(tx, found.get().conversation())
                    : Optional.<Contact>empty();
        });
        contact.ifPresent(it -> own.changes().messageChanged(it.id(), message));
    }
}
