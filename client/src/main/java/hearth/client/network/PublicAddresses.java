package hearth.client.network;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Tells addresses of the internet from those that lead into a house, to this box, or nowhere. */
final class PublicAddresses {

    private PublicAddresses() {}

    /** Whether it is an address that anybody on the internet could be asked at. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        var bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublicV4(bytes) : isPublicV6(bytes);
    }

    private static boolean isPublicV4(byte[] bytes) {
        var first = bytes[0] & 0xff;
        var second = bytes[1] & 0xff;
        var third = bytes[2] & 0xff;
        return switch (first) {
            case 0, 10, 127 -> false;
            case 100 -> second < 64 || second > 127;
            case 169 -> second != 254;
            case 172 -> second < 16 || second > 31;
            case 192 -> second != 168 && (second != 0 || (third != 0 && third != 2)) && (second != 88 || third != 99);
            case 198 -> second != 18 && second != 19 && (second != 51 || third != 100);
            case 203 -> second != 0 || third != 113;
            default -> first < 224;
        };
    }

    /** Only what is given out, without the ways in which an IPv4 address can hide in one. */
    private static boolean isPublicV6(byte[] bytes) {
        var first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        var second = ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
        var isGlobal = (first & 0xe000) == 0x2000;
        var isTunnel = first == 0x2002 || (first == 0x2001 && (second < 0x0200 || second == 0x0db8));
        return isGlobal && !isTunnel;
    }
}
