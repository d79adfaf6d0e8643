package hearth.client.conversation;

/**
 * A message that the member is to hear of.
 *
 * @param alerts       how
 * @param conversation where it stands, without its last message
 * @param message      the message
 * @param request      whether somebody not accepted yet wrote it: only that there is a request may be told
 */
public record Alert(Alerts alerts, ConversationSummary conversation, MessageView message, boolean request) {

    /** Says nothing of it. */
    @Override
    public String toString() {
        return "Alert";
    }
}
