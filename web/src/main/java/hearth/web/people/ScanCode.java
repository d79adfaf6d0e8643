package hearth.web.people;

import hearth.web.page.QrCode;

/**
 * A link and its QR code, side by side. For templates.
 *
 * @param link what the code says
 * @param qr   the code
 */
record ScanCode(String link, QrCode qr) {

    ScanCode(String link) {
        this(link, QrCode.of(link));
    }

    /** The link may let somebody in. */
    @Override
    public String toString() {
        return "link";
    }
}
