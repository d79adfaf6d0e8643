package hearth.client.media;

import hearth.client.conversation.Attachment.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a file is, judged by its first bytes. What its sender says counts only where both picture and sound come in the same
 * container. Pictures that nothing here can draw are files like any other.
 */
public enum FileType {
    JPEG("image/jpeg", "jpg", Kind.IMAGE),
    PNG("image/png", "png", Kind.IMAGE),
    GIF("image/gif", "gif", Kind.IMAGE),
    WEBP("image/webp", "webp", Kind.IMAGE),
    MP4("video/mp4", "mp4", Kind.VIDEO),
    QUICKTIME("video/quicktime", "mov", Kind.VIDEO),
    WEBM("video/webm", "webm", Kind.VIDEO),
    MP4_AUDIO("audio/mp4", "m4a", Kind.AUDIO),
    WEBM_AUDIO("audio/webm", "webm", Kind.AUDIO),
    OGG("audio/ogg", "ogg", Kind.AUDIO),
    MP3("audio/mpeg", "mp3", Kind.AUDIO),
    AAC("audio/aac", "aac", Kind.AUDIO),
    WAV("audio/wav", "wav", Kind.AUDIO),
    FLAC("audio/flac", "flac", Kind.AUDIO),
    HEIC("image/heic", "heic", Kind.FILE),
    HEIF("image/heif", "heif", Kind.FILE),
    AVIF("image/avif", "avif", Kind.FILE),
    TIFF("image/tiff", "tif", Kind.FILE),
    OTHER("application/octet-stream", "bin", Kind.FILE);

    /** So many bytes of a file are enough to tell. */
    public static final int HEAD_BYTES = 16;

    private static final int BRAND_AT = 8;
    private static final int BRAND_BYTES = 4;

    private final String mediaType;
    private final String extension;
    private final Kind kind;

    FileType(String mediaType, String extension, Kind kind) {
        this.mediaType = mediaType;
        this.extension = extension;
        this.kind = kind;
    }

    /** The media type: the only one under which such a file is ever handed to a browser. */
    public String mediaType() {
        return mediaType;
    }

    /** The usual ending of names, without a dot. */
    public String extension() {
        return extension;
    }

    /** How it is shown. */
    public Kind kind() {
        return kind;
    }

    /** The type with this media type; {@link #OTHER} if there is none. */
    public static FileType named(String mediaType) {
        for (var type : values()) {
            if (type.mediaType.equals(mediaType)) {
                return type;
            }
        }
        return OTHER;
    }

    /** How a file is shown of which only its sender's word is known. */
    public static Kind kindOf(String declared) {
        var type = declared.toLowerCase(Locale.ROOT);
        if (type.startsWith("image/") && !type.contains("svg")) {
            return Kind.IMAGE;
        }
        if (type.startsWith("video/")) {
            return Kind.VIDEO;
        }
        return type.startsWith("audio/") ? Kind.AUDIO : Kind.FILE;
    }

    /**
     * Judges a file.
     *
     * @param head     its first bytes, {@link #HEAD_BYTES} or all there are
     * @param declared the media type that its sender says
     */
    public static FileType of(byte[] head, String declared) {
        var sound = declared.toLowerCase(Locale.ROOT).startsWith("audio/");
        if (starts(head, 0xff, 0xd8, 0xff)) {
            return JPEG;
        }
        if (starts(head, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)) {
            return PNG;
        }
        if (hasText(head, 0, "GIF87a") || hasText(head, 0, "GIF89a")) {
            return GIF;
        }
        if (hasText(head, 0, "RIFF")) {
            return hasText(head, BRAND_AT, "WEBP") ? WEBP : hasText(head, BRAND_AT, "WAVE") ? WAV : OTHER;
        }
        if (hasText(head, 4, "ftyp")) {
            return brand(head, sound);
        }
        if (starts(head, 0x1a, 0x45, 0xdf, 0xa3)) {
            return sound ? WEBM_AUDIO : WEBM;
        }
        if (hasText(head, 0, "OggS")) {
            return OGG;
        }
        if (hasText(head, 0, "fLaC")) {
            return FLAC;
        }
        if (starts(head, 'I', 'I', '*', 0) || starts(head, 'M', 'M', 0, '*')) {
            return TIFF;
        }
        return hasText(head, 0, "ID3") ? MP3 : frames(head);
    }

    /** Films, sounds and pictures come in the same container. */
    private static FileType brand(byte[] head, boolean sound) {
        var end = Math.min(head.length, BRAND_AT + BRAND_BYTES);
        return switch (new String(head, BRAND_AT, end - BRAND_AT, StandardCharsets.ISO_8859_1)) {
            case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs" -> HEIC;
            case "mif1", "mif2", "msf1" -> HEIF;
            case "avif", "avis" -> AVIF;
            case "M4A ", "M4B " -> MP4_AUDIO;
            case "qt  " -> QUICKTIME;
            default -> sound ? MP4_AUDIO : MP4;
        };
    }

    /** Sound without a container begins with a frame. */
    private static FileType frames(byte[] head) {
        if (head.length < 2 || (head[0] & 0xff) != 0xff) {
            return OTHER;
        }
        var second = head[1] & 0xff;
        if ((second & 0xf6) == 0xf0) {
            return AAC;
        }
        return (second & 0xe0) == 0xe0 && (second & 0x06) != 0 && (second & 0x18) != 0x08 ? MP3 : OTHER;
    }

    private static boolean starts(byte[] head, int... bytes) {
        if (head.length < bytes.length) {
            return false;
        }
        for (var i = 0; i < bytes.length; i++) {
            if ((head[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasText(byte[] head, int at, String text) {
        return head.length >= at + text.length()
                && new String(head, at, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }
}
