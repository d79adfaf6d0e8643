package hearth.appliance.node;

import hearth.appliance.config.ConfigException;
import hearth.protocol.FormatException;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.network.NodeList;
import hearth.service.registry.ListedNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The nodes of a network as somebody wrote them into a file, which is read again when it changes. A file that is not there
 * yet is an empty list: the node starts and waits. A change that cannot be read leaves the list as it was.
 */
final class NodeListFile implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("hearth.node");
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final Path file;
    private final ListedNodes registry;
    private final Thread watcher;

    /** What the file looked like when it was read last: time and size. Guarded by the one thread that reads. */
    private String seen;

    private NodeListFile(Path file, ListedNodes registry, String seen) {
        this.file = file;
        this.registry = registry;
        this.seen = seen;
        watcher = Thread.ofVirtual().name("node-list").unstarted(this::watch);
    }

    /** Reads the file and begins to watch it. Throws if it is there and holds something else. */
    static NodeListFile open(Path file) throws ConfigException {
        var look = look(file);
        var opened = new NodeListFile(file, new ListedNodes(read(file)), look);
        opened.watcher.start();
        return opened;
    }

    /** The nodes, as of now. */
    ListedNodes registry() {
        return registry;
    }

    private static List<NodeInfo> read(Path file) throws ConfigException {
        try {
            if (Files.size(file) > NodeList.JSON_BYTES_MAX) {
                throw new ConfigException("node.list names " + file + ", which is too long for a list of nodes");
            }
            return NodeList.parse(Files.readAllBytes(file)).nodes();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException failure) {
            throw new ConfigException("node.list names " + file + ", which cannot be read");
        } catch (FormatException wrong) {
            throw new ConfigException("node.list names " + file + ", which is no list of nodes: " + wrong.getMessage());
        }
    }

    private static String look(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException _) {
            return "";
        }
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(LOOK_EVERY);
                var look = look(file);
                if (!look.equals(seen)) {
                    seen = look;
                    readAgain();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void readAgain() {
        try {
            var nodes = read(file);
            registry.replace(nodes);
            LOG.log(System.Logger.Level.INFO, "The list of nodes changed and names {0} now", nodes.size());
        } catch (ConfigException wrong) {
            LOG.log(System.Logger.Level.WARNING, "{0}. The list stays as it was", wrong.getMessage());
        }
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
