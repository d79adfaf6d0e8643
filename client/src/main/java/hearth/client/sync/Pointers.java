package hearth.client.sync;

import com.google.protobuf.ByteString;
import hearth.client.conversation.Attachment.Kind;
import hearth.client.conversation.Attachment.State;
import hearth.client.conversation.AttachmentId;
import hearth.client.conversation.MessageId;
import hearth.client.media.FileNames;
import hearth.client.media.FileType;
import hearth.client.store.StoredAttachment;
import hearth.client.store.StoredAttachment.Facts;
import hearth.client.store.StoredAttachment.Pointer;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.attachment.FileUrl;
import hearth.protocol.attachment.LegacyAttachment;
import hearth.protocol.crypto.SymmetricKey;
import hearth.protocol.message.wire.AttachmentPointer;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.DataMessage;
import hearth.protocol.message.wire.Preview;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Attachments as messages name them (messages.md sections 3.3, 6.5, 6.6 and 8.5). Pure. */
final class Pointers {

    /** More attachments of one message are left out. */
    static final int FILES_MAX = 32;

    private static final int TYPE_LENGTH_MAX = 100;
    private static final int DIGEST_BYTES = 32;
    private static final int TITLE_LENGTH_MAX = 300;
    private static final String NUMBER = "\\d{1,16}";

    private Pointers() {}

    /** The content with what belongs to a message: files, and the preview of a link. */
    static Content with(Content content, List<StoredAttachment> attachments) {
        var message = content.getDataMessage().toBuilder();
        for (var attachment : attachments) {
            if (attachment.kind() == Kind.LINK) {
                var preview = Preview.newBuilder()
                        .setUrl(attachment.facts().link())
                        .setTitle(attachment.facts().name());
                if (!attachment.facts().pointer().isEmpty()) {
                    preview.setImage(wire(attachment));
                }
                message.addPreview(preview);
            } else {
                message.addAttachments(wire(attachment));
            }
        }
        return content.toBuilder().setDataMessage(message).build();
    }

    private static AttachmentPointer wire(StoredAttachment attachment) {
        var facts = attachment.facts();
        var pointer = AttachmentPointer.newBuilder()
                .setDeprecatedId(number(facts.pointer().url()))
                .setContentType(facts.type())
                .setKey(ByteString.copyFrom(facts.pointer().key().buffer()))
                .setSize((int) facts.bytes())
                .setUrl(facts.pointer().url());
        if (facts.pointer().digest().length() > 0) {
            pointer.setDigest(ByteString.copyFrom(facts.pointer().digest().buffer()));
        }
        if (attachment.kind() != Kind.LINK && !facts.voice()) {
            pointer.setFileName(facts.name());
        }
        if (facts.voice()) {
            pointer.setFlags(AttachmentPointer.Flags.VOICE_MESSAGE_VALUE);
        }
        if (facts.width() > 0 && facts.height() > 0) {
            pointer.setWidth(facts.width()).setHeight(facts.height());
        }
        return pointer.build();
    }

    /** Ids that are numbers are said a second time. */
    private static long number(String url) {
        var path = url.contains("#") ? url.substring(0, url.indexOf('#')) : url;
        var id = path.substring(path.lastIndexOf('/') + 1);
        return id.matches(NUMBER) ? Long.parseLong(id) : 0;
    }

    /** What a received message carries, for a message that is {@code owner}. Nothing of it is believed further than needed. */
    static List<StoredAttachment> read(DataMessage message, MessageId owner, long conversation) {
        var attachments = new ArrayList<StoredAttachment>();
        for (var pointer : message.getAttachmentsList()) {
            if (attachments.size() < FILES_MAX) {
                attachments.add(read(pointer, owner, conversation, attachments.size()));
            }
        }
        if (message.getAttachmentsCount() == 0 && message.getPreviewCount() > 0) {
            link(message, owner, conversation).ifPresent(attachments::add);
        }
        return attachments;
    }

    private static StoredAttachment read(AttachmentPointer pointer, MessageId owner, long conversation, int place) {
        var voice = (pointer.getFlags() & AttachmentPointer.Flags.VOICE_MESSAGE_VALUE) != 0;
        var type = type(pointer.getContentType());
        var kind = voice ? Kind.AUDIO : FileType.kindOf(type);
        var found = pointer(pointer);
        return new StoredAttachment(
                new AttachmentId(1),
                conversation,
                Optional.of(owner),
                place,
                kind,
                found.isPresent() ? State.REMOTE : State.BROKEN,
                "",
                new Facts(
                        FileNames.safe(pointer.getFileName(), ""),
                        type,
                        pointer.getSize() & 0xffff_ffffL,
                        side(pointer.getWidth()),
                        side(pointer.getHeight()),
                        voice,
                        0,
                        false,
                        Bytes.EMPTY,
                        found.orElse(Pointer.NONE),
                        "",
                        0,
                        0));
    }

    /** Only of a whole address of the text, https, and with something to show. */
    private static Optional<StoredAttachment> link(DataMessage message, MessageId owner, long conversation) {
        var preview = message.getPreview(0);
        var image = preview.hasImage() ? pointer(preview.getImage()) : Optional.<Pointer>empty();
        var title = title(preview.getTitle());
        if (!LinkText.isPreviewable(preview.getUrl())
                || !LinkText.isIn(message.getBody(), preview.getUrl())
                || (title.isEmpty() && image.isEmpty())) {
            return Optional.empty();
        }
        var facts = new Facts(
                title,
                type(preview.getImage().getContentType()),
                preview.getImage().getSize() & 0xffff_ffffL,
                0,
                0,
                false,
                0,
                false,
                Bytes.EMPTY,
                image.orElse(Pointer.NONE),
                preview.getUrl(),
                0,
                0);
        return Optional.of(new StoredAttachment(
                new AttachmentId(1),
                conversation,
                Optional.of(owner),
                0,
                Kind.LINK,
                image.isPresent() ? State.REMOTE : State.HERE,
                "",
                facts));
    }

    /** One line, not too long. */
    static String title(String text) {
        var line = text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ").strip();
        return line.codePointCount(0, line.length()) <= TITLE_LENGTH_MAX
                ? line
                : line.substring(0, line.offsetByCodePoints(0, TITLE_LENGTH_MAX));
    }

    /** Where a file is and what opens it, if that can be. */
    private static Optional<Pointer> pointer(AttachmentPointer pointer) {
        var key = Bytes.wrap(pointer.getKey().toByteArray());
        var digest = Bytes.wrap(pointer.getDigest().toByteArray());
        try {
            var stream = FileUrl.parse(pointer.getUrl()).stream();
            var fits = stream
                    ? key.length() == SymmetricKey.BYTES
                    : key.length() == LegacyAttachment.KEY_BYTES && digest.length() == DIGEST_BYTES;
            return fits ? Optional.of(new Pointer(pointer.getUrl(), key, digest)) : Optional.empty();
        } catch (FormatException nowhere) {
            return Optional.empty();
        }
    }

    private static String type(String text) {
        return text.length() <= TYPE_LENGTH_MAX && text.chars().allMatch(c -> c > ' ' && c < 0x7f) ? text : "";
    }

    private static int side(int pixels) {
        return pixels > 0 && pixels <= 100_000 ? pixels : 0;
    }
}
