package hearth.client.config;

import hearth.client.config.tree.ConfigDict;
import hearth.client.config.tree.Signing;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.id.SessionId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The people that an account knows (configuration specification, 13.2). See {@link SyncedConfig} for how to use it. The
 * account itself does not belong here.
 */
public final class Contacts extends SyncedConfig {

    private static final String CONTACTS = "c";

    private Contacts(AccountKeys account, Clock clock) {
        super(ConfigType.CONTACTS, ConfigEnvelope.of(ConfigType.CONTACTS, account), Signing.NONE, clock);
    }

    /** No contacts: what a device has that knows nothing yet. {@code clock}: network time. */
    public static Contacts fresh(AccountKeys account, Clock clock) {
        return new Contacts(account, clock);
    }

    /** The contacts that a {@link #dump} holds. Throws if the dump is damaged. */
    public static Contacts load(byte[] dump, AccountKeys account, Clock clock) throws FormatException {
        var contacts = new Contacts(account, clock);
        contacts.restore(dump);
        return contacts;
    }

    /** All contacts, in the order of their ids. */
    public List<ContactEntry> all() {
        var all = new ArrayList<ContactEntry>();
        data().dict(CONTACTS).forEach((key, value) -> {
            if (value instanceof ConfigDict record) {
                Fields.id(key, SessionId.Kind.STANDARD).ifPresent(id -> all.add(read(id, record)));
            }
        });
        return all;
    }

    /** The contact with this id, if there is one. */
    public Optional<ContactEntry> find(SessionId id) {
        return data().dict(CONTACTS)
                .find(Fields.key(id))
                .flatMap(
                        value -> value instanceof ConfigDict record ? Optional.of(read(id, record)) : Optional.empty());
    }

    /** Adds a contact or replaces what is known of it. */
    public void set(ContactEntry contact) {
        var contacts = data().dict(CONTACTS);
        var key = Fields.key(contact.id());
        var notify = contact.notifications() == Notify.MENTIONS ? Notify.ALL : contact.notifications();
        var fields = new Fields(contacts.dict(key))
                .name("n", contact.name())
                .nonEmptyName("N", contact.nickname())
                .picture("p", "q", contact.picture())
                .positive("t", Fields.seconds(contact.profileUpdatedSeconds()))
                .flag("a", contact.approved())
                .flag("A", contact.approvedMe())
                .flag("b", contact.blocked())
                .nonZero("+", contact.priority())
                .positive("@", notify.ordinal())
                .positive("!", Fields.seconds(contact.muteUntilSeconds()))
                .positive("e", contact.expiry().mode().ordinal())
                .positive("E", contact.expiry().seconds())
                .positive("j", Fields.seconds(contact.createdSeconds()));
        edit(data().with(CONTACTS, contacts.with(key, fields.dict())));
    }

    /** Takes a contact away with everything known of it; says whether there was one. */
    public boolean erase(SessionId id) {
        var contacts = data().dict(CONTACTS);
        var rest = contacts.without(Fields.key(id));
        edit(data().with(CONTACTS, rest));
        return rest.size() < contacts.size();
    }

    private static ContactEntry read(SessionId id, ConfigDict record) {
        var notify = Notify.of(record.number("@"));
        return new ContactEntry(
                id,
                Fields.name(record, "n"),
                Fields.name(record, "N"),
                Fields.picture(record, "p", "q"),
                Fields.seconds(record.number("t")),
                record.number("a") != 0,
                record.number("A") != 0,
                record.number("b") != 0,
                record.number("+"),
                notify == Notify.MENTIONS ? Notify.ALL : notify,
                Fields.seconds(record.number("!")),
                Expiry.of(record.number("e"), record.number("E")),
                Fields.seconds(record.number("j")));
    }
}
