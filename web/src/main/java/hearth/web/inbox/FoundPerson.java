package hearth.web.inbox;

import hearth.protocol.id.SessionId;
import hearth.web.account.Chats;
import hearth.web.page.Face;
import hearth.web.page.Texts;

/**
 * Who was found, to be looked at before anything is written to them. For templates.
 *
 * @param heading how they were found
 * @param text    what that means; may be empty
 * @param face    the mark before their ID
 * @param id      the whole Account ID
 * @param title   what they are called in the chat there is; empty if there is none
 * @param chat    the address of that chat
 */
record FoundPerson(String heading, String text, Face face, String id, String title, String chat) {

    /** Somebody who was found by a name. */
    static FoundPerson byName(String name, SessionId id, Chats chats, Texts texts) {
        var heading = texts.get("new.found-name", name);
        return of(heading, texts.get("new.found-name-text"), Face.of(name, id.hex()), id, chats, texts);
    }

    /** Somebody whose ID was in a code, a link, or typed. */
    static FoundPerson byId(String heading, SessionId id, Chats chats, Texts texts) {
        return of(heading, "", Face.of("", id.hex()), id, chats, texts);
    }

    private static FoundPerson of(String heading, String text, Face unknown, SessionId id, Chats chats, Texts texts) {
        return chats.conversations().stream()
                .filter(chat -> chat.peer().equals(id))
                .findFirst()
                .map(chat -> new FoundPerson(
                        heading,
                        text,
                        Titles.face(chat, chats),
                        id.hex(),
                        Titles.of(chat, texts),
                        "/chats/" + chat.id().text()))
                .orElseGet(() -> new FoundPerson(heading, text, unknown, id.hex(), "", ""));
    }

    /** Whom the member writes to is nothing for logs. */
    @Override
    public String toString() {
        return "FoundPerson";
    }
}
