package hearth.service.http;

/** Answers requests. Called on a thread of its own per request, which may wait; many at once. */
@FunctionalInterface
public interface HttpHandler {

    /** Anything thrown becomes a 500 without details. */
    HttpAnswer answer(HttpCall call);
}
