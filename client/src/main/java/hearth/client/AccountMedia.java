package hearth.client;

import hearth.client.conversation.Attachment;
import hearth.client.conversation.Attachment.Kind;
import hearth.client.conversation.Attachment.State;
import hearth.client.conversation.AttachmentId;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.LinkPreview;
import hearth.client.conversation.MessageId;
import hearth.client.conversation.SendResult;
import hearth.client.media.EncryptedFiles;
import hearth.client.media.EncryptedFiles.Kept;
import hearth.client.media.EncryptedFiles.Part;
import hearth.client.media.FileType;
import hearth.client.media.Pictures;
import hearth.client.media.Preparation;
import hearth.client.media.Scrubber;
import hearth.client.store.AccountDatabase;
import hearth.client.store.Contact;
import hearth.client.store.StoredAttachment;
import hearth.client.store.StoredAttachment.Facts;
import hearth.client.store.StoredAttachment.Pointer;
import hearth.client.sync.Conversing;
import hearth.client.sync.Downloads;
import hearth.client.sync.LinkText;
import hearth.protocol.FormatException;
import hearth.sqlite.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The files of a running account. */
final class AccountMedia implements Media {

    private static final int GALLERY_MAX = 200;

    private final AccountDatabase database;
    private final EncryptedFiles files;
    private final Conversing conversing;
    private final Downloads downloads;
    private final LinkPreviews links;
    private final Consumer<ConversationId> changed;

    /** @param changed told that the writing field of a conversation changed */
    AccountMedia(
            AccountDatabase database,
            EncryptedFiles files,
            Conversing conversing,
            Downloads downloads,
            LinkPreviews links,
            Consumer<ConversationId> changed) {
        this.links = links;
        this.database = database;
        this.files = files;
        this.conversing = conversing;
        this.downloads = downloads;
        this.changed = changed;
    }

    @Override
    public Staged stage(ConversationId conversation, Incoming file, InputStream content)
            throws IOException, InterruptedException {
        var contact = database.read(tx -> database.conversations().find(tx, conversation));
        if (contact.isEmpty()) {
            return new Staged.NowhereToPut();
        }
        if (staged(conversation).size() >= FILES_MAX) {
            return new Staged.TooMany(FILES_MAX);
        }
        if (!files.hasRoom(PICTURE_BYTES_MAX)) {
            return new Staged.NoRoom();
        }
        try {
            var raw = files.put(content, PICTURE_BYTES_MAX);
            return raw.isEmpty() ? new Staged.TooLarge(FILE_BYTES_MAX) : prepare(contact.get(), file, raw.get());
        } catch (StoreException disk) {
            return new Staged.NoRoom();
        }
    }

    /** What came is kept encrypted as it is and made fit to be sent from there, so that a slow browser holds up nobody. */
    private Staged prepare(Contact contact, Incoming file, Kept raw) throws InterruptedException {
        var kept = Optional.<Kept>empty();
        try {
            var prepared = Preparation.of(files, raw, file.name(), file.type(), FILE_BYTES_MAX);
            return switch (prepared) {
                case Preparation.Result.TooLarge() -> new Staged.TooLarge(FILE_BYTES_MAX);
                case Preparation.Result.Damaged() -> new Staged.Damaged();
                case Preparation.Result.Fit fit -> {
                    kept = Optional.of(fit.kept());
                    yield new Staged.Done(add(contact, file, fit));
                }
            };
        } finally {
            if (kept.isEmpty() || !kept.get().name().equals(raw.name())) {
                files.remove(raw.name());
            }
        }
    }

    private Attachment add(Contact contact, Incoming file, Preparation.Result.Fit fit) {
        var duration = fit.durationMs() > 0
                ? fit.durationMs()
                : Math.min(file.duration().toMillis(), VOICE_MAX.toMillis());
        var facts = new Facts(
                fit.name(),
                fit.mediaType(),
                fit.kept().bytes(),
                fit.width(),
                fit.height(),
                file.voice() && fit.kind() == Kind.AUDIO,
                duration,
                fit.preview(),
                fit.kept().key(),
                Pointer.NONE,
                "",
                0,
                0);
        try {
            var added = database.write(tx -> database.attachments()
                    .add(
                            tx,
                            new StoredAttachment(
                                    new AttachmentId(1),
                                    contact.row(),
                                    Optional.empty(),
                                    0,
                                    fit.kind(),
                                    State.STAGED,
                                    fit.kept().name(),
                                    facts)));
            changed.accept(contact.id());
            return added.view();
        } catch (StoreException disk) {
            files.remove(fit.kept().name());
            throw disk;
        }
    }

