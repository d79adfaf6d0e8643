package hearth.appliance;

import java.io.Serial;

/** The box cannot start as things are. The message is one sentence for the person who started it. */
public final class StartException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    private final String sentence;

    public StartException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    public StartException(String sentence, Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    /** What to tell the person. */
    public String sentence() {
        return sentence;
    }
}
