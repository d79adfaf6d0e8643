package hearth.web.profile;

import hearth.client.Avatars;
import hearth.web.account.Chats;
import hearth.web.page.Answer;
import hearth.web.page.Face;
import hearth.web.page.Problems;
import hearth.web.page.QrCode;
import java.util.HashMap;
import java.util.Map;

/** The page on which members see and change what others know of them. */
final class ProfilePage {

    static final int UNPROCESSABLE = 422;

    static final long MEGABYTE = 1_000_000;

    private ProfilePage() {}

    /** @param name what stands in the field for the name */
    static Answer of(Chats chats, String name, Problems problems) {
        var id = chats.id().hex();
        var model = new HashMap<String, Object>();
        model.put("accountId", id);
        model.put("qr", QrCode.of(id));
        model.put("name", name);
        model.putAll(picture(chats));
        model.put("pictureMax", Avatars.CHOSEN_BYTES_MAX / MEGABYTE);
        model.put("problems", problems);
        return new Answer.Page("me", model, problems.any() ? UNPROCESSABLE : 200);
    }

    /** The part that changes by itself: the picture and how it stands. */
    static Answer part(Chats chats) {
        return new Answer.Fragment("me", "shown", picture(chats), 200);
    }

    private static Map<String, Object> picture(Chats chats) {
        var face = Face.of(chats.displayName(), chats.id().hex())
                .with(chats.avatars().own());
        return Map.of("face", face, "waiting", chats.avatars().isWaiting());
    }
}