    @Override
    public List<Attachment> staged(ConversationId conversation) {
        return stagedRows(conversation).stream()
                .filter(it -> it.kind() != Kind.LINK)
                .map(StoredAttachment::view)
                .toList();
    }

    @Override
    public Optional<LinkPreview> stagedLink(ConversationId conversation) {
        return Views.link(stagedRows(conversation));
    }

    @Override
    public Optional<AttachmentId> stagedLinkId(ConversationId conversation) {
        return stagedRows(conversation).stream()
                .filter(it -> it.kind() == Kind.LINK)
                .map(StoredAttachment::id)
                .findFirst();
    }

    private List<StoredAttachment> stagedRows(ConversationId conversation) {
        return database.read(tx -> {
            var contact = database.conversations().find(tx, conversation);
            return contact.isPresent() ? database.attachments().staged(tx, contact.get()) : List.of();
        });
    }

    @Override
    public boolean makesPreviews() {
        return links.isWanted();
    }

    @Override
    public void setMakesPreviews(boolean wanted) {
        links.want(wanted);
    }

    @Override
    public boolean previewLink(ConversationId conversation, String text) throws InterruptedException {
        var contact = database.read(tx -> database.conversations().find(tx, conversation));
        var url = LinkText.first(text);
        if (contact.isEmpty() || url.isEmpty() || !links.isWanted()) {
            return false;
        }
        var made = links.make(contact.get(), url.get());
        if (made) {
            changed.accept(conversation);
            downloads.sweep();
        }
        return made;
    }

    @Override
    public void unstage(ConversationId conversation, AttachmentId attachment) {
        database.update(tx -> {
            var contact = database.conversations().find(tx, conversation);
            var found = database.attachments().find(tx, attachment);
            if (contact.isPresent()
                    && found.isPresent()
                    && found.get().state() == State.STAGED
                    && found.get().conversation() == contact.get().row()) {
                database.attachments().remove(tx, attachment);
                tx.afterwards(() -> changed.accept(conversation));
            }
        });
        downloads.sweep();
    }

    @Override
    public SendResult send(
            ConversationId conversation, String text, Optional<MessageId> quoted, List<AttachmentId> wanted) {
        var voices = new ArrayList<AttachmentId>();
        var others = new ArrayList<AttachmentId>();
        for (var attachment : stagedRows(conversation)) {
            var isLeft = attachment.kind() == Kind.LINK
                    && !text.contains(attachment.facts().link());
            if (wanted.contains(attachment.id()) && !isLeft) {
                (attachment.facts().voice() ? voices : others).add(attachment.id());
            }
        }
        SendResult result = new SendResult.Empty();
        for (var voice : voices) {
            result = conversing.send(conversation, "", quoted, List.of(voice));
            if (!(result instanceof SendResult.Queued)) {
                return result;
            }
        }
        return others.isEmpty() && text.isBlank()
                ? result
                : conversing.send(conversation, text, voices.isEmpty() ? quoted : Optional.empty(), others);
    }

    @Override
    public Optional<Attachment> attachment(ConversationId conversation, AttachmentId attachment) {
        return find(conversation, attachment).map(StoredAttachment::view);
    }

    private Optional<StoredAttachment> find(ConversationId conversation, AttachmentId attachment) {
        return database.read(tx -> {
            var contact = database.conversations().find(tx, conversation);
            var found = database.attachments().find(tx, attachment);
            return found.filter(it ->
                    contact.isPresent() && it.conversation() == contact.get().row());
        });
    }

    @Override
    public Optional<Content> content(ConversationId conversation, AttachmentId attachment) {
        return find(conversation, attachment)
                .flatMap(it -> read(it, Part.WHOLE, FileType.named(it.facts().type())));
    }

    @Override
    public Optional<Content> picture(ConversationId conversation, AttachmentId attachment, boolean large)
            throws InterruptedException {
        var found = find(conversation, attachment)
                .filter(it -> it.facts().preview() && it.state().isHere());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (!large) {
            return read(found.get(), Part.SMALL, FileType.OTHER);
        }
        var there = read(found.get(), Part.LARGE, FileType.OTHER);
        return there.isPresent() ? there : drawLarge(found.get());
    }

