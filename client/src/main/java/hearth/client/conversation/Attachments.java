package hearth.client.conversation;

import java.util.List;
import java.util.Optional;

/**
 * What a message carries beside its words.
 *
 * @param files in the order in which they were attached
 * @param link  the preview of an address in the text
 */
public record Attachments(List<Attachment> files, Optional<LinkPreview> link) {

    /** Nothing. */
    public static final Attachments NONE = new Attachments(List.of(), Optional.empty());

    public Attachments {
        files = List.copyOf(files);
    }

    public boolean isEmpty() {
        return files.isEmpty() && link.isEmpty();
    }
}
