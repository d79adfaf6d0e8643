package hearth.web.profile;

import hearth.client.Avatars.Chosen;
import hearth.web.account.Chats;
import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Profile pictures: choosing one's own, taking it away, and giving out those that are shown. */
public final class AvatarRoutes {

    /** Whatever a browser takes it for, it is nothing but a picture. */
    private static final String POLICY = "default-src 'none'; sandbox";

    private final Texts texts;

    public AvatarRoutes(Texts texts) {
        this.texts = texts;
    }

    public void addTo(Routes routes) {
        routes.writers()
                .get("/avatars/{version}", this::show)
                .get("/me/picture/part", (_, chats) -> ProfilePage.part(chats))
                .upload("/me/picture", this::choose)
                .post("/me/picture/remove", this::remove);
    }

    /** A browser keeps it and asks each time whether it may still be shown: somebody else may sit there now. */
    private Answer show(Visit visit, Chats chats) {
        var version = visit.path("version");
        return chats.avatars()
                .picture(version)
                .<Answer>map(jpeg -> new Answer.File(
                        "image/jpeg",
                        jpeg.toArray(),
                        Map.of(
                                "Cache-Control",
                                "private, no-cache",
                                "ETag",
                                '"' + version + '"',
                                "Content-Disposition",
                                "inline",
                                "Content-Security-Policy",
                                POLICY)))
                .orElseGet(Errors::notFound);
    }

    private Answer choose(Visit visit, Chats chats) {
        var problem = take(visit, chats);
        if (problem.isPresent()) {
            return ProfilePage.of(chats, chats.displayName(), new Problems().add("picture", problem.get()));
        }
        visit.tell(texts.get("me.picture.saved"));
        return new Answer.Redirect("/me");
    }

    /** Returns what is wrong. */
    private Optional<String> take(Visit visit, Chats chats) {
        try {
            var file = visit.files().next();
            return file.isEmpty()
                    ? Optional.of(texts.get("me.picture.no-file"))
                    : problem(chats.avatars().choose(file.get().content()));
        } catch (IOException broken) {
            return Optional.of(texts.get("attach.broken-off"));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Optional.of(texts.get("attach.broken-off"));
        }
    }

    private Optional<String> problem(Chosen chosen) {
        return switch (chosen) {
            case Chosen.Done() -> Optional.empty();
            case Chosen.NoPicture() -> Optional.of(texts.get("me.picture.no-picture"));
            case Chosen.TooLarge(var max) -> Optional.of(texts.get("me.picture.too-large", max / ProfilePage.MEGABYTE));
            case Chosen.NoServer() -> Optional.of(texts.get("me.picture.no-server"));
            case Chosen.NoRoom() -> Optional.of(texts.get("me.picture.no-room"));
        };
    }

    private Answer remove(Visit visit, Chats chats) {
        chats.avatars().remove();
        visit.tell(texts.get("me.picture.removed"));
        return new Answer.Redirect("/me");
    }
}