    /** Drawn when somebody looks at it for the first time: most pictures are never looked at again. */
    private Optional<Content> drawLarge(StoredAttachment attachment) throws InterruptedException {
        var whole = files.open(attachment.file(), attachment.facts().fileKey(), Part.WHOLE);
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        var content = whole.get().all();
        var type = FileType.named(attachment.facts().type());
        try {
            var drawn = type == FileType.GIF
                    ? Scrubber.scrub(content, type)
                    : Pictures.draw(content, type, Pictures.LARGE).bytes();
            files.putBeside(attachment.file(), attachment.facts().fileKey(), Part.LARGE, drawn);
            return Optional.of(new Bytes(drawn));
        } catch (FormatException notDrawn) {
            return Optional.empty();
        }
    }

    private Optional<Content> read(StoredAttachment attachment, Part part, FileType type) {
        if (!attachment.state().isHere() || attachment.file().isEmpty()) {
            return Optional.empty();
        }
        return files.open(attachment.file(), attachment.facts().fileKey(), part)
                .map(reading -> new OnDisk(reading, part == Part.WHOLE ? type.mediaType() : drawnType(reading)));
    }

    /** This box wrote it: its first bytes say what it is. */
    private static String drawnType(EncryptedFiles.Reading reading) {
        try (var in = reading.from(0)) {
            return FileType.of(in.readNBytes(FileType.HEAD_BYTES), "").mediaType();
        } catch (IOException e) {
            throw new StoreException(StoreException.Problem.OTHER, "The disk refuses a file");
        }
    }

    private record OnDisk(EncryptedFiles.Reading reading, String mediaType) implements Content {

        @Override
        public long length() {
            return reading.length();
        }

        @Override
        public InputStream from(long at) {
            return reading.from(at);
        }
    }

    /** Content that was just made. */
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    private record Bytes(byte[] bytes) implements Content {

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public String mediaType() {
            return FileType.of(bytes, "").mediaType();
        }

        @Override
        public InputStream from(long at) {
            var start = (int) Math.min(at, bytes.length);
            return new ByteArrayInputStream(bytes, start, bytes.length - start);
        }
    }

    @Override
    public void fetch(ConversationId conversation, AttachmentId attachment) {
        find(conversation, attachment).ifPresent(it -> downloads.fetch(it.id()));
    }

    @Override
    public boolean fetchesByItself(ConversationId conversation) {
        return database.read(tx -> database.conversations().find(tx, conversation))
                .map(downloads::byItself)
                .orElse(false);
    }

    @Override
    public void setFetchesByItself(ConversationId conversation, boolean wanted) {
        database.read(tx -> database.conversations().find(tx, conversation)).ifPresent(contact -> {
            downloads.setByItself(contact, wanted);
            changed.accept(conversation);
        });
    }

    @Override
    public Gallery gallery(ConversationId conversation, boolean documents, Optional<AttachmentId> before, int limit) {
        var size = Math.clamp(limit, 1, GALLERY_MAX);
        return database.read(tx -> {
            var contact = database.conversations().find(tx, conversation);
            if (contact.isEmpty()) {
                return new Gallery(List.of(), false);
            }
            var found = database.attachments()
                    .page(
                            tx,
                            contact.get(),
                            documents ? Kind.FILE : Kind.IMAGE,
                            documents ? Kind.AUDIO : Kind.VIDEO,
                            before.map(AttachmentId::value).orElse(Long.MAX_VALUE),
                            size + 1);
            var entries = found.stream()
                    .limit(size)
                    .map(it -> new Gallery.Entry(it.view(), it.message().orElseThrow()))
                    .toList();
            return new Gallery(entries, found.size() > size);
        });
    }

    @Override
    public Optional<Attachment> neighbour(ConversationId conversation, AttachmentId attachment, boolean newer) {
        return find(conversation, attachment).flatMap(it -> {
            var documents = it.kind() == Kind.FILE || it.kind() == Kind.AUDIO;
            return database.read(tx -> database.attachments()
                            .neighbour(
                                    tx,
                                    it,
                                    documents ? Kind.FILE : Kind.IMAGE,
                                    documents ? Kind.AUDIO : Kind.VIDEO,
                                    newer))
                    .map(StoredAttachment::view);
        });
    }
}
