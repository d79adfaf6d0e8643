package hearth.client.config;

/** When a conversation makes itself heard. The order is that of the numbers in configs. */
public enum Notify {
    /** As the settings of the device say. */
    DEFAULT,
    ALL,
    NONE,
    /** Only when the member is mentioned. Not for conversations with one person. */
    MENTIONS;

    static Notify of(long number) {
        return number >= 0 && number < values().length ? values()[(int) number] : DEFAULT;
    }
}
