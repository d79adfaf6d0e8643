package hearth.client;

import com.google.protobuf.InvalidProtocolBufferException;
import hearth.client.conversation.DisplayName;
import hearth.client.conversation.MessageBody;
import hearth.protocol.FormatException;
import hearth.protocol.community.CommunityRoom;
import hearth.protocol.message.wire.Content;
import java.util.Optional;

/** Reads invitations to communities (messages.md section 6.12). */
final class Invitations {

    private Invitations() {}

    /** The invitation in a content as it came; empty if it names no room of a community. Nothing is asked of the server. */
    static Optional<MessageBody.CommunityInvitation> read(byte[] content) {
        try {
            var invitation = Content.parseFrom(content).getDataMessage().getOpenGroupInvitation();
            var room = CommunityRoom.parse(invitation.getUrl());
            var name = DisplayName.truncated(invitation.getName());
            return Optional.of(new MessageBody.CommunityInvitation(name.isEmpty() ? room.room() : name, room));
        } catch (FormatException | InvalidProtocolBufferException garbage) {
            return Optional.empty();
        }
    }
}
