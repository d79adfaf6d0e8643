package hearth.service.onion;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * Tells addresses of the public internet from those of a home or a machine (RFC 6890). A node stands in somebody's home: it
 * must not become the way to the printer.
 */
public final class PublicAddress {

    private PublicAddress() {}

    /** Whether {@code address} is one that everybody on the internet could reach. */
    public static boolean isPublic(InetAddress address) {
        return switch (address) {
            case Inet4Address v4 -> isPublic4(v4.getAddress());
            case Inet6Address v6 -> isPublic6(v6.getAddress());
            default -> false;
        };
    }

    /** The same of any port of an address. */
    public static boolean isPublicPlace(InetSocketAddress place) {
        return isPublic(place.getAddress());
    }

    private static boolean isPublic4(byte[] address) {
        var a = address[0] & 0xff;
        var b = address[1] & 0xff;
        var c = address[2] & 0xff;
        return !(a == 0 // this network
                || a == 10 // private
                || a == 127 // loopback
                || (a == 100 && (b & 0xc0) == 64) // shared by customers of one provider
                || (a == 169 && b == 254) // link-local
                || (a == 172 && (b & 0xf0) == 16) // private
                || (a == 192 && b == 0 && (c == 0 || c == 2)) // protocol assignments, documentation
                || (a == 192 && b == 88 && c == 99) // relays of 6to4
                || (a == 192 && b == 168) // private
                || (a == 198 && (b & 0xfe) == 18) // benchmarks
                || (a == 198 && b == 51 && c == 100) // documentation
                || (a == 203 && b == 0 && c == 113) // documentation
                || a >= 224); // multicast, reserved, broadcast
    }

    /** Only 2000::/3 is given out, and of that not what carries an IPv4 address inside or serves as an example. */
    private static boolean isPublic6(byte[] address) {
        var first = (address[0] & 0xff) << 8 | (address[1] & 0xff);
        var second = (address[2] & 0xff) << 8 | (address[3] & 0xff);
        if (first == 0x2002) { // 6to4
            return isPublic4(Arrays.copyOfRange(address, 2, 6));
        }
        if (first == 0x64 && second == 0xff9b) { // NAT64
            return isPublic4(Arrays.copyOfRange(address, 12, 16));
        }
        return (first & 0xe000) == 0x2000
                && !(first == 0x2001 && second < 0x200) // protocol assignments, Teredo among them
                && !(first == 0x2001 && second == 0xdb8) // documentation
                && !(first == 0x3fff && second < 0x1000); // documentation
    }
}
