package hearth.protocol.id;

/**
 * A part of a mailbox with rules of its own (network specification 3.3).
 *
 * @param value −32768 to 32767
 */
public record Namespace(int value) implements Comparable<Namespace> {

    /** Messages from one person to another; anyone may store here. */
    public static final Namespace DIRECT = new Namespace(0);

    public static final Namespace USER_PROFILE = new Namespace(2);
    public static final Namespace CONTACTS = new Namespace(3);
    public static final Namespace CONVERSATIONS = new Namespace(4);
    public static final Namespace USER_GROUPS = new Namespace(5);
    public static final Namespace GROUP_MESSAGES = new Namespace(11);
    public static final Namespace GROUP_KEYS = new Namespace(12);
    public static final Namespace GROUP_INFO = new Namespace(13);
    public static final Namespace GROUP_MEMBERS = new Namespace(14);

    public static final int MIN = Short.MIN_VALUE;
    public static final int MAX = Short.MAX_VALUE;

    public Namespace {
        if (value < MIN || value > MAX) {
            throw new IllegalArgumentException("Namespace is " + value + ", it must be from " + MIN + " to " + MAX);
        }
    }

    /** Anyone may store; only the owner reads. */
    public boolean isPublicInbox() {
        return value % 10 == 0;
    }

    /** Only the owner stores, and each store replaces what was there; anyone may read. */
    public boolean isPublicOutbox() {
        return value < 0 && -value % 20 == 1;
    }

    /** Subaccounts may read here even after they were revoked. */
    public boolean isUnrevocable() {
        return value < 0 && -value % 100 == 11;
    }

    /** How a namespace appears in signed strings and message hashes: nothing for 0, else the decimal number. */
    public String signed() {
        return value == 0 ? "" : Integer.toString(value);
    }

    @Override
    public int compareTo(Namespace other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
