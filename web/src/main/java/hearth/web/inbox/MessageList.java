package hearth.web.inbox;

import hearth.client.conversation.ConversationView;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.MessageBody;
import hearth.client.conversation.MessageKey;
import hearth.client.conversation.MessageView;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns messages into what the conversation's template shows. */
final class MessageList {

    /** Messages of one person closer together than this stand close together. */
    private static final Duration CLOSE = Duration.ofMinutes(5);

    private final Texts texts;
    private final Times times;

    MessageList(Texts texts, Times times) {
        this.texts = texts;
        this.times = times;
    }

    /** @param firstUnread where to draw "new from here"; empty for nowhere */
    List<MessageItem> items(
            List<MessageView> messages, ConversationView conversation, Optional<MessageKey> firstUnread) {
        var items = new ArrayList<MessageItem>();
        @Nullable MessageView before = null;
        for (var message : messages) {
            items.add(item(message, before, conversation, firstUnread));
            before = message;
        }
        return items;
    }

    private MessageItem item(
            MessageView message,
            @Nullable MessageView before,
            ConversationView conversation,
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
        return new MessageItem(
                message.id().toString(),
                message.outgoing(),
                message.outgoing() ? texts.get("chat.you") : title,
                text(message.body()),
                note(message, title),
                !isTyped(message),
                times.clock(message.sentAt()),
                times.full(message.sentAt()),
                times.iso(message.sentAt()),
                newDay ? times.dayName(message.sentAt()) : "",
                unread,
                follows,
                state,
                reason,
                Integer.toHexString((state + reason + title + times.full(message.sentAt()) + follows).hashCode()));
    }

    private static boolean isTyped(MessageView message) {
        return !(message.body() instanceof MessageBody.RequestAccepted);
    }

    private static String text(MessageBody body) {
        return switch (body) {
            case MessageBody.Text(var text) -> text;
            case MessageBody.RequestAccepted() -> "";
            case MessageBody.Deleted() -> "";
            case MessageBody.Unsupported unsupported -> unsupported.text();
        };
    }

    private String note(MessageView message, String title) {
        return switch (message.body()) {
            case MessageBody.Text _ -> "";
            case MessageBody.RequestAccepted() ->
                texts.get(message.outgoing() ? "chat.accepted-by-you" : "chat.accepted", title);
            case MessageBody.Deleted() -> texts.get("chat.deleted");
            case MessageBody.Unsupported unsupported -> texts.get("chat.unsupported." + Titles.key(unsupported.what()));
        };
    }

    private static String state(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Waiting _ -> "waiting";
            case Delivery.Sending() -> "sending";
            case Delivery.Sent _ -> "sent";
            case Delivery.Failed _ -> "failed";
            case Delivery.Received() -> "received";
        };
    }

    private String reason(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Waiting waiting -> texts.get("delivery.waiting." + Titles.key(waiting.reason()));
            case Delivery.Failed(var reason) -> texts.get("delivery.failed." + Titles.key(reason));
            case Delivery.Sent(var copy) when copy == Delivery.Copy.FAILED -> texts.get("delivery.no-copy");
            case Delivery.Sent _, Delivery.Sending _, Delivery.Received _ -> "";
        };
    }
}
