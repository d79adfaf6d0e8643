package hearth.client.config;

import java.io.Serial;

/** A config has grown beyond what the network takes, even in parts. Nothing was changed; something must be erased. */
public final class ConfigTooLargeException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    ConfigTooLargeException(int bytes, int bytesMax) {
        super("Config has " + bytes + " bytes, at most " + bytesMax + " can be stored");
    }
}
