package hearth.client;

import hearth.client.media.EncryptedFiles;
import hearth.client.media.EncryptedFiles.Kept;
import hearth.client.media.EncryptedFiles.Part;
import hearth.client.media.FileType;
import hearth.client.media.Pictures;
import hearth.client.network.Network;
import hearth.client.store.AccountDatabase;
import hearth.client.store.StoredAvatar;
import hearth.client.sync.AvatarKeeper;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.id.SessionId;
import hearth.sqlite.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** The profile pictures of a running account. */
final class AccountAvatars implements Avatars {

    /** Of the whole process: a picture that is drawn is in memory as a whole. */
    private static final Semaphore TABLE = new Semaphore(1, true);

    private final SessionId self;
    private final AccountDatabase database;
    private final EncryptedFiles files;
    private final Network network;
    private final AvatarKeeper keeper;

    AccountAvatars(
            SessionId self, AccountDatabase database, EncryptedFiles files, Network network, AvatarKeeper keeper) {
        this.self = self;
        this.database = database;
        this.files = files;
        this.network = network;
        this.keeper = keeper;
    }

    @Override
    public Chosen choose(InputStream content) throws IOException, InterruptedException {
        if (!network.files().canUpload()) {
            return new Chosen.NoServer();
        }
        try {
            if (!files.hasRoom(CHOSEN_BYTES_MAX)) {
                return new Chosen.NoRoom();
            }
            // Kept encrypted as it comes, so that a slow browser holds up nobody.
            var raw = files.put(content, CHOSEN_BYTES_MAX);
            if (raw.isEmpty()) {
                return new Chosen.TooLarge(CHOSEN_BYTES_MAX);
            }
            try {
                show(drawn(raw.get()));
                return new Chosen.Done();
            } catch (FormatException none) {
                return new Chosen.NoPicture();
            } finally {
                files.remove(raw.get().name());
            }
        } catch (StoreException disk) {
            return new Chosen.NoRoom();
        }
    }

    private void show(Kept drawn) {
        try {
            keeper.choose(drawn);
        } catch (StoreException disk) {
            files.remove(drawn.name());
            throw disk;
        }
    }

    private Kept drawn(Kept raw) throws FormatException, InterruptedException {
        TABLE.acquire();
        try {
            var content =
                    files.open(raw.name(), raw.key(), Part.WHOLE).orElseThrow().all();
            var type = FileType.of(Arrays.copyOf(content, Math.min(content.length, FileType.HEAD_BYTES)), "");
            var sent = Pictures.square(content, type, Pictures.FACE);
            var shown = Pictures.square(sent.bytes(), sent.type(), Pictures.FACE_SHOWN);
            var kept = files.put(sent.bytes());
            files.putBeside(kept.name(), kept.key(), Part.SMALL, shown.bytes());
            return kept;
        } finally {
            TABLE.release();
        }
    }

    @Override
    public void remove() {
        keeper.remove();
    }

    @Override
    public Optional<String> own() {
        return of(self);
    }

    @Override
    public boolean isWaiting() {
        return database.read(tx -> database.avatars().find(tx, self))
                .filter(it -> it.state() == StoredAvatar.State.UPLOADING)
                .isPresent();
    }

    @Override
    public Optional<String> of(SessionId person) {
        return database.read(tx -> database.avatars().shown(tx, person));
    }

    @Override
    public Optional<Bytes> picture(String version) {
        return database.read(tx -> database.avatars().find(tx, version))
                .flatMap(it -> files.open(it.file(), it.fileKey(), it.who().equals(self) ? Part.SMALL : Part.WHOLE))
                .map(reading -> Bytes.wrap(reading.all()));
    }
}
