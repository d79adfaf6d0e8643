package hearth.service.files;

import java.time.Instant;

/**
 * What is known about a file.
 *
 * @param id      see {@link hearth.protocol.attachment.FileUrl#isId}
 * @param size    in bytes
 * @param expires when it goes
 */
record StoredFile(String id, long size, Instant uploaded, Instant expires) {

    /** Whoever has an id can fetch the file: it stays out of logs. */
    @Override
    public String toString() {
        return "StoredFile[" + size + " bytes]";
    }
}
