package hearth.web;

import hearth.client.conversation.MessageBody;
import hearth.client.conversation.MessageView;
import hearth.web.sample.SampleChats;
import hearth.web.testing.TestBox;
import java.util.List;
import java.util.Optional;

/** Where there is something to look at. */
final class Addresses {

    /** Every form of the box. */
    static final List<String> FORMS = List.of(
            "/setup",
            "/sign-in",
            "/sign-out",
            "/account/new",
            "/account/restore",
            "/recovery/show",
            "/recovery/prove",
            "/recovery/postpone",
            "/people/invite",
            "/people/withdraw",
            "/join/x",
            "/new",
            "/me/name",
            "/me/picture/remove",
            "/settings/look",
            "/chats/{chat}/send",
            "/chats/{chat}/retry",
            "/chats/{chat}/discard",
            "/chats/{chat}/read",
            "/chats/{chat}/accept",
            "/chats/{chat}/decline",
            "/chats/{chat}/undecline",
            "/chats/{chat}/block",
            "/chats/{chat}/unblock",
            "/chats/{chat}/timer",
            "/chats/{chat}/typing",
            "/chats/{chat}/draft",
            "/chats/{chat}/archive",
            "/chats/{chat}/unarchive",
            "/settings/privacy",
            "/settings/password",
            "/settings/pin",
            "/settings/pin/remove",
            "/settings/alerts",
            "/chats/{chat}/alerts",
            "/lock",
            "/lock/stay",
            "/lock/after",
            "/unlock",
            "/accounts/choose",
            "/accounts/x/leave",
            "/chats/restored",
            "/welcome/look",
            "/requests/decline-all",
            "/chats/{chat}/react",
            "/chats/{chat}/remove",
            "/chats/{chat}/restore/1",
            "/chats/{chat}/take-back",
            "/chats/{chat}/pin",
            "/chats/{chat}/unpin",
            "/chats/{chat}/pin-up",
            "/chats/{chat}/pin-down",
            "/chats/{chat}/unread",
            "/chats/{chat}/mute",
            "/chats/{chat}/nickname",
            "/chats/{chat}/note",
            "/chats/{chat}/hide",
            "/chats/{chat}/clear",
            "/chats/{chat}/delete",
            "/chats/{chat}/undelete/1",
            "/chats/{chat}/delete-person",
            "/chats/{chat}/labels",
            "/labels/1/rename",
            "/labels/1/up",
            "/labels/1/down",
            "/labels/1/remove");

    private Addresses() {}

    /** Every page that Ada can open in a furnished box. */
    static List<String> forAda(TestBox box) {
        return List.of(
                "/chats",
                "/chats/" + dana(box),
                "/chats/" + box.chats().requests().getFirst().id().text(),
                "/chats/" + box.chats().blocked().getFirst().id().text(),
                "/chats/" + dana(box) + "?reply=" + answered(box).id(),
                "/chats/" + dana(box) + "?at=" + answered(box).key(),
                "/chats/" + dana(box) + "/messages/" + answered(box).id(),
                "/chats/" + dana(box) + "?after=" + answered(box).key(),
                "/chats/" + dana(box) + "?at=" + answered(box).key() + "&select="
                        + answered(box).id(),
                "/chats?label=1",
                "/chats?label=99",
                "/chats/" + dana(box) + "?label=2",
                "/labels",
                "/requests",
                "/blocked",
                "/search",
                "/search?q=cake",
                "/new",
                "/me",
                "/people",
                "/path",
                "/settings",
                "/settings/safety",
                "/settings/alerts",
                "/accounts",
                "/account/add",
                "/recovery",
                "/help",
                "/trust",
                "/trust?on=ios",
                "/trust/remove",
                "/trust/works");
    }

    /** A message of Dana's that another one answers. */
    static MessageView answered(TestBox box) {
        var dana = box.chats().conversationWith(SampleChats.person('d'));
        return box.chats().messages(dana, Optional.empty(), 100).messages().stream()
                .filter(it -> it.body().equals(new MessageBody.Text("See you at 6?")))
                .findFirst()
                .orElseThrow();
    }

    /** The conversation with Dana. */
    static String dana(TestBox box) {
        return box.chats().conversations().stream()
                .filter(it -> it.title().equals("Dana"))
                .findFirst()
                .orElseThrow()
                .id()
                .text();
    }
}
