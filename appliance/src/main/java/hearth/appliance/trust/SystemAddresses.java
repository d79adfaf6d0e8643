package hearth.appliance.trust;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The addresses of this machine's network interfaces. */
public final class SystemAddresses implements HomeAddresses {

    private static final System.Logger LOG = System.getLogger(SystemAddresses.class.getName());
    /** No machine at home has more; a certificate with thousands of names would not be accepted. */
    private static final int ADDRESSES_MAX = 32;
    /** Never answers (RFC 5737), and need not: connecting a datagram socket sends nothing, it only asks for the route. */
    private static final InetSocketAddress ELSEWHERE = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 9);

    @Override
    public List<InetAddress> now() {
        var route = towardsInternet();
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(SystemAddresses::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && HomeNames.covers(address))
                    // An address with a zone is of no use in a browser.
                    .filter(address -> address instanceof Inet4Address || !address.isLinkLocalAddress())
                    .sorted(Comparator.comparing((InetAddress address) ->
                                    !Optional.of(address).equals(route))
                            .thenComparing(address -> !(address instanceof Inet4Address))
                            .thenComparing(InetAddress::isLinkLocalAddress)
                            .thenComparing(HomeNames::text))
                    .distinct()
                    .limit(ADDRESSES_MAX)
                    .toList();
        } catch (SocketException failure) {
            LOG.log(System.Logger.Level.WARNING, "The addresses of this machine cannot be read", failure);
            return List.of();
        }
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback();
        } catch (SocketException _) {
            return false; // it went away meanwhile
        }
    }

    private static Optional<InetAddress> towardsInternet() {
        try (var socket = new DatagramSocket()) {
            socket.connect(ELSEWHERE);
            return Optional.of(socket.getLocalAddress());
        } catch (IOException | java.io.UncheckedIOException _) {
            return Optional.empty();
        }
    }
}
