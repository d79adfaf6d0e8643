package hearth.client.sim;

import hearth.client.network.NetworkProfile;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.attachment.FileId;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.onion.HopKey;
import hearth.protocol.onion.OnionEnvelope;
import hearth.protocol.onion.ServerReplyV4;
import hearth.protocol.onion.ServerRequestV4;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** A file server that lives in memory (messages.md section 8.7). Keeps what it gets, or fails as a test wants it to. */
public final class SimFiles {

    static final String URL = "http://files.invalid";

    private final Ed25519KeyPair keys;
    private final SecureRandom secrets = new SecureRandom();
    private final Map<String, Bytes> files = new ConcurrentHashMap<>();
    private final AtomicInteger uploads = new AtomicInteger();
    private final AtomicInteger downloads = new AtomicInteger();
    private final AtomicInteger extensions = new AtomicInteger();
    private volatile int status = 200;

    SimFiles(RandomGenerator random) {
        var seed = new byte[32];
        random.nextBytes(seed);
        keys = Ed25519KeyPair.fromSeed(seed);
    }

    NetworkProfile.Files place() {
        return new NetworkProfile.Files(URL, keys.publicKey());
    }

    /** From now on every request is answered like this; 200 for as usual. */
    public void answerWith(int wanted) {
        status = wanted;
    }

    /** How often something was uploaded. */
    public int uploads() {
        return uploads.get();
    }

    /** How often somebody asked for a file. */
    public int downloads() {
        return downloads.get();
    }

    /** How often it was asked to keep a file that it has. */
    public int extensions() {
        return extensions.get();
    }

    /** Every file, by its id. */
    public Map<String, Bytes> files() {
        return files;
    }

    /** Puts something on the server without asking anybody; returns its address. */
    public String put(byte[] blob) {
        var id = FileId.of(blob);
        files.put(id, Bytes.of(blob));
        return URL + "/file/" + id;
    }

    /** Answers an onion request. */
    byte[] answer(byte[] body) throws FormatException {
        var envelope = OnionEnvelope.decode(body);
        var key = HopKey.ofNode(envelope.encType(), keys.toX25519(), envelope.ephemeral());
        var request = ServerRequestV4.decode(key.open(envelope.ciphertext().toArray()));
        return key.seal(answer(request).encode(), secrets);
    }

    private ServerReplyV4 answer(ServerRequestV4 request) {
        if (status != 200) {
            return reply(status, "{}");
        }
        if (request.endpoint().equals("/file")) {
            uploads.incrementAndGet();
            var blob = request.body().orElseThrow();
            put(blob.toArray());
            return reply(200, described(FileId.of(blob.toArray())));
        }
        var id = request.endpoint().split("/", -1)[2];
        if (request.method().equals("GET")) {
            downloads.incrementAndGet();
        }
        if (!files.containsKey(id)) {
            return reply(404, "{}");
        }
        if (request.method().equals("GET")) {
            return new ServerReplyV4(200, Map.of(), Optional.of(files.get(id)));
        }
        extensions.incrementAndGet();
        return reply(200, described(id));
    }

    private static String described(String id) {
        return "{\"id\":\"" + id + "\",\"uploaded\":1.5,\"expires\":4000000000.5}";
    }

    private static ServerReplyV4 reply(int code, String json) {
        return new ServerReplyV4(code, Map.of(), Optional.of(Bytes.wrap(json.getBytes(StandardCharsets.UTF_8))));
    }
}
