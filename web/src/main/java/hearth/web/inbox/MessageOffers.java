package hearth.web.inbox;

import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.MessageBody;
import hearth.client.conversation.MessageView;
import hearth.client.conversation.Reaction;
import hearth.web.emoji.Emojis;
import hearth.web.page.Texts;
import java.util.List;

/**
 * What can be done with a message, and what was. For templates.
 *
 * @param key       its place in the conversation
 * @param reactions the emojis at it
 * @param quick     emojis that are one press away
 * @param removable whether it can be removed from this box
 * @param everyone  whether it can be taken back from everybody
 */
record MessageOffers(
        String key, List<ReactionItem> reactions, List<ReactionItem> quick, boolean removable, boolean everyone) {

    static MessageOffers of(MessageView message, ConversationSummary summary, Emojis emojis, Texts texts) {
        var reactions = message.reactions().stream()
                .map(it -> reaction(it, summary, emojis, texts))
                .toList();
        var quick = Emojis.QUICK.stream()
                .map(emoji -> message.reactions().stream()
                        .filter(it -> it.emoji().equals(emoji) && it.mine())
                        .findFirst()
                        .orElse(new Reaction(emoji, false, false)))
                .map(it -> reaction(it, summary, emojis, texts))
                .toList();
        var there = switch (message.delivery()) {
            case Delivery.Received _, Delivery.Sent _, Delivery.Read _ -> true;
            case Delivery.Waiting _, Delivery.Sending _, Delivery.Failed _ -> false;
        };
        return new MessageOffers(
                message.key().toString(),
                reactions,
                quick,
                there,
                there && message.outgoing() && !(message.body() instanceof MessageBody.Deleted));
    }

    private static ReactionItem reaction(Reaction reaction, ConversationSummary summary, Emojis emojis, Texts texts) {
        var name = emojis.name(reaction.emoji(), texts.locale());
        var title = Titles.of(summary, texts);
        var label = reaction.mine() && reaction.theirs()
                ? texts.get("react.both", name, title)
                : reaction.mine()
                        ? texts.get("react.mine", name)
                        : reaction.theirs() ? texts.get("react.theirs", name, title) : texts.get("react.with", name);
        return new ReactionItem(
                reaction.emoji(), name, reaction.mine(), reaction.mine() && reaction.theirs() ? "2" : "", label);
    }
}
