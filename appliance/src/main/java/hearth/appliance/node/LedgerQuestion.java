package hearth.appliance.node;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.appliance.StartException;
import hearth.appliance.ledger.LedgerPages;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.ledger.BlockItem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Asks a box or node that runs on this machine about its ledger; see {@link LedgerPages}. */
public final class LedgerQuestion {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int OK = 200;

    private final Path folder;

    /** For the box whose data lie in {@code folder}. */
    public LedgerQuestion(Path folder) {
        this.folder = folder;
    }

    /** The answer to a question. Throws with a sentence for the owner if none runs, or has no ledger. */
    public JsonNode ask(String page) throws StartException, InterruptedException {
        return send(page, HttpRequest.newBuilder().GET());
    }

    /** Hands an item in and waits some seconds for what becomes of it. */
    public JsonNode submit(BlockItem item) throws StartException, InterruptedException {
        return send("submit", HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofByteArray(item.encode())));
    }

    private JsonNode send(String page, HttpRequest.Builder request) throws StartException, InterruptedException {
        try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var port = Integer.parseInt(
                    Files.readString(OperatedNode.portFile(folder)).strip());
            var uri = URI.create("http://127.0.0.1:" + port + LedgerPages.PREFIX + page);
            var reply = http.send(request.uri(uri).timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
            var json = Json.parseObject(reply.body());
            if (reply.statusCode() != OK) {
                throw new StartException(json.path("error").asText("The node refuses the question"));
            }
            return json;
        } catch (IOException | NumberFormatException | FormatException failure) {
            throw new StartException(
                    "No Hearth with a ledger runs with the data folder " + folder + "; start it first", failure);
        }
    }
}
