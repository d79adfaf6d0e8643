package hearth.client.conversation;

/**
 * What an account lets others know about its member. Both work in both directions: whoever does not tell is not told either.
 *
 * @param receipts whether people hear that their messages were read
 * @param typing   whether people see that somebody is writing
 */
public record Privacy(boolean receipts, boolean typing) {

    /** Nothing, until the member decides otherwise. */
    public static final Privacy CLOSED = new Privacy(false, false);
}
