package hearth.appliance.network;

import hearth.appliance.config.ConfigException;
import hearth.appliance.config.Lines;
import hearth.client.network.NetworkProfile;
import hearth.client.network.NetworkProfile.Seed;
import hearth.protocol.FormatException;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.network.NodeList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network in a file: {@code key = value} lines, UTF-8, as in the configuration. The example in the distribution
 * ({@code conf/network.profile.example}) explains every key.
 */
public final class ProfileFile {

    /** Nobody needs more entry points; each is asked at every refresh. */
    private static final int SEEDS_MAX = 16;

    private ProfileFile() {}

    /** Reads a profile. Seeds are written {@code seed.1.url}, {@code seed.1.pin}, {@code seed.2.url}, … without a gap. */
    public static NetworkProfile read(Path file) throws ConfigException {
        var lines = Lines.of(file);
        var name = lines.take("name")
                .filter(text -> text.matches("[a-z0-9-]{1,40}"))
                .orElseThrow(() -> new ConfigException(
                        file + ": name is missing or wrong, it must be 1 to 40 letters a-z, digits and hyphens"));
        var seeds = seeds(file, lines);
        var nodes = nodes(file, lines);
        var diversity = lines.take("subnet-diversity").orElse("on");
        if (!List.of("on", "off").contains(diversity)) {
            throw new ConfigException(file + ": subnet-diversity is \"" + diversity + "\", it must be on or off");
        }
        var files = files(file, lines);
        lines.refuseRest();
        if (seeds.isEmpty() && nodes.isEmpty()) {
            throw new ConfigException(file + ": neither seed.1.url nor nodes is written, a network needs one of them");
        }
        return new NetworkProfile(name, seeds, nodes, diversity.equals("on"), files);
    }

    private static List<Seed> seeds(Path file, Lines lines) throws ConfigException {
        var seeds = new ArrayList<Seed>();
        for (var number = 1; number <= SEEDS_MAX; number++) {
            var key = "seed." + number;
            var url = lines.take(key + ".url");
            if (url.isEmpty()) {
                break;
            }
            var pin = lines.take(key + ".pin")
                    .orElseThrow(() -> new ConfigException(file + ": " + key
                            + ".pin is missing, it must be the base64 of the SHA-256 of the seed's key"));
            try {
                seeds.add(Seed.of(url.get(), pin));
            } catch (IllegalArgumentException wrong) {
                throw new ConfigException(file + ": " + key + " is wrong: " + wrong.getMessage());
            }
        }
        return seeds;
    }

    private static Optional<NetworkProfile.Files> files(Path file, Lines lines) throws ConfigException {
        var url = lines.take("files.url");
        var key = lines.take("files.key");
        if (url.isPresent() != key.isPresent()) {
            throw new ConfigException(file + ": files.url and files.key belong together, one of them is missing");
        }
        if (url.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(NetworkProfile.Files.of(url.get(), key.orElseThrow()));
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(file + ": files.url or files.key is wrong: " + wrong.getMessage());
        }
    }

    private static List<NodeInfo> nodes(Path file, Lines lines) throws ConfigException {
        var written = lines.take("nodes");
        if (written.isEmpty()) {
            return List.of();
        }
        var list = file.toAbsolutePath().resolveSibling(written.get());
        try {
            if (Files.size(list) > NodeList.JSON_BYTES_MAX) {
                throw new ConfigException(file + ": nodes names " + list + ", which is too long for a list of nodes");
            }
            return NodeList.parse(Files.readAllBytes(list)).nodes();
        } catch (IOException failure) {
            throw new ConfigException(file + ": nodes names " + list + ", which cannot be read");
        } catch (FormatException wrong) {
            throw new ConfigException(
                    file + ": nodes names " + list + ", which is no list of nodes: " + wrong.getMessage());
        }
    }
}
