package hearth.web.trust;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names and addresses under which browsers may reach the box.
 *
 * @param names     DNS names, lower case, the one to show first: {@code maple-house.local}; may be empty
 * @param addresses IP addresses as text, without brackets, the one to show first; never empty
 */
public record BoxAddresses(List<String> names, List<String> addresses) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f:.]{2,45}");

    public BoxAddresses {
        names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        addresses = addresses.stream()
                .map(address -> address.toLowerCase(Locale.ROOT))
                .toList();
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("A box has at least one address");
        }
        for (var name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("Not a DNS name: " + name);
            }
        }
        for (var address : addresses) {
            if (!ADDRESS.matcher(address).matches()) {
                throw new IllegalArgumentException("Not an IP address: " + address);
            }
        }
    }

    /** The form of an address inside a URL: IPv6 in brackets. */
    public static String urlHost(String nameOrAddress) {
        return nameOrAddress.indexOf(':') >= 0 ? "[" + nameOrAddress + "]" : nameOrAddress;
    }
}
