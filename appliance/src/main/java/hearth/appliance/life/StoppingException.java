package hearth.appliance.life;

import java.io.Serial;

/** Nothing starts any more: everything is being stopped. */
public final class StoppingException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    StoppingException() {
        super("Stopping");
    }
}
