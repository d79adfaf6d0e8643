package hearth.client.store;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.Label;
import hearth.client.conversation.LabelId;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The member's labels, and which conversations have which: both encrypted, so that nobody without the key sees which
 * conversations belong together. What a conversation has goes with it.
 */
public final class LabelTable {

    private static final String LABELS = "labels";
    private static final String LABELLED = "labelled";
    private static final int FORMAT = 1;

    private final RowCipher cipher;

    LabelTable(RowCipher cipher) {
        this.cipher = cipher;
    }

    /** A conversation and the labels it has. */
    public record Labelled(long row, ConversationId conversation, Set<LabelId> labels) {

        public Labelled {
            labels = Set.copyOf(labels);
        }
    }

    /** All labels, in their order. */
    public List<Label> all(Tx tx) throws SQLException {
        return tx.list(
                row -> new Label(new LabelId(row.getLong(1)), name(row.getLong(1), row.getBytes(2))),
                "SELECT id, secret FROM labels ORDER BY place, id");
    }

    /** Makes a label and puts it at the end. */
    public Label add(Tx tx, String name) throws SQLException {
        var id = tx.nextId(LABELS);
        tx.update(
                "INSERT INTO labels (id, place, secret) VALUES (?, ?, ?)",
                id,
                1 + tx.number("SELECT max(place) FROM labels"),
                sealed(id, name));
        return new Label(new LabelId(id), name);
    }

    /** Writes the name of {@code label}. */
    public void rename(Tx tx, Label label) throws SQLException {
        var id = label.id().value();
        tx.update("UPDATE labels SET secret = ? WHERE id = ?", sealed(id, label.name()), id);
    }

    /** Puts the labels into this order. */
    public void arrange(Tx tx, List<Label> labels) throws SQLException {
        for (var place = 0; place < labels.size(); place++) {
            tx.update(
                    "UPDATE labels SET place = ? WHERE id = ?",
                    place + 1,
                    labels.get(place).id().value());
        }
    }

    /** Removes a label that no conversation has. Returns whether there was one. */
    public boolean remove(Tx tx, LabelId label) throws SQLException {
        return tx.update("DELETE FROM labels WHERE id = ?", label.value()) > 0;
    }

    /** The conversations that have labels. */
    public List<Labelled> labelled(Tx tx) throws SQLException {
        return tx.list(
                row -> new Labelled(
                        row.getLong(1), new ConversationId(row.getString(2)), ids(row.getLong(1), row.getBytes(3))),
                "SELECT labelled.conversation, conversations.ref, labelled.secret"
                        + " FROM labelled JOIN conversations ON conversations.id = labelled.conversation");
    }

    /** The labels of a conversation. */
    public Set<LabelId> of(Tx tx, Contact contact) throws SQLException {
        return tx.first(
                        row -> ids(contact.row(), row.getBytes(1)),
                        "SELECT secret FROM labelled WHERE conversation = ?",
                        contact.row())
                .orElse(Set.of());
    }

    /** Keeps the labels of the conversation in {@code row}, in place of those before. */
    public void put(Tx tx, long row, Set<LabelId> labels) throws SQLException {
        tx.update("DELETE FROM labelled WHERE conversation = ?", row);
        if (!labels.isEmpty()) {
            var packer = new Packer(FORMAT).number(labels.size());
            labels.stream().mapToLong(LabelId::value).sorted().forEach(packer::number);
            tx.update(
                    "INSERT INTO labelled (conversation, secret) VALUES (?, ?)",
                    row,
                    cipher.seal(LABELLED, row, packer.done()));
        }
    }

    private byte[] sealed(long id, String name) {
        return cipher.seal(LABELS, id, name.getBytes(StandardCharsets.UTF_8));
    }

    private String name(long id, byte[] secret) {
        return new String(cipher.open(LABELS, id, secret), StandardCharsets.UTF_8);
    }

    private Set<LabelId> ids(long row, byte[] secret) {
        return Unpacker.read(cipher.open(LABELLED, row, secret), FORMAT, in -> {
            var ids = new HashSet<LabelId>();
            for (var left = in.number(); left > 0; left--) {
                ids.add(new LabelId(in.number()));
            }
            return ids;
        });
    }
}
