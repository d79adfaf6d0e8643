package hearth.service.meter;

/**
 * Takes the measure of one node. Called on the threads that do the work, many at once: every method returns at once and never
 * throws. What is passed names methods, statuses, sizes and times; never a person, an account, a message or an address.
 */
public interface NodeMeter {

    /** Measures nothing. */
    NodeMeter NONE = new NodeMeter() {};

    /** The name of a request whose method is not one of network.md section 3. */
    String UNKNOWN = "unknown";

    /** Where bytes come in and go out. */
    enum Port {
        HTTPS,
        OMQ
    }

    /** What one node asks of another. */
    enum Call {
        STORAGE,
        ONION,
        DATA,
        DATA_READY,
        PING,
        LEDGER
    }

    /**
     * A storage request was answered, whichever way it came.
     *
     * @param method one of network.md section 3, or {@link #UNKNOWN}
     * @param status as of HTTP
     * @param nanos  it took
     */
    default void answered(String method, int status, long nanos) {}

    /** Bytes came in: the body of a request over HTTPS, or the parts of any message over OMQ. */
    default void received(Port port, int bytes) {}

    /** Bytes went out: the body of an answer over HTTPS, or the parts of any message over OMQ. */
    default void sent(Port port, int bytes) {}

    /** A call to another node ended. {@code answered} is false when nothing came in time, or nobody was there. */
    default void called(Call call, boolean answered, long nanos) {}
}
