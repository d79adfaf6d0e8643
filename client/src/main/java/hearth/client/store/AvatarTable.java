package hearth.client.store;

import hearth.client.config.ProfilePicture;
import hearth.client.store.StoredAvatar.State;
import hearth.protocol.Bytes;
import hearth.protocol.id.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Profile pictures of people and of the account itself, found by a blind key of the person's id. A file that is not shown
 * any more is then among {@link AttachmentTable#dropped}.
 */
public final class AvatarTable {

    private static final String TABLE = "avatars";
    private static final int FORMAT = 1;
    private static final String SELECT = "SELECT id, state, file, secret FROM avatars ";

    private final RowCipher cipher;

    AvatarTable(RowCipher cipher) {
        this.cipher = cipher;
    }

    /** The picture of a person. */
    public Optional<StoredAvatar> find(Tx tx, SessionId who) throws SQLException {
        return tx.first(this::avatar, SELECT + "WHERE who = ?", blind(who));
    }

    /** The picture that has this file. */
    public Optional<StoredAvatar> find(Tx tx, String file) throws SQLException {
        return file.isEmpty() ? Optional.empty() : tx.first(this::avatar, SELECT + "WHERE file = ?", file);
    }

    /** The name of the file that shows a person. */
    public Optional<String> shown(Tx tx, SessionId who) throws SQLException {
        return tx.first(row -> row.getString(1), "SELECT file FROM avatars WHERE who = ? AND file <> ''", blind(who));
    }

    /** Those in a state, in the order in which people were first seen. */
    public List<StoredAvatar> in(Tx tx, State state) throws SQLException {
        return tx.list(this::avatar, SELECT + "WHERE state = ? ORDER BY id", state.code());
    }

    /**
     * Takes note of what a person says about their picture. One that this box is about to upload stays.
     *
     * @param picture what they show; empty if they show none any more
     * @param welcome whether a picture of theirs may be fetched
     * @return whether there is something to do now: to fetch, or to remove
     */
    public boolean say(Tx tx, SessionId who, Optional<ProfilePicture> picture, boolean welcome) throws SQLException {
        var known = find(tx, who);
        if (known.filter(it -> it.state() == State.UPLOADING).isPresent()) {
            return false;
        }
        if (picture.isEmpty()) {
            remove(tx, who);
            return known.isPresent();
        }
        if (!welcome || known.filter(it -> it.place().equals(picture)).isPresent()) {
            return false;
        }
        save(tx, known.orElseGet(() -> StoredAvatar.unknown(who)).wanted(picture.get()));
        return true;
    }

    /** Writes everything of a picture, in place of what was known of that person's. */
    public void save(Tx tx, StoredAvatar avatar) throws SQLException {
        var who = blind(avatar.who());
        var known = tx.first(row -> row.getLong(1), "SELECT id FROM avatars WHERE who = ?", who);
        if (known.isPresent()) {
            tx.update(
                    "UPDATE avatars SET state = ?, file = ?, secret = ? WHERE id = ?",
                    avatar.state().code(),
                    avatar.file(),
                    secret(known.get(), avatar),
                    known.get());
        } else {
            var id = tx.nextId(TABLE);
            tx.update(
                    "INSERT INTO avatars (id, who, state, file, secret) VALUES (?, ?, ?, ?, ?)",
                    id,
                    who,
                    avatar.state().code(),
                    avatar.file(),
                    secret(id, avatar));
        }
    }

    /** Forgets the picture of a person. */
    public void remove(Tx tx, SessionId who) throws SQLException {
        tx.update("DELETE FROM avatars WHERE who = ?", blind(who));
    }

    private byte[] blind(SessionId who) {
        return cipher.blind("avatar", who.bytes());
    }

    private byte[] secret(long id, StoredAvatar avatar) {
        return cipher.seal(
                TABLE,
                id,
                new Packer(FORMAT)
                        .text(avatar.who().hex())
                        .text(avatar.place().map(ProfilePicture::url).orElse(""))
                        .blob(avatar.place()
                                .map(ProfilePicture::key)
                                .orElse(Bytes.EMPTY)
                                .toArray())
                        .text(avatar.file())
                        .blob(avatar.fileKey().toArray())
                        .number(avatar.sinceMs())
                        .number(avatar.checkedMs())
                        .number(avatar.tries())
                        .number(avatar.nextTryMs())
                        .done());
    }

    private StoredAvatar avatar(ResultSet row) throws SQLException {
        var state = State.of(row.getInt("state"));
        var plain = cipher.open(TABLE, row.getLong("id"), row.getBytes("secret"));
        return Unpacker.read(
                plain,
                FORMAT,
                in -> new StoredAvatar(
                        Unpacker.sessionId(in.text()),
                        state,
                        place(in.text(), in.blob()),
                        in.text(),
                        Bytes.wrap(in.blob()),
                        in.number(),
                        in.number(),
                        (int) in.number(),
                        in.number()));
    }

    private static Optional<ProfilePicture> place(String url, byte[] key) {
        return url.isEmpty() ? Optional.empty() : Optional.of(new ProfilePicture(url, Bytes.wrap(key)));
    }
}
