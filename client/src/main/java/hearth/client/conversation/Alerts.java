package hearth.client.conversation;

/**
 * How an account makes itself heard while a page is open.
 *
 * @param level  how much of a message may be shown outside its conversation
 * @param sound  whether there is a sound
 * @param popups whether the browser shows a notification of its own
 */
public record Alerts(Level level, boolean sound, boolean popups) {

    /** How much is shown. */
    public enum Level {
        NAME_AND_TEXT,
        NAME,
        NEITHER
    }

    /** Until the member decides otherwise. */
    public static final Alerts DEFAULT = new Alerts(Level.NAME, true, false);
}
