package hearth.web.sample;

import hearth.client.Avatars;
import hearth.protocol.Bytes;
import hearth.protocol.id.SessionId;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Profile pictures in memory, as they are given. What does not begin as a GIF or a JPEG is none. */
public final class SampleAvatars implements Avatars {

    private static final int BYTES_MAX = 1_000;

    private final SampleChats chats;
    private final Map<SessionId, String> versions = new HashMap<>();
    private final Map<String, Bytes> pictures = new HashMap<>();
    private Optional<Chosen> answer = Optional.empty();
    private boolean waiting;
    private int number;

    SampleAvatars(SampleChats chats) {
        this.chats = chats;
    }

    /** Somebody shows a picture. */
    public synchronized void show(SessionId person, byte[] picture) {
        var version = "%032x".formatted(++number);
        versions.put(person, version);
        pictures.put(version, Bytes.of(picture));
    }

    /** Whatever is chosen next is answered so. */
    public synchronized void answerWith(Chosen wanted) {
        answer = Optional.of(wanted);
    }

    /** Whether the own picture waits to be uploaded. */
    public synchronized void waitForUpload(boolean wanted) {
        waiting = wanted;
    }

    @Override
    public synchronized Chosen choose(InputStream content) throws IOException {
        var bytes = content.readNBytes(BYTES_MAX + 1);
        if (answer.isPresent()) {
            return answer.get();
        }
        if (bytes.length > BYTES_MAX) {
            return new Chosen.TooLarge(CHOSEN_BYTES_MAX);
        }
        if (bytes.length == 0 || (bytes[0] != 'G' && bytes[0] != (byte) 0xff)) {
            return new Chosen.NoPicture();
        }
        show(chats.id(), bytes);
        return new Chosen.Done();
    }

    @Override
    public synchronized void remove() {
        pictures.remove(versions.remove(chats.id()));
    }

    @Override
    public synchronized Optional<String> own() {
        return of(chats.id());
    }

    @Override
    public synchronized boolean isWaiting() {
        return waiting;
    }

    @Override
    public synchronized Optional<String> of(SessionId person) {
        return Optional.ofNullable(versions.get(person));
    }

    @Override
    public synchronized Optional<Bytes> picture(String version) {
        return Optional.ofNullable(pictures.get(version));
    }
}
