package hearth.web.inbox;

import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.ConversationView;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.MessageBody;
import hearth.client.conversation.MessageKey;
import hearth.client.conversation.MessageView;
import hearth.client.conversation.Quote;
import hearth.client.conversation.Standing;
import hearth.protocol.id.SessionId;
import hearth.web.account.Chats;
import hearth.web.account.Declines;
import hearth.web.emoji.Emojis;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns messages into what the conversation's template shows. */
final class MessageList {

    /** Messages of one person closer together than this stand close together. */
    private static final Duration CLOSE = Duration.ofMinutes(5);

    /** More than this of a message is folded, if it is worth it. */
    private static final int FOLD_LINES = 25;

    private static final int FOLD_CHARS = 1_000;
    private static final int FOLD_MIN = 200;

    private final Texts texts;
    private final Times times;
    private final Declines declines;
    private final Previews previews;
    private final Expiries expiries;
    private final Mentions mentions;
    private final Emojis emojis;
    private final FileItems fileItems;

    MessageList(Texts texts, Times times, Declines declines, Emojis emojis) {
        this.declines = declines;
        this.emojis = emojis;
        this.texts = texts;
        this.times = times;
        this.previews = new Previews(texts, times);
        this.expiries = new Expiries(texts, times);
        this.mentions = new Mentions(texts);
        this.fileItems = new FileItems(texts);
    }

    /** @param firstUnread where to draw "new from here"; empty for nowhere */
    List<MessageItem> items(
            List<MessageView> messages, ConversationView conversation, Chats chats, Optional<MessageKey> firstUnread) {
        var items = new ArrayList<MessageItem>();
        @Nullable MessageView before = null;
        for (var message : messages) {
            items.add(item(message, before, conversation, chats, firstUnread));
            before = message;
        }
        return items;
    }

    /** One message by itself. */
    MessageItem item(MessageView message, ConversationView conversation, Chats chats) {
        return item(message, null, conversation, chats, Optional.empty());
    }

    private MessageItem item(
            MessageView message,
            @Nullable MessageView before,
            ConversationView conversation,
            Chats chats,
            Optional<MessageKey> firstUnread) {
        var title = Titles.of(conversation.summary(), texts);
        var newDay = before == null || !times.day(before.sentAt()).equals(times.day(message.sentAt()));
        var unread = firstUnread.filter(message.key()::equals).isPresent();
        var follows = before != null
                && !newDay
                && !unread
                && before.outgoing() == message.outgoing()
                && isTyped(before)
                && message.sentAt().isBefore(before.sentAt().plus(CLOSE));
        var state = state(message.delivery());
        var reason = reason(message.delivery());
        var text = mentions.named(text(message.body()), chats.id(), conversation.summary());
        var fold = fold(text);
        var note = note(message, title);
        var quote = message.quote().map(it -> quote(it, conversation.summary(), chats));
        var follow = follow(message, conversation);
        var id = conversation.summary().id();
        var files = fileItems.of(id, message.attachments().files());
        var link = fileItems.of(id, message.attachments().link());
        var timer = message.disappearing().map(expiries::left).orElse("");
        var answerable = isAnswerable(message, conversation.summary().standing());
        var offers = MessageOffers.of(message, conversation.summary(), emojis, texts);
        return new MessageItem(
                message.id().toString(),
                message.outgoing(),
                who(message.outgoing(), conversation.summary()),
                text.substring(0, fold),
                text.substring(fold),
                note,
                !isTyped(message),
                quote,
                community(message.body()),
                files,
                link,
                answerable,
                follow,
                timer,
                times.clock(message.sentAt()),
                times.full(message.sentAt()),
                times.iso(message.sentAt()),
                newDay ? times.dayName(message.sentAt()) : "",
                unread,
                follows,
                state,
                reason,
                offers,
                Integer.toHexString(Objects.hash(
                        state,
                        reason,
                        offers,
                        title,
                        text,
                        note,
                        quote,
                        files,
                        link,
                        answerable,
                        follow,
                        timer,
                        times.full(message.sentAt()),
                        follows)));
    }

    /** The message that is to be answered, if it can be. */
    Optional<Replying> replying(MessageView message, ConversationSummary summary, SessionId own) {
        return isAnswerable(message, summary.standing())
                ? Optional.of(new Replying(
                        message.id().toString(),
                        who(message.outgoing(), summary),
                        previews.of(message.body(), message.outgoing(), summary, own)))
                : Optional.empty();
    }

    /** Whoever is asked must be able to find it: one's own must have been sent. */
    private static boolean isAnswerable(MessageView message, Standing standing) {
        return isTyped(message)
                && !(message.body() instanceof MessageBody.Deleted)
                && isThere(message.delivery())
                && standing != Standing.BLOCKED
                && standing != Standing.REQUEST;
    }

