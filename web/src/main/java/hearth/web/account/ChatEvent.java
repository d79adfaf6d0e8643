package hearth.web.account;

/** Says where something changed, so that a page looks there again. */
public sealed interface ChatEvent {

    /** Messages of this chat were added, changed or removed; its line in the list may have changed too. */
    record InChat(ChatId chat) implements ChatEvent {}

    /** The chat list or the requests changed. */
    record InList() implements ChatEvent {}

    /** The path or the connection changed. */
    record InNetwork() implements ChatEvent {}
}
