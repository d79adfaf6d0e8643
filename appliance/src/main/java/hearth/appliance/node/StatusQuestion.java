package hearth.appliance.node;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.appliance.StartException;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Asks a node that runs on this machine how it is. */
public final class StatusQuestion {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private StatusQuestion() {}

    /** The answer of the node whose data lie in {@code folder}. Throws if none runs there. */
    public static JsonNode ask(Path folder) throws StartException, InterruptedException {
        try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var port = Integer.parseInt(
                    Files.readString(OperatedNode.portFile(folder)).strip());
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + OperatorPages.STATUS))
                    .timeout(PATIENCE)
                    .build();
            var reply = http.send(request, BodyHandlers.ofByteArray());
            return Json.parseObject(reply.body());
        } catch (IOException | NumberFormatException | FormatException failure) {
            throw new StartException("No node runs with the data folder " + folder, failure);
        }
    }
}
