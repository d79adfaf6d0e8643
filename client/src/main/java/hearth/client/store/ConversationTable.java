package hearth.client.store;

import hearth.client.config.Expiry;
import hearth.client.config.Notify;
import hearth.client.config.ProfilePicture;
import hearth.client.conversation.ConversationId;
import hearth.protocol.Bytes;
import hearth.protocol.id.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** People and the conversations with them, found by a blind key of the person's id. */
public final class ConversationTable {

    private static final String TABLE = "conversations";
    private static final int FORMAT = 6;

    /** Formats from here on have marks, an expiry among them, the mark that puts aside, what is told, and a picture. */
    private static final int FORMAT_MARKS = 2;

    private static final int FORMAT_EXPIRY = 3;
    private static final int FORMAT_ARCHIVED = 4;
    private static final int FORMAT_NOTIFY = 5;
    private static final int FORMAT_PICTURE = 6;

    private static final String COLUMNS = "id, ref, approved, approved_me, blocked, read_rank, secret";

    private final RowCipher cipher;
    private final AvatarTable avatars;

    ConversationTable(RowCipher cipher, AvatarTable avatars) {
        this.cipher = cipher;
        this.avatars = avatars;
    }

    /** The conversation of this id. */
    public Optional<Contact> find(Tx tx, ConversationId id) throws SQLException {
        return tx.first(this::contact, "SELECT " + COLUMNS + " FROM conversations WHERE ref = ?", id.text());
    }

    /** The conversation with this person. */
    public Optional<Contact> find(Tx tx, SessionId peer) throws SQLException {
        return tx.first(this::contact, "SELECT " + COLUMNS + " FROM conversations WHERE who = ?", blind(peer));
    }

    /** The conversation of this row. */
    public Optional<Contact> find(Tx tx, long row) throws SQLException {
        return tx.first(this::contact, "SELECT " + COLUMNS + " FROM conversations WHERE id = ?", row);
    }

    /** All of them, in the order they began. */
    public List<Contact> all(Tx tx) throws SQLException {
        return tx.list(this::contact, "SELECT " + COLUMNS + " FROM conversations ORDER BY id");
    }

    /** Those with people whom the member accepted, and with {@code self}, in the order they began. */
    public List<Contact> approved(Tx tx, SessionId self) throws SQLException {
        return tx.list(
                this::contact,
                "SELECT " + COLUMNS + " FROM conversations WHERE approved = 1 OR who = ? ORDER BY id",
                blind(self));
    }

    /** Up to {@code limit} that are neither accepted nor blocked and began before the one of that row, the last ones first. */
    public List<Contact> unapproved(Tx tx, long beforeRow, int limit) throws SQLException {
        return tx.list(
                this::contact,
                "SELECT " + COLUMNS
                        + " FROM conversations WHERE approved = 0 AND blocked = 0 AND id < ? ORDER BY id DESC LIMIT ?",
                beforeRow,
                limit);
    }

    /** Those with people who are blocked, in the order they began. */
    public List<Contact> blocked(Tx tx) throws SQLException {
        return tx.list(this::contact, "SELECT " + COLUMNS + " FROM conversations WHERE blocked = 1 ORDER BY id");
    }

    /** How many there are. */
    public int count(Tx tx) throws SQLException {
        return (int) tx.number("SELECT count(*) FROM conversations");
    }

    /** Begins a conversation with somebody there is none with yet: nothing agreed, nothing read. */
    public Contact add(Tx tx, ConversationId id, SessionId peer, boolean self) throws SQLException {
        var contact = new Contact(
                tx.nextId(TABLE), id, peer, "", Optional.empty(), 0, false, false, false, self, 0, Contact.Marks.NONE);
        tx.update(
                "INSERT INTO conversations (id, ref, who, approved, approved_me, blocked, read_rank, secret)"
                        + " VALUES (?, ?, ?, 0, 0, 0, 0, ?)",
                contact.row(),
                id.text(),
                blind(peer),
                secret(contact));
        return contact;
    }

