package hearth.appliance.config;

import java.io.Serial;

/** A configuration that cannot be used. The message is one sentence for the person who wrote it: key, value, what is allowed. */
public final class ConfigException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    private final String sentence;

    public ConfigException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** What to tell the person. */
    public String sentence() {
        return sentence;
    }
}
