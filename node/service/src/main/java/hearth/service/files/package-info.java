/** A file server as clients of the network expect it (messages.md section 8.7): it keeps encrypted files for some weeks. */
@NullMarked
package hearth.service.files;

import org.jspecify.annotations.NullMarked;
