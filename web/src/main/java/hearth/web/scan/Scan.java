package hearth.web.scan;

/** What came of looking for a QR code in a picture. */
public sealed interface Scan {

    /** There is one, or the same several times. {@code text} may be a secret. */
    record Code(String text) implements Scan {

        @Override
        public String toString() {
            return "Code";
        }
    }

    /** None can be read in it. */
    record None() implements Scan {}

    /** There are different ones. */
    record Several() implements Scan {}

    /** It is no picture that can be looked at: damaged, of another kind, or absurdly large. */
    record NoPicture() implements Scan {}

    /** It has more than so many bytes. */
    record TooLarge(long bytesMax) implements Scan {}

    /** There are many pictures to look at just now. */
    record Busy() implements Scan {}
}
