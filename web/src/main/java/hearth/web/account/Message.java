package hearth.web.account;

import java.time.Instant;

/**
 * One message as shown.
 *
 * @param id       names the message inside its chat
 * @param mine     written by the member, on this box or another device
 * @param sender   the name of whoever wrote it
 * @param text     the words; any script, any length the network lets through
 * @param at       when it was sent, by its sender's word
 * @param delivery how far it has come
 */
public record Message(MessageId id, boolean mine, String sender, String text, Instant at, Delivery delivery) {

    /** For logs: words and names stay out of them. */
    @Override
    public String toString() {
        return "message, " + delivery;
    }
}
