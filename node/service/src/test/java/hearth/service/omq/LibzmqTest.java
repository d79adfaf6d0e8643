package hearth.service.omq;

import static hearth.service.omq.TestNode.parts;
import static hearth.service.omq.TestNode.zeros;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hearth.protocol.Bytes;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.id.SwarmId;
import hearth.service.omq.OmqLink.Answer;
import hearth.service.registry.ListedNodes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The implementation that the network's other programs use, by its Python module: dialling us, and dialled by us. */
class LibzmqTest {

    private static final SwarmId SWARM = new SwarmId(7);

    private final ListedNodes registry = new ListedNodes(List.of());
    private final TestNode node = new TestNode(1, registry, OmqLimits.DEFAULT);

    /** Who stands in the registry and has its keys in the Python process. */
    private final TestNode foreign = new TestNode(2, registry, OmqLimits.DEFAULT);

    @TempDir
    private Path folder;

    private String python = "";

    @BeforeEach
    void start() throws IOException, InterruptedException {
        var found = interpreter();
        assumeTrue(found.isPresent(), "No Python with the module zmq");
        python = found.orElseThrow();
        registry.replace(List.of(node.info(SWARM), foreign.info(SWARM)));
    }

    @AfterEach
    void stop() {
        node.close();
        foreign.close();
    }

    private static Optional<String> interpreter() throws IOException, InterruptedException {
        for (var candidate : List.of("/usr/bin/python3", "python3")) {
            try {
                var check = new ProcessBuilder(candidate, "-c", "import zmq; assert zmq.has('curve')").start();
                if (check.waitFor(20, TimeUnit.SECONDS) && check.exitValue() == 0) {
                    return Optional.of(candidate);
                }
            } catch (IOException missing) {
                // the next one may be there
            }
        }
        return Optional.empty();
    }

    private Process peer(String... arguments) throws IOException {
        var script = folder.resolve("zmq_peer.py");
        try (var source = LibzmqTest.class.getResourceAsStream("zmq_peer.py")) {
            if (source == null) {
                throw new IOException("zmq_peer.py is missing");
            }
            Files.write(script, source.readAllBytes());
        }
        var command = new ArrayList<>(List.of(python, script.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String hex(byte[] bytes) {
        return Bytes.wrap(bytes).hex();
    }

    private static String line(BufferedReader from) throws IOException {
        return Optional.ofNullable(from.readLine()).orElse("nothing: the process ended");
    }

    private static X25519KeyPair keysOf(TestNode node) {
        return node.keys.x25519();
    }

    @Test
    void libzmqDialsUs() throws IOException {
        node.listen(0);
        var process = peer(
                "client",
                Integer.toString(node.port()),
                hex(keysOf(node).publicKey().bytes()),
                hex(keysOf(foreign).secret()),
                hex(keysOf(foreign).publicKey().bytes()));
        try (var out = process.inputReader(StandardCharsets.US_ASCII)) {
            assertEquals("OK", line(out));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void weDialLibzmqAndAnswerItsOwnRequests() throws IOException {
        node.listen(0);
        var process = peer(
                "server",
                hex(keysOf(foreign).secret()),
                hex(keysOf(foreign).publicKey().bytes()));
        try (var out = process.inputReader(StandardCharsets.US_ASCII)) {
            var port = Integer.parseInt(line(out));
            try (var link =
                    node.endpoint.link(TestNode.HOST, port, keysOf(foreign).publicKey())) {
                for (var length : new int[] {0, 1, 222, 223, 256, 70_000, 5_000_000}) {
                    assertEquals(
                            new Answer.Reply(List.of(zeros(length))),
                            link.request("sn.echo", List.of(zeros(length)), Duration.ofSeconds(10)));
                }
                assertEquals("OK", line(out)); // it asked us on the same connection
                assertEquals(
                        new Answer.Refused("UNKNOWNCOMMAND"),
                        link.request("sn.none", parts("a"), Duration.ofSeconds(10)));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void libzmqWithAnotherKeyIsNotReached() throws IOException {
        var process = peer(
                "server",
                hex(keysOf(foreign).secret()),
                hex(keysOf(foreign).publicKey().bytes()));
        try (var out = process.inputReader(StandardCharsets.US_ASCII);
                var link = node.endpoint.link(
                        TestNode.HOST, Integer.parseInt(line(out)), keysOf(node).publicKey())) {
            var answer = link.request("sn.echo", parts("a"), Duration.ofSeconds(2));

            assertEquals(false, answer instanceof Answer.Reply, answer.toString());
        } finally {
            process.destroyForcibly();
        }
    }
}
