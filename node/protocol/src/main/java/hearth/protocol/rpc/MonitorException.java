package hearth.protocol.rpc;

import hearth.protocol.bt.Bt;
import java.io.Serial;
import java.util.Map;

/** A subscription is refused (network specification 3.6.17). The text goes to a stranger. */
public final class MonitorException extends Exception {

    /** Why. */
    public enum Code {
        BAD_ARGUMENTS(1),
        BAD_PUBKEY(2),
        BAD_NAMESPACES(3),
        BAD_TIMESTAMP(4),
        BAD_SIGNATURE(5),
        WRONG_SWARM(6);

        private final int number;

        Code(int number) {
            this.number = number;
        }

        /** As it stands in answers. */
        public int number() {
            return number;
        }
    }

    @Serial
    private static final long serialVersionUID = 1;

    private final Code code;

    public MonitorException(Code code, String text) {
        // No stack trace: strangers cause these, as many as they like.
        super(text, null, false, false);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** The answer. */
    public Bt.Dict toBt() {
        return Bt.dict(Map.of("errcode", Bt.of(code.number), "error", Bt.text(String.valueOf(getMessage()))));
    }
}
