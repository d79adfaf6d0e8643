package hearth.client.sync;

import hearth.client.conversation.Attachment.State;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.Delivery.FailReason;
import hearth.client.conversation.Delivery.WaitReason;
import hearth.client.conversation.MessageId;
import hearth.client.media.EncryptedFiles;
import hearth.client.network.FileCalls;
import hearth.client.network.Network;
import hearth.client.network.NetworkState.Connection;
import hearth.client.store.Contact;
import hearth.client.store.MessageState;
import hearth.client.store.OutboxItem;
import hearth.client.store.SeenTable;
import hearth.client.store.StoredAttachment;
import hearth.client.store.StoredAttachment.Pointer;
import hearth.client.store.StoredMessage;
import hearth.client.store.Tx;
import hearth.client.store.UploadTable.Upload;
import hearth.client.sync.Checkpoints.Step;
import hearth.protocol.Bytes;
import hearth.protocol.attachment.FileUrl;
import hearth.protocol.attachment.LegacyAttachment;
import hearth.protocol.attachment.StreamAttachment;
import hearth.sqlite.StoreException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Puts the files of messages on the file server, and then the messages into the outbox. What is on the server is remembered
 * file by file, and a message leaves here and enters the outbox in one transaction: whenever the power fails, it goes on
 * where it was, and the message goes out once. Texts written later do not wait for it. Safe for use by many threads.
 */
