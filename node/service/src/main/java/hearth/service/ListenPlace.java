package hearth.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;

/** Where a node listens that is known by an address. */
final class ListenPlace {

    private ListenPlace() {}

    /**
     * That address alone if one of this machine's networks has it. Otherwise it is a router's, which passes the port on to
     * whichever address the machine has in the house.
     */
    static InetSocketAddress of(String host, int port) throws IOException {
        var address = InetAddress.getByName(host);
        return address.isLoopbackAddress() || isOnANetwork(address)
                ? new InetSocketAddress(address, port)
                : new InetSocketAddress(port);
    }

    /** A machine may hold the router's address for itself, to reach its own node by it; nobody else comes that way. */
    private static boolean isOnANetwork(InetAddress address) throws IOException {
        var network = NetworkInterface.getByInetAddress(address);
        return network != null && !network.isLoopback();
    }
}
