package hearth.client.sync;

import hearth.client.conversation.Attachment.Kind;
import hearth.client.conversation.Attachment.State;
import hearth.client.conversation.AttachmentId;
import hearth.client.conversation.MessageId;
import hearth.client.store.BodyKind;
import hearth.client.store.Contact;
import hearth.client.store.StoredAttachment;
import hearth.client.store.StoredAttachment.Pointer;
import hearth.client.store.StoredMessage;
import hearth.client.store.Tx;
import hearth.client.store.UploadTable.Upload;
import hearth.protocol.message.wire.Content;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes what is in a writing field part of a message. */
final class Attaching {

    private Attaching() {}

    /** Those of {@code files} that are in the writing field of a conversation, at most as many as a message may have. */
    static List<StoredAttachment> staged(Tx tx, Own own, Contact contact, List<AttachmentId> files)
            throws SQLException {
        return own.database().attachments().staged(tx, contact).stream()
                .filter(it -> files.contains(it.id()))
                .limit(Pointers.FILES_MAX)
                .toList();
    }

    static BodyKind kind(List<StoredAttachment> attachments) {
        return attachments.stream().allMatch(it -> it.kind() == Kind.LINK) ? BodyKind.TEXT : BodyKind.ATTACHMENT;
    }

    /** Moves attachments to a message, which then waits until they are on the server. Returns whether there are any. */
    static boolean attach(
            Tx tx, Own own, StoredMessage message, List<StoredAttachment> attachments, Content content, Moment moment)
            throws SQLException {
        if (attachments.isEmpty()) {
            return false;
        }
        var moved = new ArrayList<StoredAttachment>();
        for (var attachment : attachments) {
            var one = attachment.of(Optional.of(message.id()), moved.size()).in(State.SENDING);
            own.database().attachments().save(tx, one);
            moved.add(one);
        }
        own.database()
                .uploads()
                .add(
                        tx,
                        new Upload(
                                message.id(),
                                message.conversation(),
                                moment.isNetworkTime(),
                                false,
                                content.toByteArray()));
        return true;
    }

    /** Puts the files of a message that is taken back into the writing field again; they go on the server anew. */
    static void takeBack(Tx tx, Own own, MessageId message) throws SQLException {
        for (var attachment : own.database().attachments().of(tx, message)) {
            if (!attachment.file().isEmpty()) {
                var staged = attachment.of(Optional.empty(), 0).at(Pointer.NONE).in(State.STAGED);
                own.database().attachments().save(tx, staged);
            }
        }
    }
}
