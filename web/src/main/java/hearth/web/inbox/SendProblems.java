package hearth.web.inbox;

import hearth.client.conversation.SendResult;
import hearth.web.page.Texts;
import java.util.Optional;

/** Says why a text was not taken. */
final class SendProblems {

    private final Texts texts;

    SendProblems(Texts texts) {
        this.texts = texts;
    }

    /** The problem in words; empty when the message was taken. */
    Optional<String> of(SendResult result) {
        return switch (result) {
            case SendResult.Queued _ -> Optional.empty();
            case SendResult.Empty() -> Optional.of(texts.get("send.empty"));
            case SendResult.TooLong(var length, var max) -> Optional.of(texts.get("send.too-long", length, max));
            case SendResult.NotAllowed(var why) -> Optional.of(texts.get("send.not-allowed." + Titles.key(why)));
            case SendResult.NotStored(var full) -> Optional.of(texts.get(full ? "send.disk-full" : "send.disk-broken"));
        };
    }
}
