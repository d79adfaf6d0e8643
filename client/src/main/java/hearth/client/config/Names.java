package hearth.client.config;

/** Limits of names in configs. */
public final class Names {

    /** The longest name of a person or group, in bytes of UTF-8. */
    public static final int BYTES_MAX = 100;

    private Names() {}

    /** The name cut to {@link #BYTES_MAX} bytes between two characters. */
    public static String truncate(String name) {
        return Fields.truncate(name, BYTES_MAX);
    }

    static String require(String name, String what) {
        var length = Fields.utf8Length(name);
        if (length > BYTES_MAX) {
            throw new IllegalArgumentException(what + " has " + length + " bytes, at most " + BYTES_MAX + " allowed");
        }
        return name;
    }
}
