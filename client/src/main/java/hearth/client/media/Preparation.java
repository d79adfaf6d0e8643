package hearth.client.media;

import hearth.client.conversation.Attachment.Kind;
import hearth.client.media.EncryptedFiles.Kept;
import hearth.client.media.EncryptedFiles.Part;
import hearth.protocol.FormatException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Makes a file fit to be sent: without what tells more than it shows, not longer than is allowed, and with a small picture
 * of it if it is one. One at a time, whoever asks, since it is in memory for that.
 */
public final class Preparation {

    /** Longer sides than this are made smaller before sending. */
    private static final int SIDE_MAX = 4_096;

    private static final int TYPE_LENGTH_MAX = 100;

    /** Of the whole process: it is memory that is short. */
    private static final Semaphore TABLE = new Semaphore(1, true);

    private Preparation() {}

    /** What came of it. */
    public sealed interface Result {

        /**
         * It can be sent.
         *
         * @param kept       the file to send, on disk: the one that came, if nothing had to be changed
         * @param mediaType  what to say it is
         * @param width      of pictures, as they are to be shown; 0 if unknown
         * @param height     the same
         * @param durationMs how long it plays; 0 if unknown
         * @param preview    whether there is a small picture of it
         */
        record Fit(
                Kept kept,
                Kind kind,
                String name,
                String mediaType,
                int width,
                int height,
                long durationMs,
                boolean preview)
                implements Result {}

        /** Too long, and cannot be made shorter. */
        record TooLarge() implements Result {}

        /** Empty, or not what it claims to be. */
        record Damaged() implements Result {}
    }

    /** Prepares what was put into {@code files} as it came; that stays, whatever comes of it. */
    public static Result of(EncryptedFiles files, Kept raw, String name, String declared, long bytesMax)
            throws InterruptedException {
        if (raw.bytes() == 0) {
            return new Result.Damaged();
        }
        var reading = files.open(raw.name(), raw.key(), Part.WHOLE).orElseThrow();
        var type = FileType.of(head(reading), declared);
        if (type.kind() != Kind.IMAGE && raw.bytes() > bytesMax) {
            return new Result.TooLarge();
        }
        TABLE.acquire();
        try {
            return type.kind() == Kind.FILE
                    ? new Result.Fit(
                            raw,
                            Kind.FILE,
                            FileNames.safe(name, "file." + type.extension()),
                            type == FileType.OTHER ? mediaType(declared) : type.mediaType(),
                            0,
                            0,
                            0,
                            false)
                    : known(files, reading.all(), type, name, bytesMax);
        } catch (FormatException damaged) {
            return new Result.Damaged();
        } finally {
            TABLE.release();
        }
    }

    private static Result known(EncryptedFiles files, byte[] content, FileType type, String name, long bytesMax)
            throws FormatException, InterruptedException {
        var fitting = type.kind() == Kind.IMAGE
                ? picture(content, type, bytesMax)
                : new Fitting(Scrubber.scrub(content, type), type);
        if (fitting.content().length > bytesMax) {
            return new Result.TooLarge();
        }
        var small = fitting.type().kind() == Kind.IMAGE ? small(fitting) : Optional.<Pictures.Made>empty();
        var size = fitting.type().kind() == Kind.IMAGE
                ? Pictures.size(fitting.content(), fitting.type())
                : new int[] {0, 0};
        var kept = files.put(fitting.content());
        small.ifPresent(made -> files.putBeside(kept.name(), kept.key(), Part.SMALL, made.bytes()));
        return new Result.Fit(
                kept,
                fitting.type().kind() == Kind.IMAGE && small.isEmpty()
                        ? Kind.FILE
                        : fitting.type().kind(),
                named(name, type, fitting.type()),
                fitting.type().mediaType(),
                size[0],
                size[1],
                Durations.ms(fitting.content(), fitting.type()),
                small.isPresent());
    }

    /** A file with nothing in it that has to go. */
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    private record Fitting(byte[] content, FileType type) {}

    private static Fitting picture(byte[] content, FileType type, long bytesMax)
            throws FormatException, InterruptedException {
        var header = ImageHeader.read(content, type);
        var tooLarge = content.length > bytesMax || Math.max(header.width(), header.height()) > SIDE_MAX;
        if (tooLarge && type != FileType.GIF) {
            var drawn = Pictures.draw(content, type, Pictures.SENT);
            return new Fitting(drawn.bytes(), drawn.type());
        }
        return new Fitting(Scrubber.scrub(content, type), type);
    }

    private static Optional<Pictures.Made> small(Fitting fitting) throws InterruptedException {
        try {
            return Optional.of(Pictures.draw(fitting.content(), fitting.type(), Pictures.SMALL));
        } catch (FormatException notDrawn) {
            return Optional.empty();
        }
    }

    private static byte[] head(EncryptedFiles.Reading reading) {
        try (var in = reading.from(0)) {
            return in.readNBytes(FileType.HEAD_BYTES);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A picture that was drawn anew ends as what it is now. */
    private static String named(String name, FileType was, FileType is) {
        var safe = FileNames.safe(name, "file." + is.extension());
        if (was == is) {
            return safe;
        }
        var dot = safe.lastIndexOf('.');
        return (dot > 0 ? safe.substring(0, dot) : safe) + '.' + is.extension();
    }

    /** What the owner's program says, if it looks like a media type. */
    private static String mediaType(String declared) {
        var type = declared.toLowerCase(Locale.ROOT);
        return type.length() <= TYPE_LENGTH_MAX && type.matches("[a-z0-9.+-]+/[a-z0-9.+-]+")
                ? type
                : FileType.OTHER.mediaType();
    }
}
