package hearth.client.sync;

import hearth.client.config.ProfilePicture;
import hearth.client.media.EncryptedFiles;
import hearth.client.media.EncryptedFiles.Kept;
import hearth.client.media.EncryptedFiles.Part;
import hearth.client.media.FileType;
import hearth.client.media.Pictures;
import hearth.client.network.FileCalls;
import hearth.client.network.Network;
import hearth.client.network.Obstacle;
import hearth.client.store.StoredAvatar;
import hearth.client.store.StoredAvatar.State;
import hearth.client.store.Tx;
import hearth.client.sync.Checkpoints.Step;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.attachment.FileUrl;
import hearth.protocol.attachment.LegacyPicture;
import hearth.protocol.attachment.StreamAttachment;
import hearth.protocol.crypto.SymmetricKey;
import hearth.protocol.id.SessionId;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Profile pictures on their way: puts the account's own on the file server and sees to it that it stays there, and fetches
 * those of people (messages.md sections 6.9, 8.2, 8.3 and 8.6). One after the other, on one thread. What is to be done is on
 * disk: a restart goes on where it was. A picture that cannot be had or drawn is missing, and nothing else comes of it.
 */
public final class AvatarKeeper implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(AvatarKeeper.class.getName());

    /** The longest picture that is looked at, in bytes: the largest moving ones of other clients. */
    static final int BYTES_MAX = 5 << 20;

    /** As long as messages are kept. */
    private static final Duration LIFETIME = Duration.ofDays(14);

    /** After a failure of the server. The last one comes again and again. */
    private static final List<Duration> AGAIN =
            List.of(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMinutes(30), Duration.ofHours(6));

    /** Then nobody has the picture any more: by now its file has expired. */
    private static final int TRIES_MAX = 60;

    /** A profile that changed a moment ago needs no upkeep (messages.md section 8.6). */
    private static final long UNTOUCHED_MS = Duration.ofHours(2).toMillis();

    private static final long CHECK_EVERY_MS = Duration.ofDays(1).toMillis();

    /** From this age on a picture that its server does not keep any longer is uploaded again. */
    private static final long OLD_MS = Duration.ofDays(12).toMillis();

    /** Whoever shows another picture more often has to wait. */
    static final int FETCHES_MAX = 10;

    private static final Duration FETCHES_COUNTED = Duration.ofHours(1);

    private static final Duration IDLE = Duration.ofHours(1);
    private static final String ADOPTED = "avatars.adopted";
    private static final String YES = "yes";

    private final Own own;
    private final Network network;
    private final EncryptedFiles files;
    private final ProfileKeeper profile;
    private final Duration offline;
    private final SecureRandom secrets;
    private final Runnable filesDropped;
    private final Rounds rounds;

    /** How often somebody's picture was fetched since {@link #countingSinceMs}; used by the rounds alone. */
    private final Map<SessionId, Integer> fetches = new HashMap<>();

    private long countingSinceMs;
    private volatile boolean hurry;
    private volatile boolean closed;

    /**
     * @param offline      how long to wait when the network cannot be reached
     * @param filesDropped told that a file is not needed any more
     */
    public AvatarKeeper(
            String name,
            Own own,
            Network network,
            EncryptedFiles files,
            ProfileKeeper profile,
            Duration offline,
            SecureRandom secrets,
            Runnable filesDropped) {
        this.own = own;
        this.network = network;
        this.files = files;
        this.profile = profile;
        this.offline = offline;
        this.secrets = secrets;
        this.filesDropped = filesDropped;
        rounds = new Rounds(
                "hearth-avatar-" + name, own.pace(), "Work on profile pictures", () -> offline, _ -> round());
    }

    /** Begins to work; returns at once. To be called before anything changes contacts. */
    public void start() {
        own.database().update(tx -> {
            if (own.database().meta().text(tx, ADOPTED).filter(YES::equals).isEmpty()) {
                own.people().adoptPictures(tx);
                profile.apply(tx);
                own.database().meta().putText(tx, ADOPTED, YES);
            }
        });
        rounds.start();
    }

    /** Somebody shows another picture, or none. */
    public void wake() {
        rounds.wake();
    }

    /** The network works again. */
    public void networkIsBack() {
        hurry = true;
        rounds.wake();
    }

    /**
     * Shows a picture from now on.
     *
     * @param chosen a file with what is uploaded, and beside it, {@link Part#SMALL}, what this box shows
     */
    public void choose(Kept chosen) {
        own.database().update(tx -> {
            own.database().avatars().save(tx, StoredAvatar.chosen(own.id(), chosen.name(), chosen.key()));
            tx.afterwards(own.changes()::profileChanged);
        });
        wakeAndSweep();
    }

    /** Shows none from now on. */
    public void remove() {
        own.database().update(tx -> {
            own.database().avatars().remove(tx, own.id());
            profile.setPicture(tx, Optional.empty(), own.time().nowMs());
            tx.afterwards(own.changes()::profileChanged);
        });
        wakeAndSweep();
    }

    private void wakeAndSweep() {
        rounds.wake();
        filesDropped.run();
    }

    /** Stops; what is on its way this moment is done again after the next start. */
    @Override
    public void close() {
        closed = true;
        rounds.close();
    }

    private Duration round() throws InterruptedException {
        filesDropped.run();
        if (!own.time().isKnown()) {
            return offline;
        }
        var all = hurry;
        hurry = false;
        var next = IDLE;
        for (var avatar : waiting()) {
            var wait = all ? 0 : avatar.nextTryMs() - own.time().localMs();
            if (wait <= 0) {
                move(avatar);
            }
        }
        for (var avatar : waiting()) {
            if (avatar.state() != State.HERE) {
                var wait = Duration.ofMillis(
                        Math.max(0, avatar.nextTryMs() - own.time().localMs()));
                next = wait.compareTo(next) < 0 ? wait : next;
            }
        }
        return next;
    }

    /** The account's own picture, and those that are to be fetched. */
    private List<StoredAvatar> waiting() {
        return own.database().read(tx -> {
            var found = own.database().avatars().in(tx, State.FETCHING);
            var mine = own.database().avatars().find(tx, own.id());
            if (mine.isEmpty() || mine.get().state() == State.FETCHING) {
                return found;
            }
            var all = new ArrayList<StoredAvatar>();
            all.add(mine.get());
            all.addAll(found);
            return all;
        });
    }

    private void move(StoredAvatar avatar) throws InterruptedException {
        switch (avatar.state()) {
            case UPLOADING -> upload(avatar);
            case HERE -> renew(avatar);
            case FETCHING -> fetch(avatar);
            case MISSING -> {}
        }
    }

    // ---- the account's own ----

    /** Uploads it, first or again; then with the key it has. */
    private void upload(StoredAvatar mine) throws InterruptedException {
        var reading = files.open(mine.file(), mine.fileKey(), Part.WHOLE);
        if (reading.isEmpty()) {
            settle(mine, mine.missing());
            return;
        }
        var key = mine.place().map(ProfilePicture::key).orElseGet(this::freshKey);
        var secret = SymmetricKey.of(key.toArray());
        var blob = Bytes.wrap(LegacyPicture.seal(reading.get().all(), secret, secrets));
        secret.wipe();
        var result = Transfers.with(blob.length(), () -> network.files().upload(blob, false, LIFETIME));
        switch (result) {
            case FileCalls.Result.Done<FileCalls.Uploaded>(var uploaded) -> {
                own.checkpoints().at(Step.FILE_UPLOADED);
                uploaded(mine, new ProfilePicture(uploaded.url().text(), key));
            }
            case FileCalls.Result.NotNow<FileCalls.Uploaded>(var obstacle) -> later(mine, obstacle);
            case FileCalls.Result.NoRoom<FileCalls.Uploaded> _,
                    FileCalls.Result.TooLarge<FileCalls.Uploaded> _,
                    FileCalls.Result.NoServer<FileCalls.Uploaded> _,
                    FileCalls.Result.Gone<FileCalls.Uploaded> _ -> later(mine, new Obstacle.DestinationAway());
        }
    }

    private Bytes freshKey() {
        var key = SymmetricKey.generate(secrets);
        try {
            return Bytes.of(key.bytes());
        } finally {
            key.wipe();
        }
    }

    private void uploaded(StoredAvatar mine, ProfilePicture place) {
        var now = own.time().nowMs();
        settle(mine, mine.at(place, now), tx -> {
            if (mine.state() == State.UPLOADING) {
                profile.setPicture(tx, Optional.of(place), now);
            } else {
                profile.moved(tx, place, now);
            }
        });
    }

    /** Has the server keep it, and uploads it again where that is not possible (messages.md section 8.6). */
    private void renew(StoredAvatar mine) throws InterruptedException {
        var now = own.time().nowMs();
        if (now - profile.current().updatedSeconds() * 1_000 < UNTOUCHED_MS
                || now - mine.checkedMs() < CHECK_EVERY_MS) {
            return;
        }
        var isOld = now - mine.sinceMs() >= OLD_MS;
        switch (extend(mine)) {
            case FileCalls.Result.Done<?> _ -> settle(mine, mine.checked(now));
            case FileCalls.Result.NotNow<?>(Obstacle.DestinationAway away) when !isOld -> later(mine, away);
            case FileCalls.Result.NotNow<?>(Obstacle obstacle)
            when !(obstacle instanceof Obstacle.DestinationAway) -> later(mine, obstacle);
            case FileCalls.Result<?> _ when isOld -> upload(mine);
            case FileCalls.Result<?> _ -> settle(mine, mine.checked(now));
        }
    }

    private FileCalls.Result<?> extend(StoredAvatar mine) throws InterruptedException {
        try {
            return network.files()
                    .extend(FileUrl.parse(mine.place().orElseThrow().url()), LIFETIME);
        } catch (FormatException nowhere) {
            return new FileCalls.Result.NoServer<Void>();
        }
    }

    // ---- those of others, and the account's own as another device set it ----

    private void fetch(StoredAvatar avatar) throws InterruptedException {
        if (!files.hasRoom(BYTES_MAX)) {
            later(avatar, new Obstacle.DestinationAway());
            return;
        }
        var place = avatar.place().orElseThrow();
        FileUrl url;
        try {
            url = FileUrl.parse(place.url());
        } catch (FormatException nowhere) {
            settle(avatar, avatar.missing());
            return;
        }
        if (!mayFetch(avatar)) {
            settle(avatar, avatar.later(avatar.tries(), countingSinceMs + FETCHES_COUNTED.toMillis()));
            return;
        }
        // How long it is, nobody knows before it is here.
        var result = Transfers.with(0, () -> network.files().download(url));
        switch (result) {
            case FileCalls.Result.Done<Bytes>(var blob) -> keep(avatar, url, place, blob);
            case FileCalls.Result.NotNow<Bytes>(var obstacle) -> later(avatar, obstacle);
            case FileCalls.Result.NoRoom<Bytes> _ -> later(avatar, new Obstacle.DestinationAway());
            case FileCalls.Result.Gone<Bytes> _,
                    FileCalls.Result.NoServer<Bytes> _,
                    FileCalls.Result.TooLarge<Bytes> _ -> settle(avatar, avatar.missing());
        }
    }

    private boolean mayFetch(StoredAvatar avatar) {
        var now = own.time().localMs();
        if (Math.abs(now - countingSinceMs) >= FETCHES_COUNTED.toMillis()) {
            countingSinceMs = now;
            fetches.clear();
        }
        return fetches.merge(avatar.who(), 1, Integer::sum) <= FETCHES_MAX;
    }

    private void keep(StoredAvatar avatar, FileUrl url, ProfilePicture place, Bytes blob) throws InterruptedException {
        Optional<Kept> kept;
        try {
            kept = Optional.of(write(avatar.who(), open(url, place, blob)));
        } catch (FormatException noPicture) {
            LOG.log(System.Logger.Level.DEBUG, "A profile picture cannot be shown: {0}", noPicture.getMessage());
            kept = Optional.empty();
        }
        own.checkpoints().at(Step.FILE_FETCHED);
        var next = kept.map(it -> avatar.here(it.name(), it.key(), own.time().nowMs()));
        if (!settle(avatar, next.orElseGet(avatar::missing))) {
            kept.ifPresent(it -> files.remove(it.name()));
        }
    }

    /** Decrypts a picture in the form that its address says. */
    private static byte[] open(FileUrl url, ProfilePicture place, Bytes blob) throws FormatException {
        if (blob.length() > 2 * BYTES_MAX) {
            throw new FormatException("Picture of " + blob.length() + " bytes is too long");
        }
        var key = SymmetricKey.of(place.key().toArray());
        try {
            var content =
                    url.stream() ? StreamAttachment.open(blob.toArray(), key) : LegacyPicture.open(blob.toArray(), key);
            if (content.length > BYTES_MAX) {
                throw new FormatException("Picture of " + content.length + " bytes is too long");
            }
            return content;
        } finally {
            key.wipe();
        }
    }

    /** Only what was drawn here is ever shown. Of the account's own the rest is kept as well, to upload it again. */
    private Kept write(SessionId who, byte[] content) throws FormatException, InterruptedException {
        var type = FileType.of(Arrays.copyOf(content, Math.min(content.length, FileType.HEAD_BYTES)), "");
        var drawn = Pictures.square(content, type, Pictures.FACE_SHOWN).bytes();
        if (!who.equals(own.id())) {
            return files.put(drawn);
        }
        var kept = files.put(content);
        files.putBeside(kept.name(), kept.key(), Part.SMALL, drawn);
        return kept;
    }

    // ---- what came of it ----

    /** A server that fails is asked again later and later; a network that cannot be reached counts for nothing. */
    private void later(StoredAvatar avatar, Obstacle obstacle) {
        var now = own.time().localMs();
        if (!(obstacle instanceof Obstacle.DestinationAway)) {
            settle(avatar, avatar.later(avatar.tries(), now + offline.toMillis()));
            return;
        }
        if (avatar.state() == State.FETCHING && avatar.tries() >= TRIES_MAX) {
            settle(avatar, avatar.missing());
            return;
        }
        var pause = AGAIN.get(Math.min(avatar.tries(), AGAIN.size() - 1));
        settle(avatar, avatar.later(avatar.tries() + 1, now + pause.toMillis()));
    }

    /** What follows from it in the same transaction. */
    private interface Also {
        void run(Tx tx) throws SQLException;
    }

    private boolean settle(StoredAvatar before, StoredAvatar after) {
        return settle(before, after, _ -> {});
    }

    /** Writes how it went, unless the picture was decided about otherwise meanwhile. Returns whether it was written. */
    private boolean settle(StoredAvatar before, StoredAvatar after, Also also) {
        if (closed) {
            return false;
        }
        var written = own.database().write(tx -> {
            var found = own.database().avatars().find(tx, before.who());
            if (found.isEmpty() || !found.get().equals(before)) {
                return false;
            }
            own.database().avatars().save(tx, after);
            also.run(tx);
            return true;
        });
        if (written && !before.file().equals(after.file())) {
            tell(before.who());
            filesDropped.run();
        }
        return written;
    }

    private void tell(SessionId who) {
        if (who.equals(own.id())) {
            own.changes().profileChanged();
            return;
        }
        own.database()
                .read(tx -> own.database().conversations().find(tx, who))
                .ifPresent(contact -> own.changes().conversationChanged(contact.id()));
    }
}
