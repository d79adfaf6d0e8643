package hearth.web.inbox;

import java.util.Optional;

/**
 * The preview of an address. For templates.
 *
 * @param url     the address
 * @param host    its host
 * @param title   what its page is called; may be empty
 * @param picture a picture of the page
 */
record LinkItem(String url, String host, String title, Optional<FileItem> picture) {}
