package hearth.client.conversation;

import java.time.Instant;

/** How far a message got. The first three are about messages this account sent from this box. */
public sealed interface Delivery {

    /**
     * Safe on disk and not sent yet; it goes out by itself.
     *
     * @param reason  what it waits for
     * @param nextTry when it is tried again at the latest, by this box's clock
     */
    record Waiting(WaitReason reason, Instant nextTry) implements Delivery {}

    /** On its way this moment. */
    record Sending() implements Delivery {}

    /**
     * Kept by the nodes that hold the recipient's messages.
     *
     * @param copy whether the account's other devices can see it too
     */
    record Sent(Copy copy) implements Delivery {}

    /** The other person's app told that it was read. */
    record Read() implements Delivery {}

    /** Not sent, and not tried again unless somebody asks: {@code Engine.retry} or {@code Engine.discard}. */
    record Failed(FailReason reason) implements Delivery {}

    /** Came from the network, or is a notice of this box. */
    record Received() implements Delivery {}

    /** The copy of a sent message for the account's other devices. */
    enum Copy {
        /** Still going out. */
        WAITING,
        /** Stored, or the message itself came from another device. */
        STORED,
        /** Given up after 14 days: other devices will not show the message. */
        FAILED
    }

    /** What a waiting message waits for. */
    enum WaitReason {
        /** For the messages before it in the same conversation. */
        TURN("Earlier messages of this chat go first."),
        /** No node can be reached from this box. */
        INTERNET("The internet is not reachable from this box. The message goes out by itself when it is back."),
        /** No way of three nodes works. */
        PATH("No private route works right now. The box builds another one and tries again by itself."),
        /** The network has too few nodes for three separate steps. */
        NODES("The network has too few nodes for a private route. The message waits until there are enough."),
        /** The nodes that keep the recipient's messages do not answer. */
        SWARM("The computers that keep this person's messages do not answer. The box tries again by itself."),
        /** The clock of this box is wrong and is being set by the network. */
        CLOCK("The clock of this box is wrong. The box asks the network for the time and tries again by itself."),
        /** This box's own disk does not take the result. */
        STORAGE("The disk of this box is full. The message goes out when there is space again.");

        private final String sentence;

        WaitReason(String sentence) {
            this.sentence = sentence;
        }

        /** The reason for a person, in English. */
        public String sentence() {
            return sentence;
        }
    }

    /** Why a message was given up. */
    enum FailReason {
        /** Fourteen days without success. */
        EXPIRED("It could not be sent for 14 days."),
        /** Several nodes refuse it for good. */
        REFUSED("The network refuses this message."),
        /** It would have disappeared already. */
        TOO_LATE("It could not be sent before it would have disappeared."),
        /** The person was blocked after it was written. */
        BLOCKED("You blocked this person.");

        private final String sentence;

        FailReason(String sentence) {
            this.sentence = sentence;
        }

        /** The reason for a person, in English. */
        public String sentence() {
            return sentence;
        }
    }
}