    /** Writes flags and profile of {@code contact}; the read mark is left alone. */
    public void save(Tx tx, Contact contact) throws SQLException {
        tx.update(
                "UPDATE conversations SET approved = ?, approved_me = ?, blocked = ?, secret = ? WHERE id = ?",
                contact.approved() ? 1 : 0,
                contact.approvedMe() ? 1 : 0,
                contact.blocked() ? 1 : 0,
                secret(contact),
                contact.row());
    }

    /** Moves the read mark forward to {@code rank}. Returns whether it moved; it never moves back. */
    public boolean markRead(Tx tx, Contact contact, long rank) throws SQLException {
        return tx.update(
                        "UPDATE conversations SET read_rank = ? WHERE id = ? AND read_rank < ?",
                        rank,
                        contact.row(),
                        rank)
                > 0;
    }

    /** Removes the conversation with its messages, what it had in the outbox, and the person's picture. */
    public void remove(Tx tx, Contact contact) throws SQLException {
        if (!contact.self()) {
            avatars.remove(tx, contact.peer());
        }
        tx.update("DELETE FROM conversations WHERE id = ?", contact.row());
    }

    private byte[] blind(SessionId peer) {
        return cipher.blind("person", peer.bytes());
    }

    private byte[] secret(Contact contact) {
        return cipher.seal(
                TABLE,
                contact.row(),
                new Packer(FORMAT)
                        .text(contact.peer().hex())
                        .bool(contact.self())
                        .text(contact.name())
                        .number(contact.profileUpdated())
                        .text(contact.marks().nickname())
                        .number(contact.marks().priority())
                        .number(contact.marks().muteUntilSeconds())
                        .bool(contact.marks().unread())
                        .number(contact.marks().createdSeconds())
                        .octet(contact.marks().expiry().mode().ordinal())
                        .number(contact.marks().expiry().seconds())
                        .bool(contact.marks().archived())
                        .octet(contact.marks().notifications().ordinal())
                        .text(contact.picture().map(ProfilePicture::url).orElse(""))
                        .blob(contact.picture().map(it -> it.key().toArray()).orElse(new byte[0]))
                        .done());
    }

    private Contact contact(ResultSet row) throws SQLException {
        var id = row.getLong("id");
        var ref = new ConversationId(row.getString("ref"));
        var approved = row.getBoolean("approved");
        var approvedMe = row.getBoolean("approved_me");
        var blocked = row.getBoolean("blocked");
        var readRank = row.getLong("read_rank");
        var plain = cipher.open(TABLE, id, row.getBytes("secret"));
        var format = plain.length > 0 && plain[0] < FORMAT ? plain[0] : FORMAT;
        return Unpacker.read(plain, format, in -> {
            var peer = Unpacker.sessionId(in.text());
            var self = in.bool();
            var name = in.text();
            var profileUpdated = in.number();
            var marks = format < FORMAT_MARKS ? Contact.Marks.NONE : marks(in, format);
            var picture = format < FORMAT_PICTURE ? Optional.<ProfilePicture>empty() : picture(in);
            return new Contact(
                    id, ref, peer, name, picture, profileUpdated, approved, approvedMe, blocked, self, readRank, marks);
        });
    }

    private static Optional<ProfilePicture> picture(Unpacker in) {
        var url = in.text();
        var key = in.blob();
        return url.isEmpty() ? Optional.empty() : Optional.of(new ProfilePicture(url, Bytes.wrap(key)));
    }

    private static Contact.Marks marks(Unpacker in, int format) {
        var marks = new Contact.Marks(
                in.text(),
                in.number(),
                in.number(),
                in.bool(),
                in.number(),
                format < FORMAT_EXPIRY ? Expiry.OFF : Expiry.of(in.octet(), in.number()),
                Notify.DEFAULT,
                format >= FORMAT_ARCHIVED && in.bool());
        return format < FORMAT_NOTIFY ? marks : marks.withNotify(Notify.values()[in.octet()]);
    }
}
