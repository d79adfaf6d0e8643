package hearth.web.scan;

import hearth.web.page.Problems;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import java.io.IOException;
import java.util.Optional;

/** The field of a form that takes a picture of a QR code ({@code forms :: scan}). */
public final class ScanField {

    /** Id and name of the field. */
    public static final String ID = "qr";

    private static final long MEGABYTE = 1_000_000;

    /** For the hint: so many megabytes are taken. */
    public static final long MEGABYTES_MAX = QrReader.BYTES_MAX / MEGABYTE;

    private final Texts texts;

    public ScanField(Texts texts) {
        this.texts = texts;
    }

    /** What the picture that was sent stands for. If that cannot be told, it is empty, and {@code problems} say why. */
    public Optional<ScannedCode> read(Visit visit, Problems problems) {
        try {
            var file = visit.files().next();
            if (file.isEmpty()) {
                return none(problems, texts.get("scan.no-file"));
            }
            return code(QrReader.read(file.get().content()), problems);
        } catch (IOException broken) {
            return none(problems, texts.get("attach.broken-off"));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return none(problems, texts.get("attach.broken-off"));
        }
    }

    private Optional<ScannedCode> code(Scan scan, Problems problems) {
        return switch (scan) {
            case Scan.Code(var text) -> Optional.of(ScannedCode.of(text));
            case Scan.None() -> none(problems, texts.get("scan.none"));
            case Scan.Several() -> none(problems, texts.get("scan.several"));
            case Scan.NoPicture() -> none(problems, texts.get("scan.no-picture"));
            case Scan.TooLarge(var max) -> none(problems, texts.get("scan.too-large", max / MEGABYTE));
            case Scan.Busy() -> none(problems, texts.get("scan.busy"));
        };
    }

    private static Optional<ScannedCode> none(Problems problems, String problem) {
        problems.add(ID, problem);
        return Optional.empty();
    }
}
