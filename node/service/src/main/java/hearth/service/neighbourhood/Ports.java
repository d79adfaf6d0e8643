package hearth.service.neighbourhood;

import hearth.service.key.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Remembers the ports of a neighbourhood in a file, a node a line: {@code HTTPS OMQ}, so that clients and nodes find the nodes again
 * after a restart.
 *
 * @param https 1 to 65535, or 0 for none remembered
 * @param omq   the same
 */
record Ports(int https, int omq) {

    static final Ports NONE = new Ports(0, 0);

    private static final Pattern LINE = Pattern.compile("([1-9][0-9]{0,4}) ([1-9][0-9]{0,4})");

    /** The remembered ports; fewer than there are nodes if some were added, none if the file is missing or damaged. */
    static List<Ports> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        var ports = new ArrayList<Ports>();
        for (var line :
                Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList()) {
            var match = LINE.matcher(line);
            if (!match.matches()) {
                return List.of(); // they are found anew, at the price that clients ask the seeds again
            }
            var found = new Ports(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)));
            if (found.https > 65_535 || found.omq > 65_535) {
                return List.of();
            }
            ports.add(found);
        }
        return ports;
    }

    static void write(Path file, List<Ports> ports) throws IOException {
        var text = new StringBuilder();
        ports.forEach(
                port -> text.append(port.https).append(' ').append(port.omq).append('\n'));
        OwnerOnly.write(file, text.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
