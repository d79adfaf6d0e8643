package hearth.client.conversation;

import java.util.Optional;

/**
 * What a sender told about an address in their text. This box never asks that address.
 *
 * @param url     the address, https, as it stands in the text
 * @param title   what its page is called; text of a stranger, may be empty if there is a picture
 * @param picture a picture of the page
 */
public record LinkPreview(String url, String title, Optional<Attachment> picture) {

    /** Names nothing. */
    @Override
    public String toString() {
        return "LinkPreview";
    }
}
