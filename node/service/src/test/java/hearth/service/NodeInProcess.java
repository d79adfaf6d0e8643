package hearth.service;

import hearth.protocol.id.SwarmId;
import hearth.service.http.Transport;
import hearth.service.registry.ListedNodes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** A node, the only one of its swarm, in a process of its own that can be killed. */
final class NodeInProcess implements AutoCloseable {

    /** What the process does: starts the node, says its port, and lives until its input ends. */
    static final class Main {

        private Main() {}

        public static void main(String[] arguments) throws IOException {
            var registry = new ListedNodes(List.of());
            var limits = NodeLimits.DEFAULT;
            var config =
                    new NodeConfig(Path.of(arguments[0]), "127.0.0.1", "127.0.0.1", 0, 0, false, limits, _ -> false);
            try (var threads = NodeThreads.start(Transport.best());
                    var node = ServiceNode.start(config, registry, threads, Clock.systemUTC(), new SecureRandom())) {
                registry.replace(List.of(node.info().withSwarm(new SwarmId(5))));
                System.out.println(node.info().httpsPort());
                System.in.transferTo(System.out);
            }
        }
    }

    private final Process process;
    private final BufferedReader output;
    private final int port;

    /** Returns when the node serves. {@code shellPrefix} is run in front of it, such as a limit that the process is to have. */
    NodeInProcess(Path folder, String shellPrefix) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        process = new ProcessBuilder(
                        "sh",
                        "-c",
                        shellPrefix + "exec \"$0\" \"$@\"",
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        output = process.inputReader(StandardCharsets.US_ASCII);
        var line = output.readLine();
        if (line == null) {
            throw new IOException("The node did not start");
        }
        port = Integer.parseInt(line);
    }

    int port() {
        return port;
    }

    /** Like {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops the node in order. */
    @Override
    public void close() throws IOException {
        output.close();
        process.getOutputStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
