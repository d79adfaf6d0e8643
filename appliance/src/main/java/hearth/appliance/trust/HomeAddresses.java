package hearth.appliance.trust;

import java.net.InetAddress;
import java.util.List;

/** The addresses of this machine at one moment, the one to show first. */
@FunctionalInterface
public interface HomeAddresses {

    /** Addresses that devices in the house may use, without loopback ones; empty without a network. */
    List<InetAddress> now();
}
