package hearth.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;

/** Where a node listens that is known by an address. */
public final class ListenPlace {

    /** On every address of this machine. */
    public static final String EVERYWHERE = "0.0.0.0";

    private ListenPlace() {}

    /**
     * That address alone if this machine has it. Otherwise it is a router's, which passes the ports on to whichever address
     * the machine has in the house.
     */
    public static String of(InetAddress address) throws IOException {
        return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null
                ? address.getHostAddress()
                : EVERYWHERE;
    }
}
