package hearth.appliance.node;

import hearth.appliance.config.OperatorConfig;
import hearth.appliance.folder.DataFolder;
import hearth.appliance.life.HeapKeeper;
import hearth.appliance.life.Parts;
import hearth.appliance.log.Logs;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.network.NodeJson;
import hearth.service.key.NodeKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** A node's first minute in a process of its own, played through in a few seconds. It loads what such a process loads. */
public final class NodeRehearsal {

    private static final SwarmId SWARM = new SwarmId(0);

    private NodeRehearsal() {}

    /** Plays in {@code folder}, on loopback ports. Throws if something did not go as it should. */
    public static void run(Path folder, Clock clock, SecureRandom random) throws Exception {
        var file = Files.writeString(Files.createDirectories(folder).resolve("node.conf"), """
                node.https-port = 0
                node.omq-port = 0
                """);
        var config = OperatorConfig.of(file);
        try (var parts = new Parts()) {
            var data = parts.start("data folder", () -> DataFolder.open(config.folder()));
            var logs = data.folder("logs");
            parts.start("log", () -> Logs.open(config.log(), Optional.of(logs)));
            parts.start("heap", HeapKeeper::start);
            Files.writeString(config.list(), '[' + entry(data, random) + ']');
            OperatedNode.start(config, data, clock, random, parts).rehearse(clock, random);
        }
    }

    /** Nobody else reads it, so that its ports may be any. */
    private static String entry(DataFolder data, SecureRandom random) throws Exception {
        var keys = NodeKeys.loadOrCreate(data.folder(OperatedNode.NODE_FOLDER).resolve("node.key"), random);
        return NodeJson.entry(new NodeInfo(keys.id(), keys.x25519().publicKey(), "127.0.0.1", 1, 1, SWARM))
                .toString();
    }
}
