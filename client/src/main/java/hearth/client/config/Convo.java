package hearth.client.config;

import hearth.protocol.community.CommunityRoom;
import hearth.protocol.id.SessionId;

/** Names one conversation in {@link ConvoInfoVolatile}. */
public sealed interface Convo {

    /** With one person. */
    record OneToOne(SessionId id) implements Convo {
        public OneToOne {
            require(id, SessionId.Kind.STANDARD);
        }
    }

    /** A room of a community. */
    record Community(CommunityRoom room) implements Convo {}

    /** A group. */
    record Group(SessionId id) implements Convo {
        public Group {
            require(id, SessionId.Kind.GROUP);
        }
    }

    /** A group of the old kind, which has a person's id. */
    record LegacyGroup(SessionId id) implements Convo {
        public LegacyGroup {
            require(id, SessionId.Kind.STANDARD);
        }
    }

    /** With one person whom the member knows through a community only. */
    record Blinded(SessionId id) implements Convo {
        public Blinded {
            if (id.kind() != SessionId.Kind.BLINDED15 && id.kind() != SessionId.Kind.BLINDED25) {
                throw new IllegalArgumentException("Conversation is with " + id.kind() + ", not with a blinded id");
            }
        }
    }

    private static void require(SessionId id, SessionId.Kind kind) {
        if (id.kind() != kind) {
            throw new IllegalArgumentException("Conversation is with " + id.kind() + ", it must be " + kind);
        }
    }
}
