package hearth.client.store;

import hearth.client.config.Expiry;
import hearth.protocol.id.MessageHash;
import java.util.Optional;

/**
 * What is known of a message beside its words.
 *
 * @param quote     the message it answers
 * @param expiry    when it disappears, as it said itself
 * @param arrivedMs when this box got or wrote it, network time in ms; 0 if that was not noted
 * @param hash      under which this account's own swarm keeps it; empty while that is unknown
 */
public record MessageFacts(Optional<QuoteRef> quote, Expiry expiry, long arrivedMs, Optional<MessageHash> hash) {

    /** Nothing is known. */
    public static final MessageFacts NONE = new MessageFacts(Optional.empty(), Expiry.OFF, 0, Optional.empty());

    /** Known from now on: when it was here. */
    public static MessageFacts at(long arrivedMs) {
        return NONE.withArrivedMs(arrivedMs);
    }

    public MessageFacts withQuote(Optional<QuoteRef> value) {
        return new MessageFacts(value, expiry, arrivedMs, hash);
    }

    public MessageFacts withExpiry(Expiry value) {
        return new MessageFacts(quote, value, arrivedMs, hash);
    }

    public MessageFacts withArrivedMs(long value) {
        return new MessageFacts(quote, expiry, value, hash);
    }

    public MessageFacts withHash(Optional<MessageHash> value) {
        return new MessageFacts(quote, expiry, arrivedMs, value);
    }

    void write(Packer out) {
        out.text(quote.map(ref -> ref.author().hex()).orElse(""))
                .number(quote.map(QuoteRef::sentAtMs).orElse(0L))
                .octet(expiry.mode().ordinal())
                .number(expiry.seconds())
                .number(arrivedMs)
                .text(hash.map(MessageHash::text).orElse(""));
    }

    static MessageFacts read(Unpacker in) {
        var author = in.text();
        var sentAtMs = in.number();
        var expiry = Expiry.of(in.octet(), in.number());
        var arrivedMs = in.number();
        var hash = in.text();
        return new MessageFacts(
                author.isEmpty() ? Optional.empty() : Optional.of(new QuoteRef(Unpacker.sessionId(author), sentAtMs)),
                expiry,
                arrivedMs,
                hash.isEmpty() ? Optional.empty() : Optional.of(Unpacker.hash(hash)));
    }

    /** Says nothing. */
    @Override
    public String toString() {
        return "MessageFacts";
    }
}
