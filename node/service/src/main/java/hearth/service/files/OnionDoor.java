package hearth.service.files;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.onion.HopKey;
import hearth.protocol.onion.OnionEnvelope;
import hearth.protocol.onion.ServerReplyV4;
import hearth.protocol.onion.ServerRequestV3;
import hearth.protocol.onion.ServerRequestV4;
import hearth.service.http.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Opens onion requests for a server and closes the answers (network.md section 2.7). */
final class OnionDoor {

    private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT");

    private final X25519KeyPair own;
    private final SecureRandom random;
    private final Function<FileApi.Request, HttpAnswer> inside;

    /** {@code inside} answers what was in the onion. */
    OnionDoor(X25519KeyPair own, SecureRandom random, Function<FileApi.Request, HttpAnswer> inside) {
        this.own = own;
        this.random = random;
        this.inside = inside;
    }

    /** An opened request and the key that its answer is sealed with. */
    private record Opened(Bytes plain, HopKey key) {}

    private Opened open(Bytes body) throws FormatException {
        var envelope = OnionEnvelope.decode(body.toArray());
        var key = HopKey.ofNode(envelope.encType(), own, envelope.ephemeral());
        return new Opened(Bytes.wrap(key.open(envelope.ciphertext().toArray())), key);
    }

    HttpAnswer v4(Bytes body) {
        try {
            var opened = open(body);
            return HttpAnswer.binary(
                    200,
                    Bytes.wrap(
                            opened.key().seal(answerV4(opened.plain().toArray()).encode(), random)));
        } catch (FormatException undecipherable) {
            return FileApi.status(400);
        }
    }

    private ServerReplyV4 answerV4(byte[] plain) {
        try {
            var request = ServerRequestV4.decode(plain);
            if (!request.endpoint().startsWith("/")
                    || (METHODS_WITH_BODY.contains(request.method())
                            && request.body().isEmpty())) {
                throw new FormatException(ServerRequestV4.INVALID);
            }
            var answer = inside.apply(new FileApi.Request(
                    request.method(),
                    request.endpoint(),
                    lowerCase(request.headers()),
                    request.body().orElse(Bytes.EMPTY)));
            var headers = new HashMap<>(lowerCase(answer.headers()));
            headers.put("content-type", answer.contentType());
            return new ServerReplyV4(answer.status(), headers, Optional.of(answer.body()));
        } catch (FormatException malformed) {
            return new ServerReplyV4(
                    400,
                    Map.of("content-type", "text/plain; charset=utf-8"),
                    Optional.of(Bytes.wrap(ServerRequestV4.INVALID.getBytes(StandardCharsets.US_ASCII))));
        }
    }

    /** The form that clients no longer use: a body of text, and nothing but a body as answer. */
    HttpAnswer v3(Bytes body) {
        try {
            var opened = open(body);
            var sealed = opened.key().seal(answerV3(opened.plain().toArray()).toArray(), random);
            return HttpAnswer.text(200, Base64.getEncoder().encodeToString(sealed));
        } catch (FormatException undecipherable) {
            return FileApi.status(400);
        }
    }

    private Bytes answerV3(byte[] plain) {
        try {
            var request = ServerRequestV3.decode(plain);
            var target = request.endpoint().startsWith("/") ? request.endpoint() : '/' + request.endpoint();
            var answer = inside.apply(new FileApi.Request(
                    request.method(),
                    target,
                    lowerCase(request.headers()),
                    Bytes.wrap(request.body().orElse("").getBytes(StandardCharsets.UTF_8))));
            return answer.status() / 100 == 2
                    ? answer.body()
                    : FileApi.status(answer.status()).body();
        } catch (FormatException malformed) {
            return FileApi.status(400).body();
        }
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        var lower = new HashMap<String, String>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }
}
