package hearth.client;

import hearth.client.conversation.Attachment.Kind;
import hearth.client.conversation.Attachment.State;
import hearth.client.conversation.AttachmentId;
import hearth.client.media.EncryptedFiles;
import hearth.client.media.EncryptedFiles.Part;
import hearth.client.media.FileType;
import hearth.client.media.PageFacts;
import hearth.client.media.Pictures;
import hearth.client.network.PageFetcher;
import hearth.client.store.AccountDatabase;
import hearth.client.store.Contact;
import hearth.client.store.StoredAttachment;
import hearth.client.store.StoredAttachment.Facts;
import hearth.client.store.StoredAttachment.Pointer;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Makes previews of links that a member is about to send, if they want that: sizes of messages.md section 6.5. */
final class LinkPreviews {

    private static final System.Logger LOG = System.getLogger(LinkPreviews.class.getName());

    private static final String WANTED = "media.previews";
    private static final String YES = "yes";
    private static final String NO = "no";
    private static final int PAGE_BYTES_MAX = 500 * 1024;
    private static final int PICTURE_BYTES_MAX = 1 << 20;
    private static final int TITLE_LENGTH_MAX = 200;

    private final AccountDatabase database;
    private final EncryptedFiles files;
    private final PageFetcher fetcher;

    LinkPreviews(AccountDatabase database, EncryptedFiles files, PageFetcher fetcher) {
        this.database = database;
        this.files = files;
        this.fetcher = fetcher;
    }

    boolean isWanted() {
        return database.read(tx -> database.meta().text(tx, WANTED))
                .filter(YES::equals)
                .isPresent();
    }

    void want(boolean wanted) {
        database.update(tx -> database.meta().putText(tx, WANTED, wanted ? YES : NO));
    }

    /** Fetches a page and puts its preview into the writing field. Returns whether there is something to show. */
    boolean make(Contact contact, String url) throws InterruptedException {
        try {
            var page = fetcher.fetch(url, "text/html", PAGE_BYTES_MAX);
            var isPage =
                    page.mediaType().startsWith("text/html") || page.mediaType().startsWith("application/xhtml");
            var facts = isPage ? PageFacts.read(page.body(), page.mediaType()) : new PageFacts("", Optional.empty());
            var picture = facts.image().isPresent()
                    ? picture(page.at().resolve(facts.image().get()).toString())
                    : Optional.<Pictures.Made>empty();
            var title = line(facts.title());
            if (title.isEmpty() && picture.isEmpty()) {
                return false;
            }
            keep(contact, url, title, picture);
            return true;
        } catch (IOException | IllegalArgumentException unreachable) {
            // Not what it says: that may name the site.
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "No preview of a link: {0}",
                    unreachable.getClass().getSimpleName());
            return false;
        }
    }

    /** Drawn anew: what is sent on was made here. A page without its picture still has a title. */
    private Optional<Pictures.Made> picture(String url) throws InterruptedException {
        try {
            var image = fetcher.fetch(url, "image/*", PICTURE_BYTES_MAX + 1);
            if (image.body().length > PICTURE_BYTES_MAX) {
                return Optional.empty();
            }
            var head = Arrays.copyOf(image.body(), Math.min(image.body().length, FileType.HEAD_BYTES));
            return Optional.of(Pictures.draw(image.body(), FileType.of(head, ""), Pictures.SMALL));
        } catch (IOException | FormatException none) {
            return Optional.empty();
        }
    }

    private void keep(Contact contact, String url, String title, Optional<Pictures.Made> picture) {
        var kept = picture.map(made -> files.put(made.bytes()));
        kept.ifPresent(it -> files.putBeside(
                it.name(), it.key(), Part.SMALL, picture.orElseThrow().bytes()));
        var facts = new Facts(
                title,
                picture.map(made -> made.type().mediaType()).orElse(""),
                kept.map(EncryptedFiles.Kept::bytes).orElse(0L),
                picture.map(Pictures.Made::width).orElse(0),
                picture.map(Pictures.Made::height).orElse(0),
                false,
                0,
                kept.isPresent(),
                kept.map(EncryptedFiles.Kept::key).orElse(Bytes.EMPTY),
                Pointer.NONE,
                url,
                0,
                0);
        database.update(tx -> {
            for (var before : database.attachments().staged(tx, contact)) {
                if (before.kind() == Kind.LINK) {
                    database.attachments().remove(tx, before.id());
                }
            }
            database.attachments()
                    .add(
                            tx,
                            new StoredAttachment(
                                    new AttachmentId(1),
                                    contact.row(),
                                    Optional.empty(),
                                    0,
                                    Kind.LINK,
                                    State.STAGED,
                                    kept.map(EncryptedFiles.Kept::name).orElse(""),
                                    facts));
        });
    }

    private static String line(String text) {
        var line = text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
        return line.codePointCount(0, line.length()) <= TITLE_LENGTH_MAX
                ? line
                : line.substring(0, line.offsetByCodePoints(0, TITLE_LENGTH_MAX));
    }
}
