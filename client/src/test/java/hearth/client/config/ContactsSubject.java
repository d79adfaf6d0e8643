package hearth.client.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.id.SessionId;
import hearth.vectors.VectorCase;
import java.time.Clock;

/** Contacts in the scenarios of the vectors. */
final class ContactsSubject implements ConfigSubject<Contacts> {

    @Override
    public Contacts fresh(AccountKeys account, Clock clock) {
        return Contacts.fresh(account, clock);
    }

    @Override
    public Contacts load(byte[] dump, AccountKeys account, Clock clock) throws FormatException {
        return Contacts.load(dump, account, clock);
    }

    @Override
    public void set(Contacts contacts, VectorCase step) throws FormatException {
        var id = SessionId.parse(step.text("session_id"));
        var contact = contacts.find(id).orElse(ContactEntry.of(id));
        if (step.has("name")) {
            contact = contact.withName(ConfigSubject.text(step, "name"));
        }
        if (step.has("nickname")) {
            contact = contact.withNickname(ConfigSubject.text(step, "nickname"));
        }
        if (step.has("nickname_truncated")) {
            contact = contact.withNickname(Names.truncate(ConfigSubject.text(step, "nickname_truncated")));
        }
        if (step.node().has("pic")) {
            contact = contact.withPicture(ConfigSubject.picture(step));
        }
        contacts.set(settings(contact, step));
    }

    private static ContactEntry settings(ContactEntry contact, VectorCase step) {
        var node = step.node();
        var mode = node.path("exp_mode").asInt(contact.expiry().mode().ordinal());
        var seconds = node.path("exp_seconds").asLong(contact.expiry().seconds());
        return contact.withApproved(node.path("approved").asBoolean(contact.approved()))
                .withApprovedMe(node.path("approved_me").asBoolean(contact.approvedMe()))
                .withBlocked(node.path("blocked").asBoolean(contact.blocked()))
                .withPriority(node.path("priority").asLong(contact.priority()))
                .withNotify(Notify.of(node.path("notifications")
                        .asLong(contact.notifications().ordinal())))
                .withMuteUntilSeconds(node.path("mute_until").asLong(contact.muteUntilSeconds()))
                .withExpiry(Expiry.of(mode, seconds))
                .withCreatedSeconds(node.path("created").asLong(contact.createdSeconds()));
    }

    @Override
    public boolean erase(Contacts contacts, VectorCase step) throws FormatException {
        return contacts.erase(SessionId.parse(step.text("session_id")));
    }

    @Override
    public ObjectNode content(Contacts contacts) {
        var list = JSON.arrayNode();
        contacts.all().forEach(contact -> list.add(content(contact)));
        var content = JSON.objectNode();
        content.set("contacts", list);
        return content.put("size", list.size());
    }

    private static ObjectNode content(ContactEntry contact) {
        var node = JSON.objectNode();
        node.put("session_id", contact.id().hex());
        node.put("name", ConfigSubject.hex(contact.name()));
        node.put("nickname", ConfigSubject.hex(contact.nickname()));
        node.set("pic", ConfigSubject.picture(contact.picture()));
        return node.put("approved", contact.approved())
                .put("approved_me", contact.approvedMe())
                .put("blocked", contact.blocked())
                .put("priority", contact.priority())
                .put("notifications", contact.notifications().ordinal())
                .put("mute_until", contact.muteUntilSeconds())
                .put("exp_mode", contact.expiry().mode().ordinal())
                .put("exp_seconds", contact.expiry().seconds())
                .put("created", contact.createdSeconds());
    }
}
