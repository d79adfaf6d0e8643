package hearth.web.inbox;

import hearth.client.Media;
import hearth.client.conversation.AttachmentId;
import hearth.client.conversation.ConversationId;
import hearth.web.account.Chats;
import hearth.web.page.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The files in a writing field. */
final class Attaching {

    private final FileItems items;

    Attaching(Texts texts) {
        items = new FileItems(texts);
    }

    /** What templates need to show them. */
    Map<String, Object> model(Chats chats, ConversationId conversation) {
        var staged = items.of(conversation, chats.media().staged(conversation));
        var link = items.of(conversation, chats.media().stagedLink(conversation));
        var ids = staged.stream().map(FileItem::id).collect(Collectors.joining(","));
        var linkId = chats.media().stagedLinkId(conversation).map(AttachmentId::toString);
        var model = new HashMap<String, Object>();
        model.put("id", conversation.text());
        model.put("staged", staged);
        model.put("stagedLink", link);
        model.put("stagedLinkId", linkId.orElse(""));
        model.put(
                "stagedIds",
                linkId.map(it -> ids.isEmpty() ? it : ids + ',' + it).orElse(ids));
        model.put("fileMax", Media.FILE_BYTES_MAX);
        model.put("pictureMax", Media.PICTURE_BYTES_MAX);
        model.put("filesMax", Media.FILES_MAX);
        model.put("makesPreviews", chats.media().makesPreviews());
        model.put("voiceMax", Media.VOICE_MAX.toSeconds());
        return model;
    }

    /** Ids as forms name them: one after the other, with commas. */
    static List<AttachmentId> ids(String text) {
        var ids = new ArrayList<AttachmentId>();
        for (var part : text.split(",", 2 * Media.FILES_MAX)) {
            id(part).ifPresent(ids::add);
        }
        return ids;
    }

    /** An id; what is none reads as empty. */
    static Optional<AttachmentId> id(String text) {
        return text.matches("[1-9]\\d{0,17}") ? Optional.of(new AttachmentId(Long.parseLong(text))) : Optional.empty();
    }
}
