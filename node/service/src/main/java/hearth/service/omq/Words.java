package hearth.service.omq;

import hearth.protocol.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The words that are no commands (network.md §1.9). */
final class Words {

    static final String REPLY = "REPLY";
    static final String HI = "HI";
    static final String HELLO = "HELLO";
    static final String BYE = "BYE";
    static final String FORBIDDEN = "FORBIDDEN";
    static final String FORBIDDEN_SN = "FORBIDDEN_SN";
    static final String UNKNOWN_COMMAND = "UNKNOWNCOMMAND";
    static final String NO_REPLY_TAG = "NO_REPLY_TAG";

    private static final Set<String> REFUSALS =
            Set.of(FORBIDDEN, FORBIDDEN_SN, "NOT_A_SERVICE_NODE", UNKNOWN_COMMAND, NO_REPLY_TAG);

    private Words() {}

    static boolean isRefusal(String word) {
        return REFUSALS.contains(word);
    }

    static Bytes bytes(String word) {
        return Bytes.wrap(word.getBytes(StandardCharsets.US_ASCII));
    }

    /** The first part of a message as text; one that is too long for any word or command is empty. */
    static String text(Bytes part) {
        return part.length() > OmqLimits.COMMAND_BYTES_MAX ? "" : new String(part.toArray(), StandardCharsets.US_ASCII);
    }
}
