/** QR codes in pictures: finding and reading them, and what they stand for. Nothing of a picture is kept. */
@NullMarked
package hearth.web.scan;

import org.jspecify.annotations.NullMarked;
