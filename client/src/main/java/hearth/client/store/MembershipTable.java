package hearth.client.store;

import hearth.client.conversation.Membership;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The groups and communities of the account, by a blind key of their addresses. */
public final class MembershipTable {

    private static final String TABLE = "memberships";
    private static final int FORMAT = 1;

    private final RowCipher cipher;

    MembershipTable(RowCipher cipher) {
        this.cipher = cipher;
    }

    /** All of them, by kind and name. */
    public List<Membership> all(Tx tx) throws SQLException {
        return tx
                .list(
                        row -> {
                            var name = row.getBytes(1);
                            return Unpacker.read(
                                    cipher.open(TABLE, name, row.getBytes(2)), FORMAT, MembershipTable::read);
                        },
                        "SELECT name, secret FROM memberships")
                .stream()
                .sorted(Comparator.comparing(Membership::kind)
                        .thenComparing(Membership::name)
                        .thenComparing(Membership::address))
                .toList();
    }

    /** These are all there are from now on. Returns whether that is news. */
    public boolean replace(Tx tx, List<Membership> memberships) throws SQLException {
        var before = all(tx);
        var gone = new ArrayList<>(before);
        gone.removeAll(memberships);
        for (var membership : gone) {
            tx.update("DELETE FROM memberships WHERE name = ?", name(membership));
        }
        var fresh = new ArrayList<>(memberships);
        fresh.removeAll(before);
        for (var membership : fresh) {
            var name = name(membership);
            tx.update(
                    "INSERT INTO memberships (name, secret) VALUES (?, ?)"
                            + " ON CONFLICT (name) DO UPDATE SET secret = excluded.secret",
                    name,
                    cipher.seal(TABLE, name, packed(membership)));
        }
        return !gone.isEmpty() || !fresh.isEmpty();
    }

    private byte[] name(Membership membership) {
        return cipher.blind(
                "membership",
                new byte[] {(byte) membership.kind().ordinal()},
                membership.address().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] packed(Membership membership) {
        return new Packer(FORMAT)
                .octet(membership.kind().ordinal())
                .text(membership.address())
                .text(membership.name())
                .number(membership.priority())
                .number(membership.joinedSeconds())
                .bool(membership.ended())
                .done();
    }

    private static Membership read(Unpacker in) {
        return new Membership(
                Membership.Kind.values()[in.octet()], in.text(), in.text(), in.number(), in.number(), in.bool());
    }
}
