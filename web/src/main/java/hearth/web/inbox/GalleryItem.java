package hearth.web.inbox;

/**
 * A file among all files of a chat. For templates.
 *
 * @param file    the file
 * @param message names the message it belongs to
 * @param who     who sent it; empty if the message is not there any more
 * @param when    when it was sent
 * @param there   where the message stands in the chat
 */
record GalleryItem(FileItem file, String message, String who, String when, String there) {}