    private static Optional<CommunityCard> community(MessageBody body) {
        return body instanceof MessageBody.CommunityInvitation(var name, var room)
                ? Optional.of(new CommunityCard(
                        name,
                        room.server(),
                        room.server() + '/' + room.room() + "?public_key="
                                + room.serverKey().hex()))
                : Optional.empty();
    }

    /** What the other person chose, where the member has not. */
    private String follow(MessageView message, ConversationView conversation) {
        return message.body() instanceof MessageBody.TimerChanged(var expiry)
                        && !message.outgoing()
                        && !expiry.equals(conversation.expiry())
                        && expiries.of(expiries.value(expiry)).isPresent()
                        && (conversation.summary().standing() == Standing.MUTUAL
                                || conversation.summary().standing() == Standing.AWAITING_REPLY)
                ? expiries.value(expiry)
                : "";
    }

    /** Where a long text is folded: at its end if it is not long, else between two words. */
    private static int fold(String text) {
        var end = Math.min(text.length(), FOLD_CHARS);
        var lines = 0;
        for (var i = 0; i < end; i++) {
            if (text.charAt(i) == '\n' && ++lines == FOLD_LINES) {
                end = i;
            }
        }
        if (text.length() - end < FOLD_MIN) {
            return text.length();
        }
        var space = Math.max(text.lastIndexOf(' ', end), text.lastIndexOf('\n', end));
        var cut = space > end - FOLD_MIN ? space : end;
        return Character.isLowSurrogate(text.charAt(cut)) ? cut - 1 : cut;
    }

    private static boolean isThere(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Received _, Delivery.Sent _, Delivery.Read _ -> true;
            case Delivery.Waiting _, Delivery.Sending _, Delivery.Failed _ -> false;
        };
    }

    private QuoteItem quote(Quote quote, ConversationSummary summary, Chats chats) {
        var who = who(quote.mine(), summary);
        return quote.original()
                .filter(it -> !declines.hides(chats, summary.id(), it))
                .map(it -> new QuoteItem(
                        who,
                        previews.of(it.body(), quote.mine(), summary, chats.id()),
                        it.body() instanceof MessageBody.Deleted,
                        "/chats/" + summary.id().text() + "?at=" + it.key() + "#m-" + it.id()))
                .orElseGet(() -> new QuoteItem(who, texts.get("quote.gone"), true, ""));
    }

    private String who(boolean mine, ConversationSummary summary) {
        return mine ? texts.get("chat.you") : Titles.of(summary, texts);
    }

    private static boolean isTyped(MessageView message) {
        return switch (message.body()) {
            case MessageBody.RequestAccepted _, MessageBody.TimerChanged _, MessageBody.MediaSaved _ -> false;
            case MessageBody.Text _,
                    MessageBody.CommunityInvitation _,
                    MessageBody.Deleted _,
                    MessageBody.Unsupported _ -> true;
        };
    }

    private static String text(MessageBody body) {
        return switch (body) {
            case MessageBody.Text(var text) -> text;
            case MessageBody.RequestAccepted() -> "";
            case MessageBody.TimerChanged _, MessageBody.MediaSaved _, MessageBody.CommunityInvitation _ -> "";
            case MessageBody.Deleted() -> "";
            case MessageBody.Unsupported unsupported -> unsupported.text();
        };
    }

    private String note(MessageView message, String title) {
        return switch (message.body()) {
            case MessageBody.Text _ -> "";
            case MessageBody.RequestAccepted() ->
                texts.get(message.outgoing() ? "chat.accepted-by-you" : "chat.accepted", title);
            case MessageBody.MediaSaved() -> texts.get("chat.saved", title);
            case MessageBody.CommunityInvitation _ -> "";
            case MessageBody.TimerChanged(var expiry) -> expiries.changed(expiry, message.outgoing(), title);
            case MessageBody.Deleted() -> texts.get("chat.deleted");
            case MessageBody.Unsupported unsupported -> texts.get("chat.unsupported." + Titles.key(unsupported.what()));
        };
    }

    private static String state(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Waiting _ -> "waiting";
            case Delivery.Sending() -> "sending";
            case Delivery.Sent _ -> "sent";
            case Delivery.Read() -> "read";
            case Delivery.Failed _ -> "failed";
            case Delivery.Received() -> "received";
        };
    }

    private String reason(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Waiting waiting -> texts.get("delivery.waiting." + Titles.key(waiting.reason()));
            case Delivery.Failed(var reason) -> texts.get("delivery.failed." + Titles.key(reason));
            case Delivery.Sent(var copy) when copy == Delivery.Copy.FAILED -> texts.get("delivery.no-copy");
            case Delivery.Sent _, Delivery.Read _, Delivery.Sending _, Delivery.Received _ -> "";
        };
    }
}
