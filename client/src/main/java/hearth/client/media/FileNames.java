package hearth.client.media;

/** Makes names of files safe: those of strangers may be anything. */
public final class FileNames {

    /** Longer names are cut, in characters (code points). */
    public static final int LENGTH_MAX = 120;

    private static final int EXTENSION_MAX = 12;

    private FileNames() {}

    /**
     * The name without a path, control characters, marks that turn the direction of writing, and what file systems take
     * amiss; {@code fallback} if nothing is left.
     */
    public static String safe(String name, String fallback) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        var kept = new StringBuilder();
        last.codePoints().filter(FileNames::isHarmless).forEach(kept::appendCodePoint);
        var safe = cut(kept.toString().strip());
        // A name that begins with a dot is hidden, or leads upwards.
        while (safe.startsWith(".")) {
            safe = safe.substring(1).strip();
        }
        return safe.isEmpty() ? fallback : safe;
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> "<>:\"|?*%".indexOf(c) < 0;
        };
    }

    /** Shorter, with the same ending. */
    private static String cut(String name) {
        var length = name.codePointCount(0, name.length());
        if (length <= LENGTH_MAX) {
            return name;
        }
        var dot = name.lastIndexOf('.');
        var ending = dot > 0 && name.length() - dot <= EXTENSION_MAX ? name.substring(dot) : "";
        return name.substring(0, name.offsetByCodePoints(0, LENGTH_MAX - ending.length())) + ending;
    }
}
