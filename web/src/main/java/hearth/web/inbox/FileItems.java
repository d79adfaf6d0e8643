package hearth.web.inbox;

import hearth.client.conversation.Attachment;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.LinkPreview;
import hearth.client.media.FileType;
import hearth.client.media.Scrubber;
import hearth.web.page.Texts;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Turns attachments into what templates show. */
final class FileItems {

    private static final long KILOBYTE = 1_000;
    private static final long MEGABYTE = 1_000_000;

    private final Texts texts;

    FileItems(Texts texts) {
        this.texts = texts;
    }

    List<FileItem> of(ConversationId conversation, List<Attachment> attachments) {
        return attachments.stream().map(it -> of(conversation, it)).toList();
    }

    Optional<LinkItem> of(ConversationId conversation, Optional<LinkPreview> link) {
        return link.map(it -> new LinkItem(
                it.url(), host(it.url()), it.title(), it.picture().map(picture -> of(conversation, picture))));
    }

    FileItem of(ConversationId conversation, Attachment attachment) {
        var chat = "/chats/" + conversation.text();
        var state = attachment.state();
        return new FileItem(
                attachment.id().toString(),
                chat + "/files/" + attachment.id(),
                chat + "/media/" + attachment.id(),
                attachment.kind().name().toLowerCase(Locale.ROOT),
                name(attachment),
                attachment.type(),
                pixels(attachment),
                facts(attachment),
                attachment.width(),
                attachment.height(),
                attachment.voice(),
                state.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                isTelling(attachment),
                state.isHere(),
                attachment.preview(),
                state == Attachment.State.REMOTE
                        || state == Attachment.State.FAILED
                        || state == Attachment.State.GONE
                        || state == Attachment.State.NO_ROOM);
    }

    /** What says that it is a picture, known here or not, may have been written by a camera. */
    private static boolean isTelling(Attachment attachment) {
        return attachment.state() == Attachment.State.STAGED
                && attachment.type().startsWith("image/")
                && !Scrubber.isThorough(FileType.named(attachment.type()));
    }

    private String name(Attachment attachment) {
        if (attachment.voice()) {
            return texts.get("file.voice");
        }
        return attachment.name().isEmpty()
                ? texts.get("file." + attachment.kind().name().toLowerCase(Locale.ROOT))
                : attachment.name();
    }

    private String pixels(Attachment attachment) {
        return attachment.width() > 0 && attachment.height() > 0
                ? texts.get("file.pixels", Integer.toString(attachment.width()), Integer.toString(attachment.height()))
                : "";
    }

    private String facts(Attachment attachment) {
        var facts = new ArrayList<String>();
        attachment.duration().map(FileItems::clock).ifPresent(facts::add);
        if (attachment.bytes() > 0) {
            facts.add(size(attachment.bytes()));
        }
        return String.join(" · ", facts);
    }

    /** A length as people read it. */
    String size(long bytes) {
        if (bytes >= MEGABYTE) {
            return texts.get("file.mb", tenths(bytes, MEGABYTE));
        }
        return texts.get("file.kb", Math.max(1, bytes / KILOBYTE));
    }

    private String tenths(long bytes, long unit) {
        var tenths = bytes * 10 / unit;
        return tenths % 10 == 0
                ? Long.toString(tenths / 10)
                : String.format(texts.locale(), "%d%s%d", tenths / 10, texts.get("file.point"), tenths % 10);
    }

    private static String clock(Duration duration) {
        var seconds = Math.max(1, (duration.toMillis() + 500) / 1_000);
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    private static String host(String url) {
        try {
            var host = URI.create(url).getHost();
            return host == null ? url : host;
        } catch (IllegalArgumentException odd) {
            return url;
        }
    }
}
