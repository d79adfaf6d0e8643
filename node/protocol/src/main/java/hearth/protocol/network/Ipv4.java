package hearth.protocol.network;

import java.util.Optional;

/** IPv4 addresses as text and as 4 bytes in network order. Never asks a name server. */
final class Ipv4 {

    private static final int PARTS = 4;
    private static final int PART_MAX = 255;
    private static final int PART_DIGITS_MAX = 3;

    private Ipv4() {}

    /** The bytes of four decimal numbers separated by points; empty for everything else. */
    static Optional<byte[]> parse(String text) {
        var parts = text.split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        var address = new byte[PARTS];
        for (var i = 0; i < PARTS; i++) {
            var isNumber = !parts[i].isEmpty()
                    && parts[i].length() <= PART_DIGITS_MAX
                    && parts[i].chars().allMatch(c -> c >= '0' && c <= '9');
            if (!isNumber || Integer.parseInt(parts[i]) > PART_MAX) {
                return Optional.empty();
            }
            address[i] = (byte) Integer.parseInt(parts[i]);
        }
        return Optional.of(address);
    }

    static String format(byte[] address) {
        return (address[0] & 0xff) + "." + (address[1] & 0xff) + "." + (address[2] & 0xff) + "." + (address[3] & 0xff);
    }

    static boolean isZero(byte[] address) {
        return (address[0] | address[1] | address[2] | address[3]) == 0;
    }
}