public final class Uploads implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Uploads.class.getName());

    /** As long as messages are kept. */
    private static final Duration LIFETIME = Duration.ofDays(14);

    private static final Duration IDLE = Duration.ofMinutes(10);

    /** The two forms in which files travel. */
    public enum Form {
        /** What other clients send. */
        LEGACY,
        /** The newer one: other clients read it and do not send it yet. */
        STREAM
    }

    private final Own own;
    private final Network network;
    private final Outbox outbox;
    private final EncryptedFiles files;
    private final OutboxSettings settings;
    private final Form form;
    private final SecureRandom secrets;
    private final RandomGenerator random;
    private final Rounds rounds;

    /** Guarded by itself. */
    private final Map<MessageId, Attempts> attempts = new HashMap<>();

    public Uploads(
            String name,
            Own own,
            Network network,
            Outbox outbox,
            EncryptedFiles files,
            OutboxSettings settings,
            Form form,
            SecureRandom secrets,
            RandomGenerator random) {
        this.own = own;
        this.network = network;
        this.outbox = outbox;
        this.files = files;
        this.settings = settings;
        this.form = form;
        this.secrets = secrets;
        this.random = random;
        rounds = new Rounds("hearth-upload-" + name, own.pace(), "Uploading", settings::retryMax, _ -> round());
    }

    /** Begins to work; returns at once. */
    public void start() {
        rounds.start();
    }

    /** Something new waits. */
    public void wake() {
        rounds.wake();
    }

    /** The network works again: what waited for it is tried soon. */
    public void networkIsBack() {
        synchronized (attempts) {
            var now = own.time().localMs();
            attempts.values().forEach(attempt -> attempt.hurry(now, settings));
        }
        rounds.wake();
    }

    /** How far a message is whose files are not all on the server; empty for any other. */
    public Optional<Delivery> progress(Tx tx, MessageId message) throws SQLException {
        var waits = own.database().uploads().find(tx, message);
        if (waits.isEmpty()) {
            return Optional.empty();
        }
        synchronized (attempts) {
            var attempt = attempts.get(message);
            if (attempt != null && attempt.failures() > 0 && !attempt.isSending()) {
                return Optional.of(new Delivery.Waiting(attempt.reason(), Instant.ofEpochMilli(attempt.dueMs())));
            }
        }
        var connection = network.connection();
        var isOff = !(connection instanceof Connection.Connected) && !(connection instanceof Connection.Connecting);
        return Optional.of(
                isOff
                        ? new Delivery.Waiting(
                                Sender.reason(connection),
                                Instant.ofEpochMilli(own.time().localMs()))
                        : new Delivery.Sending());
    }

    /** Tries a message at once, or a given up one anew. Returns whether it is one of those that wait here. */
    public boolean retry(MessageId message) {
        var contact = own.database().write(tx -> {
            var found = own.database().uploads().find(tx, message);
            if (found.isEmpty()) {
                return Optional.<Contact>empty();
            }
            own.database().uploads().setFailed(tx, message, false);
            own.database().messages().setState(tx, message, MessageState.QUEUED);
            return own.database().conversations().find(tx, found.get().conversation());
        });
        if (contact.isEmpty()) {
            return false;
        }
        synchronized (attempts) {
            attempts.remove(message);
        }
        own.changes().messageChanged(contact.get().id(), message);
        rounds.wake();
        return true;
    }

    /** Takes a message back, even while its files are on their way; they are in the writing field again. */
    public boolean discard(MessageId message) {
        var contact = own.database().write(tx -> {
            var found = own.database().uploads().find(tx, message);
            if (found.isEmpty() || !own.database().uploads().remove(tx, message)) {
                return Optional.<Contact>empty();
            }
            Attaching.takeBack(tx, own, message);
            own.database()
                    .messages()
                    .remove(tx, message, SeenTable.dayAfter(own.time().nowMs() + Sender.TTL_MS));
            return own.database().conversations().find(tx, found.get().conversation());
        });
        contact.ifPresent(it -> own.changes().messageChanged(it.id(), message));
        return contact.isPresent();
    }

    /** Stops; a file that is on its way this moment is put there again after the next start. */
    @Override
    public void close() {
        rounds.close();
    }

    private Duration round() throws InterruptedException {
        var next = IDLE;
        for (var upload : own.database().read(tx -> own.database().uploads().waiting(tx))) {
            Attempts attempt;
            Duration untilDue;
            synchronized (attempts) {
                attempt = attempts.computeIfAbsent(upload.message(), _ -> new Attempts());
                untilDue = attempt.untilDue(own.time().localMs());
                if (untilDue.isZero()) {
                    attempt.begin();
                }
            }
            if (untilDue.isZero()) {
                attempt(upload, attempt);
                untilDue = settings.retryFirst();
            }
            next = untilDue.compareTo(next) < 0 ? untilDue : next;
        }
        return next;
    }

    private void attempt(Upload upload, Attempts attempt) throws InterruptedException {
        try {
            tell(upload);
            var obstacle = moveOn(upload);
            synchronized (attempts) {
                if (obstacle.isPresent()) {
                    attempt.failed(obstacle.get(), own.time().localMs(), settings, random);
                } else {
                    attempts.remove(upload.message());
                }
            }
        } catch (StoreException disk) {
            LOG.log(System.Logger.Level.WARNING, "Uploading waits for the disk: {0}", disk.getMessage());
            synchronized (attempts) {
                attempt.failed(WaitReason.STORAGE, own.time().localMs(), settings, random);
            }
        } finally {
            synchronized (attempts) {
                attempt.end();
            }
            tell(upload);
        }
    }

    /** Does what is left to do for a message. Returns what it has to wait for; empty if nothing is left. */
    private Optional<WaitReason> moveOn(Upload upload) throws InterruptedException {
        if (!own.time().isKnown()) {
            return Optional.of(Sender.reason(network.connection()));
        }
        record Job(Optional<FailReason> end, java.util.List<StoredAttachment> attachments) {}
        var job = own.database().read(tx -> {
            var contact = own.database().conversations().find(tx, upload.conversation());
            var message = own.database().messages().find(tx, upload.message());
            return new Job(
                    contact.isEmpty() || message.isEmpty() ? Optional.empty() : end(contact.get(), message.get()),
                    own.database().attachments().of(tx, upload.message()));
        });
        if (job.end().isPresent()) {
            giveUp(upload, job.end().get());
            return Optional.empty();
        }
        for (var attachment : job.attachments()) {
            if (attachment.facts().pointer().isEmpty() && !attachment.file().isEmpty()) {
                var obstacle = Transfers.with(attachment.facts().bytes(), () -> put(upload, attachment));
                if (obstacle.isPresent()) {
                    return obstacle;
                }
            }
        }
        finish(upload);
        return Optional.empty();
    }

    private Optional<FailReason> end(Contact contact, StoredMessage message) {
        if (contact.blocked()) {
            return Optional.of(FailReason.BLOCKED);
        }
        return own.time().nowMs() - message.sentAt() >= Sender.TTL_MS
                ? Optional.of(FailReason.EXPIRED)
                : Optional.empty();
    }

    /** Puts one file on the server. Returns what it has to wait for. */
    private Optional<WaitReason> put(Upload upload, StoredAttachment attachment) throws InterruptedException {
        var reading = files.open(attachment.file(), attachment.facts().fileKey(), EncryptedFiles.Part.WHOLE);
        if (reading.isEmpty()) {
            giveUp(upload, FailReason.REFUSED);
            return Optional.of(WaitReason.STORAGE);
        }
        var sealed = seal(reading.get().all());
        var result = network.files().upload(sealed.blob(), form == Form.STREAM, LIFETIME);
        return switch (result) {
            case FileCalls.Result.Done<FileCalls.Uploaded>(var uploaded) -> {
                own.checkpoints().at(Step.FILE_UPLOADED);
                remember(upload, attachment, pointer(uploaded.url(), sealed));
                yield Optional.empty();
            }
            case FileCalls.Result.TooLarge<FileCalls.Uploaded> _,
                    FileCalls.Result.NoServer<FileCalls.Uploaded> _,
                    FileCalls.Result.Gone<FileCalls.Uploaded> _ -> {
                giveUp(upload, FailReason.REFUSED);
                yield Optional.of(WaitReason.SWARM);
            }
            case FileCalls.Result.NoRoom<FileCalls.Uploaded> _ -> Optional.of(WaitReason.SWARM);
            case FileCalls.Result.NotNow<FileCalls.Uploaded>(var obstacle) -> Optional.of(Sender.reason(obstacle));
        };
    }

    /** A file as it is uploaded, and what opens it. */
    private record Sealed(Bytes blob, Bytes key, Bytes digest) {}

    private Sealed seal(byte[] content) {
        if (form == Form.STREAM) {
            var sealed = StreamAttachment.seal(content, own.keys(), StreamAttachment.Purpose.ATTACHMENT);
            return new Sealed(sealed.blob(), sealed.key(), Bytes.EMPTY);
        }
        var sealed = LegacyAttachment.seal(content, secrets);
        return new Sealed(sealed.blob(), sealed.key(), sealed.digest());
    }

    private static Pointer pointer(FileUrl url, Sealed sealed) {
        return new Pointer(url.text(), sealed.key(), sealed.digest());
    }

    /** Unless the message was taken back meanwhile. */
    private void remember(Upload upload, StoredAttachment attachment, Pointer pointer) {
        own.database().update(tx -> {
            var found = own.database().attachments().find(tx, attachment.id());
            if (found.isPresent() && found.get().message().equals(Optional.of(upload.message()))) {
                own.database().attachments().save(tx, found.get().at(pointer));
            }
        });
    }

    private void finish(Upload upload) {
        own.database().update(tx -> {
            var message = own.database().messages().find(tx, upload.message());
            var contact = own.database().conversations().find(tx, upload.conversation());
            if (message.isEmpty()
                    || contact.isEmpty()
                    || !own.database().uploads().remove(tx, upload.message())) {
                return;
            }
            var attachments = own.database().attachments().of(tx, upload.message());
            for (var attachment : attachments) {
                own.database().attachments().save(tx, attachment.in(State.HERE));
            }
            var sentAt = upload.isNetworkTime() ? message.get().sentAt() : corrected(tx, contact.get(), message.get());
            var content =
                    Pointers.with(Contents.parse(upload.content()), attachments).toByteArray();
            var kind = contact.get().self() ? OutboxItem.Kind.NOTE : OutboxItem.Kind.MESSAGE;
            var item = new OutboxItem(
                    0,
                    upload.conversation(),
                    Optional.of(upload.message()),
                    kind,
                    contact.get().peer(),
                    sentAt,
                    content,
                    Sealing.seal(own, content, sentAt, contact.get().peer()));
            own.database().outbox().add(tx, item);
        });
        own.checkpoints().at(Step.FILES_COMMITTED);
        outbox.wake();
    }

    /** It was written before the network had told the time. */
    private long corrected(Tx tx, Contact contact, StoredMessage message) throws SQLException {
        var wanted = Math.min(
                message.sentAt() + own.time().offset().toMillis(), own.time().nowMs());
        var sentAt = Sealing.freeTime(tx, own, contact.peer(), wanted, message.sentAt());
        if (sentAt != message.sentAt()) {
            own.database().messages().setSentAt(tx, contact, message, sentAt);
        }
        return sentAt;
    }

    private void giveUp(Upload upload, FailReason reason) {
        LOG.log(System.Logger.Level.INFO, "A message with files was given up: {0}", reason);
        own.database().update(tx -> {
            own.database().uploads().setFailed(tx, upload.message(), true);
            own.database().messages().setState(tx, upload.message(), MessageState.failed(reason));
        });
    }

    private void tell(Upload upload) {
        var contact = own.database().read(tx -> own.database().conversations().find(tx, upload.conversation()));
        contact.ifPresent(it -> own.changes().messageChanged(it.id(), upload.message()));
    }
}
