package hearth.web.trust;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Addresses to show, type and scan: the box's name and IP addresses with its ports. */
public final class Links {

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final TrustMaterial material;
    private final Supplier<Ports> ports;

    public Links(TrustMaterial material, Supplier<Ports> ports) {
        this.material = material;
        this.ports = ports;
    }

    /** Every origin of the messenger, the name first: {@code https://maple-house.local:8443}. */
    public List<String> messenger() {
        return hosts().map(this::messenger).toList();
    }

    /** Every origin of the landing page, the name first. */
    public List<String> landing() {
        return hosts().map(this::landing).toList();
    }

    /**
     * The origin of the messenger for a link that another device opens: by address, since names of the home network
     * are not found from every device.
     */
    public String messengerByAddress() {
        return messenger(material.addresses().addresses().getFirst());
    }

    /** The same for the landing page. */
    public String landingByAddress() {
        return landing(material.addresses().addresses().getFirst());
    }

    /** The port of the messenger. */
    public int httpsPort() {
        return ports.get().https();
    }

    private Stream<String> hosts() {
        var addresses = material.addresses();
        return Stream.concat(addresses.names().stream(), addresses.addresses().stream());
    }

    private String messenger(String host) {
        return "https://" + BoxAddresses.urlHost(host) + port(ports.get().https(), HTTPS_PORT);
    }

    private String landing(String host) {
        return "http://" + BoxAddresses.urlHost(host) + port(ports.get().http(), HTTP_PORT);
    }

    private static String port(int port, int usual) {
        return port == usual ? "" : ":" + port;
    }
}
