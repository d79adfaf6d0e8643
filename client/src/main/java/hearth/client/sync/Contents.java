package hearth.client.sync;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import hearth.client.config.Expiry;
import hearth.client.store.QuoteRef;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.DataExtractionNotification;
import hearth.protocol.message.wire.DataMessage;
import hearth.protocol.message.wire.LokiProfile;
import hearth.protocol.message.wire.MessageRequestResponse;
import hearth.protocol.message.wire.Quote;
import hearth.protocol.message.wire.Reaction;
import hearth.protocol.message.wire.ReceiptMessage;
import hearth.protocol.message.wire.TypingMessage;
import hearth.protocol.message.wire.UnsendRequest;
import java.util.List;
import java.util.Optional;

/** Makes the contents of outgoing messages (messages.md sections 3 and 4.6). Pure. */
final class Contents {

    private static final long SECONDS_MAX = 0xffff_ffffL;

    private Contents() {}

    /** Text for somebody else. */
    static Content text(String text, Optional<QuoteRef> quote, Expiry expiry, Profile profile) {
        return with(expiry).setDataMessage(by(profile, words(text, quote))).build();
    }

    /** A note to oneself: it carries no profile, and names oneself as its target. */
    static Content note(String text, Optional<QuoteRef> quote, Expiry expiry, SessionId self) {
        return with(expiry)
                .setDataMessage(words(text, quote).setSyncTarget(self.hex()))
                .build();
    }

    /** What is answered is named only: the other side looks its words up (messages.md section 6.3). */
    private static DataMessage.Builder words(String text, Optional<QuoteRef> quote) {
        var message = DataMessage.newBuilder().setBody(text);
        quote.ifPresent(ref -> message.setQuote(
                Quote.newBuilder().setId(ref.sentAtMs()).setAuthor(ref.author().hex())));
        return message;
    }

    /** "What I write disappears like this from now on." Itself the first to do so (messages.md section 7.2). */
    static Content timerChange(Expiry expiry) {
        return with(expiry)
                .setDataMessage(DataMessage.newBuilder().setFlags(DataMessage.Flags.EXPIRATION_TIMER_UPDATE_VALUE))
                .build();
    }

    /** "I accept your request." */
    static Content response(Profile profile) {
        var response = MessageRequestResponse.newBuilder().setIsApproved(true).setProfile(wire(profile));
        key(profile).ifPresent(response::setProfileKey);
        return withoutTimer().setMessageRequestResponse(response).build();
    }

    /**
     * "I kept what you sent at that time." It disappears as everything does that is written here, but has to be read first
     * (messages.md section 7.3).
     */
    static Content mediaSaved(long sentAtMs, Expiry expiry) {
        return with(afterRead(expiry))
                .setDataExtractionNotification(DataExtractionNotification.newBuilder()
                        .setType(DataExtractionNotification.Type.MEDIA_SAVED)
                        .setTimestamp(sentAtMs))
                .build();
    }

    /** The same time, counted from reading. */
    static Expiry afterRead(Expiry expiry) {
        return Expiry.of(expiry.mode() == Expiry.Mode.OFF ? Expiry.Mode.OFF : Expiry.Mode.AFTER_READ, expiry.seconds());
    }

    /** "I read what you wrote at these times." */
    static Content receipt(List<Long> sentAtMs) {
        return withoutTimer()
                .setReceiptMessage(ReceiptMessage.newBuilder()
                        .setType(ReceiptMessage.Type.READ)
                        .addAllTimestamp(sentAtMs))
                .build();
    }

    /** "I am writing", or not any more. */
    static Content typing(long sentAtMs, boolean started) {
        return withoutTimer()
                .setTypingMessage(TypingMessage.newBuilder()
                        .setTimestamp(sentAtMs)
                        .setAction(started ? TypingMessage.Action.STARTED : TypingMessage.Action.STOPPED))
                .build();
    }

    /** "Forget what I wrote at that time." */
    static Content unsend(SessionId author, long sentAtMs) {
        return withoutTimer()
                .setUnsendRequest(
                        UnsendRequest.newBuilder().setTimestamp(sentAtMs).setAuthor(author.hex()))
                .build();
    }

    /** An emoji for the message that {@code author} sent at that time, or none any more. */
    static Content reaction(
            SessionId author, long sentAtMs, String emoji, boolean there, Expiry expiry, Profile profile) {
        var reaction = Reaction.newBuilder()
                .setId(sentAtMs)
                .setAuthor(author.hex())
                .setEmoji(emoji)
                .setAction(there ? Reaction.Action.REACT : Reaction.Action.REMOVE);
        return with(expiry)
                .setDataMessage(by(profile, DataMessage.newBuilder().setReaction(reaction)))
                .build();
    }

    /** The copy of a message to {@code target} for this account's other devices: where it went, and no profile. */
    static Content copy(byte[] content, SessionId target) {
        var original = parse(content);
        return original.toBuilder()
                .setDataMessage(original.getDataMessage().toBuilder()
                        .clearProfile()
                        .clearProfileKey()
                        .setSyncTarget(target.hex()))
                .build();
    }

    /** Reads what this box itself wrote. */
    static Content parse(byte[] own) {
        try {
            return Content.parseFrom(own);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("Content in the outbox cannot be read", e);
        }
    }

    /** Both fields are always written, also when messages do not disappear. */
    private static Content.Builder withoutTimer() {
        return with(Expiry.OFF);
    }

    /** The numbers for the modes are not those of configs. */
    private static Content.Builder with(Expiry expiry) {
        var type = switch (expiry.mode()) {
            case OFF -> Content.ExpirationType.UNKNOWN;
            case AFTER_READ -> Content.ExpirationType.DELETE_AFTER_READ;
            case AFTER_SEND -> Content.ExpirationType.DELETE_AFTER_SEND;
        };
        return Content.newBuilder().setExpirationType(type).setExpirationTimer((int)
                Math.min(expiry.seconds(), SECONDS_MAX));
    }

    /** When a content says that it disappears: seconds are unsigned, and both must say so. */
    static Expiry expiry(Content content) {
        var mode = switch (content.getExpirationType()) {
            case DELETE_AFTER_READ -> Expiry.Mode.AFTER_READ;
            case DELETE_AFTER_SEND -> Expiry.Mode.AFTER_SEND;
            default -> Expiry.Mode.OFF;
        };
        return Expiry.of(mode, Integer.toUnsignedLong(content.getExpirationTimer()));
    }

    private static DataMessage.Builder by(Profile profile, DataMessage.Builder message) {
        key(profile).ifPresent(message::setProfileKey);
        return message.setProfile(wire(profile));
    }

    /** Without an address there is no picture (messages.md section 6.9). */
    private static LokiProfile wire(Profile profile) {
        var wire =
                LokiProfile.newBuilder().setDisplayName(profile.name()).setLastUpdateSeconds(profile.updatedSeconds());
        profile.picture().ifPresent(picture -> wire.setProfilePicture(picture.url()));
        return wire.build();
    }

    private static Optional<ByteString> key(Profile profile) {
        return profile.picture()
                .map(picture -> ByteString.copyFrom(picture.key().toArray()));
    }
}
