package hearth.web.sample;

import hearth.client.Media;
import hearth.client.conversation.Attachment;
import hearth.client.conversation.Attachment.Kind;
import hearth.client.conversation.Attachment.State;
import hearth.client.conversation.AttachmentId;
import hearth.client.conversation.Attachments;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.LinkPreview;
import hearth.client.conversation.MessageId;
import hearth.client.conversation.SendResult;
import hearth.client.media.FileNames;
import hearth.client.media.FileType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Files in memory. What is put into a writing field stays as it is; the picture of a picture is the picture itself. */
public final class SampleMedia implements Media {

    /** Of every picture, whatever it shows. */
    private static final int SIDE = 1;

    private final SampleChats chats;
    private final Map<AttachmentId, Held> all = new LinkedHashMap<>();
    private final Set<ConversationId> trusted = new HashSet<>();
    private final List<AttachmentId> fetched = new ArrayList<>();
    private boolean previews;
    private long numbers;

    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    private record Held(
            ConversationId conversation, Optional<MessageId> message, Attachment attachment, byte[] content) {}

    SampleMedia(SampleChats chats) {
        this.chats = chats;
    }

    /** A file of a message. */
    public synchronized Attachment put(
            ConversationId conversation,
            Optional<MessageId> message,
            String name,
            byte[] content,
            boolean voice,
            State state) {
        var type = type(content, voice ? "audio/" : "");
        var attachment = new Attachment(
                new AttachmentId(++numbers),
                message,
                type.kind(),
                FileNames.safe(name, "file"),
                type.mediaType(),
                content.length,
                type.kind() == Kind.IMAGE ? SIDE : 0,
                type.kind() == Kind.IMAGE ? SIDE : 0,
                voice,
                Optional.empty(),
                state,
                type.kind() == Kind.IMAGE && state.isHere());
        all.put(attachment.id(), new Held(conversation, message, attachment, content));
        return attachment;
    }

    private static FileType type(byte[] content, String declared) {
        return FileType.of(Arrays.copyOf(content, Math.min(content.length, FileType.HEAD_BYTES)), declared);
    }

    /** What was asked to be fetched. */
    public synchronized List<AttachmentId> fetched() {
        return List.copyOf(fetched);
    }

    @Override
    public Staged stage(ConversationId conversation, Incoming file, InputStream content) throws IOException {
        var bytes = content.readNBytes((int) PICTURE_BYTES_MAX + 1);
        if (bytes.length > FILE_BYTES_MAX) {
            return new Staged.TooLarge(FILE_BYTES_MAX);
        }
        return bytes.length == 0
                ? new Staged.Damaged()
                : new Staged.Done(put(conversation, Optional.empty(), file.name(), bytes, file.voice(), State.STAGED));
    }

    @Override
    public synchronized List<Attachment> staged(ConversationId conversation) {
        return all.values().stream()
                .filter(it -> it.conversation.equals(conversation) && it.message.isEmpty())
                .map(Held::attachment)
                .toList();
    }

    @Override
    public Optional<LinkPreview> stagedLink(ConversationId conversation) {
        return Optional.empty();
    }

    @Override
    public Optional<AttachmentId> stagedLinkId(ConversationId conversation) {
        return Optional.empty();
    }

    @Override
    public synchronized boolean makesPreviews() {
        return previews;
    }

    @Override
    public synchronized void setMakesPreviews(boolean wanted) {
        previews = wanted;
    }

    @Override
    public boolean previewLink(ConversationId conversation, String text) {
        return false;
    }

    @Override
    public synchronized void unstage(ConversationId conversation, AttachmentId attachment) {
        all.values().removeIf(it -> it.attachment.id().equals(attachment) && it.message.isEmpty());
    }

