package hearth.client.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.vectors.VectorCase;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;

/** One kind of config as the scenarios of the vectors use it. */
interface ConfigSubject<T extends SyncedConfig> {

    JsonNodeFactory JSON = JsonNodeFactory.instance;

    T fresh(AccountKeys account, Clock clock);

    T load(byte[] dump, AccountKeys account, Clock clock) throws FormatException;

    void set(T config, VectorCase step) throws FormatException;

    boolean erase(T config, VectorCase step) throws FormatException;

    ObjectNode content(T config);

    /** The text whose bytes the field holds; bytes that are no UTF-8 become some text or other. */
    static String text(VectorCase step, String field) {
        var bytes = step.hex(field);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The picture of a step: null or without address or key takes it away. */
    static Optional<ProfilePicture> picture(VectorCase step) {
        if (!step.has("pic")) {
            return Optional.empty();
        }
        var picture = step.object("pic");
        var url = picture.text("url");
        var key = picture.hex("key");
        if (url.isEmpty() || key.length == 0) {
            return Optional.empty();
        }
        return Optional.of(new ProfilePicture(url, Bytes.wrap(key)));
    }

    static JsonNode picture(Optional<ProfilePicture> picture) {
        if (picture.isEmpty()) {
            return JSON.nullNode();
        }
        return JSON.objectNode()
                .put("url", picture.get().url())
                .put("key", picture.get().key().hex());
    }
}
