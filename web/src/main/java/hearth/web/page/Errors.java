package hearth.web.page;

import java.util.Map;

/**
 * Pages for what went wrong. Each has three parts: what happened, what it means, and the button that helps; the words
 * are in the message bundle under {@code error.<key>.what}, {@code .means} and {@code .button}.
 */
public final class Errors {

    /** Scripts tell by it that they have nothing to show any more. */
    private static final int LOCKED = 423;

    private Errors() {}

    /** There is nothing under this address. */
    public static Answer notFound() {
        return error("not-found", 404, "/");
    }

    /** The form is from an earlier visit, or from elsewhere. */
    static Answer stale() {
        return error("stale", 403, "/");
    }

    /** A member without the right to it. */
    static Answer onlyOwner() {
        return error("only-owner", 403, "/");
    }

    /** The session is over. */
    public static Answer signedOut() {
        return error("signed-out", 401, "/");
    }

    /** The browser is locked. */
    public static Answer locked() {
        return error("locked", LOCKED, Visit.UNLOCK);
    }

    /** The page was left alone, but its browser is in use elsewhere. */
    public static Answer leftAlone() {
        return error("left-alone", 200, "/");
    }

    /** More was sent than a form can hold. */
    static Answer.Page tooLarge() {
        return error("too-large", 413, "/");
    }

    /** What was sent is not a form. */
    static Answer notAForm() {
        return error("not-a-form", 415, "/");
    }

    /** The address exists, but not for this method. */
    static Answer wrongMethod() {
        return error("wrong-method", 405, "/");
    }

    /** The request names another host than this box. */
    static Answer wrongHost() {
        return error("wrong-host", 421, "/help");
    }

    /** A bug of ours, or a failing disk. */
    static Answer.Page broken() {
        return error("broken", 500, "/");
    }

    /** The request itself is damaged, or larger than any browser sends. */
    static Answer.Page damaged(int status) {
        return error("damaged", status, "/");
    }

    private static Answer.Page error(String key, int status, String target) {
        return new Answer.Page("error", Map.of("key", key, "target", target), status);
    }
}
