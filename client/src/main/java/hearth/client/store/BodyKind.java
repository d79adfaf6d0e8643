package hearth.client.store;

import hearth.client.conversation.MessageBody;
import hearth.client.conversation.MessageBody.Unsupported.Kind;

/** Which kind of content a stored message has. */
public enum BodyKind {
    TEXT(0),
    REQUEST_ACCEPTED(1),
    ATTACHMENT(2),
    COMMUNITY_INVITATION(3),
    OTHER(4),
    DELETED(5),
    TIMER_CHANGED(6),
    MEDIA_SAVED(7);

    private final int code;

    BodyKind(int code) {
        this.code = code;
    }

    /** What stands in the file; never changes its meaning. */
    int code() {
        return code;
    }

    static BodyKind of(int code) {
        for (var kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("Unknown kind of content " + code);
    }

    /** Whether it is a notice: nothing that anybody typed. */
    public boolean isNotice() {
        return this == REQUEST_ACCEPTED || this == TIMER_CHANGED || this == MEDIA_SAVED;
    }

    /** The same as pages see it, as far as it does not need everything that came. */
    public MessageBody body(String text, MessageFacts facts) {
        return switch (this) {
            case TEXT -> new MessageBody.Text(text);
            case REQUEST_ACCEPTED -> new MessageBody.RequestAccepted();
            case ATTACHMENT -> new MessageBody.Unsupported(text, Kind.ATTACHMENT);
            case COMMUNITY_INVITATION -> new MessageBody.Unsupported(text, Kind.COMMUNITY_INVITATION);
            case DELETED -> new MessageBody.Deleted();
            case TIMER_CHANGED -> new MessageBody.TimerChanged(facts.expiry());
            case MEDIA_SAVED -> new MessageBody.MediaSaved();
            case OTHER -> new MessageBody.Unsupported(text, Kind.OTHER);
        };
    }
}
