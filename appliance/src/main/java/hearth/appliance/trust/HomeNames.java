package hearth.appliance.trust;

import hearth.web.household.BoxName;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;

/**
 * The names and address ranges a box may vouch for. Loopback is among them: the person at the machine itself (the usual
 * case of {@code make run}) opens {@code localhost}, and whoever can misuse that is on the machine already.
 */
final class HomeNames {

    /** What the box is called until its owner names it. */
    static final BoxName PROVISIONAL = new BoxName("hearth");

    static final String LOCALHOST = "localhost";

    /** Address and mask of each permitted range, in hex: the form of a name constraint, RFC 5280 section 4.2.1.10. */
    private static final List<byte[]> RANGES = List.of(
            hex("0a000000ff000000"), // 10/8
            hex("ac100000fff00000"), // 172.16/12
            hex("c0a80000ffff0000"), // 192.168/16
            hex("a9fe0000ffff0000"), // 169.254/16
            hex("7f000000ff000000"), // 127/8
            hex("fc000000000000000000000000000000" + "fe000000000000000000000000000000"), // fc00::/7
            hex("fe800000000000000000000000000000" + "ffc00000000000000000000000000000"), // fe80::/10
            hex("00000000000000000000000000000001" + "ffffffffffffffffffffffffffffffff")); // ::1

    private HomeNames() {}

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    /** DNS names of the box {@code name}, the one to show first. */
    static List<String> dnsNames(BoxName name) {
        return List.of(name.host(), name.text() + ".home.arpa", LOCALHOST);
    }

    /** The permitted ranges: address then mask, 8 bytes for IPv4, 32 for IPv6. */
    static List<byte[]> ranges() {
        return RANGES.stream().map(byte[]::clone).toList();
    }

    /** Whether the box may vouch for {@code address}. */
    static boolean covers(InetAddress address) {
        var bytes = address.getAddress();
        return RANGES.stream().anyMatch(range -> within(bytes, range));
    }

    private static boolean within(byte[] address, byte[] range) {
        if (range.length != 2 * address.length) {
            return false;
        }
        for (var i = 0; i < address.length; i++) {
            if ((address[i] & range[address.length + i]) != range[i]) {
                return false;
            }
        }
        return true;
    }

    /** The text browsers use for an address: figures and dots, or the short IPv6 form of RFC 5952, without a zone. */
    static String text(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        var bytes = address.getAddress();
        var groups = new int[bytes.length / 2];
        for (var i = 0; i < groups.length; i++) {
            groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        }
        return text(groups, longestZeros(groups));
    }

    private static String text(int[] groups, int[] zeros) {
        var text = new StringBuilder();
        for (var i = 0; i < groups.length; i++) {
            if (i == zeros[0]) {
                text.append("::");
                i += zeros[1] - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    /** Where the longest run of at least two zero groups begins, and its length; {@code -1, 0} without one. */
    private static int[] longestZeros(int[] groups) {
        var best = new int[] {-1, 0};
        var begin = 0;
        for (var i = 0; i < groups.length; i++) {
            if (groups[i] != 0) {
                begin = i + 1;
            } else if (i + 1 - begin > Math.max(1, best[1])) {
                best = new int[] {begin, i + 1 - begin};
            }
        }
        return best;
    }
}
