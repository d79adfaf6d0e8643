package hearth.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** One kind of vector file: what to check with the cases of each of its arrays. */
public interface VectorKind {

    /** What the name of a file of this kind contains as a whole word, for example {@code account}. */
    String name();

    /**
     * The check for each array of a file, by the name of the array. {@code file} is the whole file, for cases that refer
     * to others.
     */
    Map<String, CaseCheck> checks(JsonNode file);

    /** Checks one case. */
    interface CaseCheck {

        /** Throws whatever it likes, best an {@link AssertionError}, if the case does not hold. */
        void check(VectorCase testCase) throws Exception;
    }
}
