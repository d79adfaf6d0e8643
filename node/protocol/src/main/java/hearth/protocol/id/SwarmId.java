package hearth.protocol.id;

import hearth.protocol.FormatException;

/**
 * Names one swarm: the group of nodes that keep the same mailboxes (network specification 5).
 *
 * @param value 64 bits, to be read as unsigned
 */
public record SwarmId(long value) implements Comparable<SwarmId> {

    /** What a node has that belongs to no swarm: 2^64 − 1. */
    public static final SwarmId UNASSIGNED = new SwarmId(-1);

    /** Reads an unsigned decimal number below 2^64. */
    public static SwarmId parse(String decimal) throws FormatException {
        return parse(decimal, 10);
    }

    /** Reads 1 to 16 hex digits. */
    public static SwarmId parseHex(String hex) throws FormatException {
        return parse(hex, 16);
    }

    private static SwarmId parse(String text, int radix) throws FormatException {
        try {
            if (!text.startsWith("+")) {
                return new SwarmId(Long.parseUnsignedLong(text, radix));
            }
        } catch (NumberFormatException _) {
            // The sentence below is for this too.
        }
        throw new FormatException("A swarm id is a number from 0 to 2^64 - 1");
    }

    /** Lower-case hex without leading zeros, at least one digit. */
    public String hex() {
        return Long.toHexString(value);
    }

    /** The unsigned decimal number. */
    public String decimal() {
        return Long.toUnsignedString(value);
    }

    /** Says whether this stands for "no swarm". */
    public boolean isUnassigned() {
        return value == UNASSIGNED.value;
    }

    /** The order of the unsigned numbers. */
    @Override
    public int compareTo(SwarmId other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return hex();
    }
}
