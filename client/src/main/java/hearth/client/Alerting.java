package hearth.client;

import hearth.client.config.Notify;
import hearth.client.conversation.Alert;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.MessageId;
import hearth.client.network.NetworkTime;
import hearth.client.store.AccountDatabase;
import hearth.client.store.Contact;
import hearth.client.store.MessageState;
import hearth.client.store.StoredMessage;
import hearth.client.sync.AlertsKeeper;
import hearth.protocol.id.SessionId;
import java.util.Locale;
import java.util.Optional;

/** Decides of which messages the member is to hear. Safe for use by many threads. */
final class Alerting {

    private final SessionId own;
    private final AccountDatabase database;
    private final NetworkTime time;
    private final AlertsKeeper keeper;
    private final Views views;

    Alerting(SessionId own, AccountDatabase database, NetworkTime time, AlertsKeeper keeper, Views views) {
        this.own = own;
        this.database = database;
        this.time = time;
        this.keeper = keeper;
        this.views = views;
    }

    /** The alert for a message; empty if the member is not to hear of it, or has seen it. */
    Optional<Alert> of(MessageId id) {
        return database.read(tx -> {
            var message = database.messages().find(tx, id);
            if (message.isEmpty() || !message.get().incoming() || message.get().state() != MessageState.RECEIVED) {
                return Optional.empty();
            }
            var contact = database.conversations().find(tx, message.get().conversation());
            if (contact.isEmpty() || !isHeard(contact.get(), message.get())) {
                return Optional.empty();
            }
            return views.shown(tx, contact.get(), message.get())
                    .map(view -> new Alert(
                            keeper.current(),
                            Views.heading(contact.get()),
                            view,
                            !contact.get().approved()));
        });
    }

    private boolean isHeard(Contact contact, StoredMessage message) {
        if (contact.blocked()
                || message.rank() <= contact.readRank()
                || contact.marks().muteUntilSeconds() * 1_000 > time.nowMs()) {
            return false;
        }
        return switch (contact.marks().notifications()) {
            case DEFAULT, ALL -> true;
            case NONE -> false;
            case MENTIONS -> isAboutMe(message);
        };
    }

    /** The member is named in it, or it answers something of theirs (messages.md section 6.3). */
    private boolean isAboutMe(StoredMessage message) {
        return message.text().toLowerCase(Locale.ROOT).contains('@' + own.hex())
                || message.facts()
                        .quote()
                        .filter(quote -> quote.author().equals(own))
                        .isPresent();
    }

    Notify rule(ConversationId id) {
        return database.read(tx -> database.conversations().find(tx, id))
                .map(contact -> contact.marks().notifications())
                .orElse(Notify.DEFAULT);
    }
}
