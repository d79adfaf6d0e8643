package hearth.client.store;

import com.google.protobuf.InvalidProtocolBufferException;
import hearth.protocol.FormatException;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.DataMessage;
import java.util.Optional;

/**
 * Names a message that another one answers (messages.md section 6.3).
 *
 * @param author   who wrote it
 * @param sentAtMs its author's time for it, ms
 */
public record QuoteRef(SessionId author, long sentAtMs) {

    /** What {@code message} answers; empty if nothing, or nobody's message. Words that came along are not trusted. */
    public static Optional<QuoteRef> of(DataMessage message) {
        if (!message.hasQuote()) {
            return Optional.empty();
        }
        try {
            var author = SessionId.parse(message.getQuote().getAuthor());
            return Optional.of(new QuoteRef(author, message.getQuote().getId()));
        } catch (FormatException garbage) {
            return Optional.empty();
        }
    }

    /** The same of a whole content that was kept because an earlier version did not know what an answer is. */
    static Optional<QuoteRef> ofKept(byte[] content) {
        try {
            return of(Content.parseFrom(content).getDataMessage());
        } catch (InvalidProtocolBufferException damaged) {
            return Optional.empty();
        }
    }
}
