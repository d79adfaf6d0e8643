package hearth.protocol.rpc;

/** The status codes that nodes answer with (network specification 1.5). */
public final class Status {

    public static final int OK = 200;
    public static final int BAD_REQUEST = 400;
    public static final int UNAUTHORIZED = 401;
    public static final int FORBIDDEN = 403;
    public static final int NOT_FOUND = 404;
    public static final int NOT_ACCEPTABLE = 406;
    public static final int GONE = 410;
    public static final int PAYLOAD_TOO_LARGE = 413;
    public static final int MISDIRECTED = 421;

    /** Nodes do not send it; clients treat it like {@link #NOT_ACCEPTABLE}. */
    public static final int TOO_EARLY = 425;

    public static final int TOO_MANY_REQUESTS = 429;
    public static final int INTERNAL_SERVER_ERROR = 500;
    public static final int BAD_GATEWAY = 502;
    public static final int SERVICE_UNAVAILABLE = 503;
    public static final int GATEWAY_TIMEOUT = 504;

    private Status() {}

    /** The reason phrase, which is a part of some answers; that of 500 for a status that nodes do not know. */
    public static String phrase(int status) {
        return switch (status) {
            case OK -> "OK";
            case BAD_REQUEST -> "Bad Request";
            case UNAUTHORIZED -> "Unauthorized";
            case FORBIDDEN -> "Forbidden";
            case NOT_FOUND -> "Not Found";
            case NOT_ACCEPTABLE -> "Not Acceptable";
            case GONE -> "Gone";
            case PAYLOAD_TOO_LARGE -> "Payload Too Large";
            case MISDIRECTED -> "Misdirected Request";
            case TOO_MANY_REQUESTS -> "Too Many Requests";
            case BAD_GATEWAY -> "Bad Gateway";
            case SERVICE_UNAVAILABLE -> "Service Unavailable";
            case GATEWAY_TIMEOUT -> "Gateway Timeout";
            default -> "Internal Server Error";
        };
    }
}
