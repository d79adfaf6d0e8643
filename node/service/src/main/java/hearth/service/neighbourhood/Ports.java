package hearth.service.neighbourhood;

import hearth.service.key.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Remembers the ports of a neighbourhood in a file, one a line, so that clients find the nodes again after a restart. */
final class Ports {

    private Ports() {}

    /** The remembered ports; fewer than there are nodes if some were added, none if the file is missing or damaged. */
    static List<Integer> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        var ports = new ArrayList<Integer>();
        for (var line :
                Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList()) {
            if (!line.matches("[1-9][0-9]{0,4}") || Integer.parseInt(line) > 65_535) {
                return List.of(); // they are found anew, at the price that clients ask the seeds again
            }
            ports.add(Integer.parseInt(line));
        }
        return ports;
    }

    static void write(Path file, List<Integer> ports) throws IOException {
        var text = new StringBuilder();
        ports.forEach(port -> text.append(port).append('\n'));
        OwnerOnly.write(file, text.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