    @Override
    public SendResult send(
            ConversationId conversation, String text, Optional<MessageId> quoted, List<AttachmentId> files) {
        var result = chats.sendFiles(conversation, text, quoted);
        if (result instanceof SendResult.Queued queued) {
            var message = queued.message();
            var sent = new ArrayList<Attachment>();
            synchronized (this) {
                for (var id : files) {
                    all.computeIfPresent(id, (key, held) -> {
                        var attachment = sent(held.attachment, message);
                        sent.add(attachment);
                        return new Held(held.conversation, Optional.of(message), attachment, held.content);
                    });
                }
            }
            chats.carry(message, new Attachments(sent, Optional.empty()));
        }
        return result;
    }

    private static Attachment sent(Attachment staged, MessageId message) {
        return new Attachment(
                staged.id(),
                Optional.of(message),
                staged.kind(),
                staged.name(),
                staged.type(),
                staged.bytes(),
                staged.width(),
                staged.height(),
                staged.voice(),
                staged.duration(),
                staged.state(),
                staged.preview());
    }

    @Override
    public Optional<Attachment> attachment(ConversationId conversation, AttachmentId attachment) {
        return held(conversation, attachment).map(Held::attachment);
    }

    private synchronized Optional<Held> held(ConversationId conversation, AttachmentId attachment) {
        return Optional.ofNullable(all.get(attachment)).filter(it -> it.conversation.equals(conversation));
    }

    @Override
    public Optional<Content> content(ConversationId conversation, AttachmentId attachment) {
        return held(conversation, attachment)
                .filter(it -> it.attachment.state().isHere())
                .map(it -> new InMemory(
                        it.content,
                        type(it.content, it.attachment.voice() ? "audio/" : "").mediaType()));
    }

    @Override
    public Optional<Content> picture(ConversationId conversation, AttachmentId attachment, boolean large) {
        return content(conversation, attachment).filter(it -> it.mediaType().startsWith("image/"));
    }

    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    private record InMemory(byte[] bytes, String mediaType) implements Content {

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public InputStream from(long at) {
            return new ByteArrayInputStream(bytes, (int) at, bytes.length - (int) at);
        }
    }

    @Override
    public synchronized void fetch(ConversationId conversation, AttachmentId attachment) {
        fetched.add(attachment);
    }

    @Override
    public synchronized boolean fetchesByItself(ConversationId conversation) {
        return trusted.contains(conversation);
    }

    @Override
    public synchronized void setFetchesByItself(ConversationId conversation, boolean wanted) {
        if (wanted) {
            trusted.add(conversation);
        } else {
            trusted.remove(conversation);
        }
    }

    @Override
    public synchronized Gallery gallery(
            ConversationId conversation, boolean documents, Optional<AttachmentId> before, int limit) {
        var found = all.values().stream()
                .filter(it -> it.conversation.equals(conversation) && it.message.isPresent())
                .filter(it -> isDocument(it.attachment) == documents)
                .filter(it -> before.isEmpty()
                        || it.attachment.id().value() < before.get().value())
                .sorted(Comparator.comparingLong((Held it) -> it.attachment.id().value())
                        .reversed())
                .map(it -> new Gallery.Entry(it.attachment, it.message.orElseThrow()))
                .toList();
        return new Gallery(found.stream().limit(limit).toList(), found.size() > limit);
    }

    private static boolean isDocument(Attachment attachment) {
        return attachment.kind() == Kind.AUDIO || attachment.kind() == Kind.FILE;
    }

    @Override
    public Optional<Attachment> neighbour(ConversationId conversation, AttachmentId attachment, boolean newer) {
        UnaryOperator<Integer> step = at -> newer ? at - 1 : at + 1;
        return held(conversation, attachment).flatMap(held -> {
            var entries = gallery(conversation, isDocument(held.attachment), Optional.empty(), 1_000).entries().stream()
                    .map(Gallery.Entry::attachment)
                    .toList();
            var at = step.apply(entries.indexOf(held.attachment));
            return at >= 0 && at < entries.size() ? Optional.of(entries.get(at)) : Optional.empty();
        });
    }
}
