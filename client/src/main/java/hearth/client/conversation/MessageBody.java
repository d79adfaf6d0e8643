package hearth.client.conversation;

import hearth.client.config.Expiry;
import hearth.protocol.community.CommunityRoom;

/** What a message says. */
public sealed interface MessageBody {

    /** Plain text as written: line breaks are {@code \n}, nothing in it is mark-up, bidirectional controls included. */
    record Text(String text) implements MessageBody {

        /** How long the text is; not what it says. */
        @Override
        public String toString() {
            return "Text[" + text.length() + " chars]";
        }
    }

    /** The other person accepted this account's request. A notice, not something anybody typed. */
    record RequestAccepted() implements MessageBody {}

    /**
     * The author chose when what they write disappears. A notice, not something anybody typed.
     *
     * @param expiry their new choice; {@link Expiry#OFF} if it stays
     */
    record TimerChanged(Expiry expiry) implements MessageBody {}

    /** The other person kept a picture or file that this account sent. A notice of their app, not something anybody typed. */
    record MediaSaved() implements MessageBody {}

    /**
     * An invitation to a community.
     *
     * @param name what its sender calls it; text of a stranger, at most 100 bytes of UTF-8
     * @param room where it is
     */
    record CommunityInvitation(String name, CommunityRoom room) implements MessageBody {

        /** Names nothing. */
        @Override
        public String toString() {
            return "CommunityInvitation";
        }
    }

    /** Its author took it back: what it said is gone from this box. */
    record Deleted() implements MessageBody {}

    /**
     * Something this version cannot show: it is kept as it came and shown once a version knows how.
     *
     * @param text the words that came with it, maybe empty
     * @param what which kind it is
     */
    record Unsupported(String text, Kind what) implements MessageBody {

        /** Kinds of content that exist on the network and are not shown yet. */
        public enum Kind {
            ATTACHMENT,
            COMMUNITY_INVITATION,
            OTHER
        }

        /** The kind; not what it says. */
        @Override
        public String toString() {
            return "Unsupported[" + what + ']';
        }
    }
}
