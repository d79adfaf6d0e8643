package hearth.web.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with a form: shown in a summary at the top, with links, and beside each field. */
public final class Problems {

    /**
     * One thing to put right.
     *
     * @param field id and name of the field
     * @param text  what is wrong and what would be right, one or two sentences
     */
    public record Problem(String field, String text) {}

    private final List<Problem> problems = new ArrayList<>();

    public Problems add(String field, String text) {
        problems.add(new Problem(field, text));
        return this;
    }

    public boolean any() {
        return !problems.isEmpty();
    }

    public List<Problem> all() {
        return List.copyOf(problems);
    }

    /** What is wrong with this field, if anything is. For templates. */
    public Optional<String> of(String field) {
        return problems.stream()
                .filter(problem -> problem.field().equals(field))
                .map(Problem::text)
                .findFirst();
    }

    /** What is wrong with this field, or nothing. For templates. */
    public String text(String field) {
        return of(field).orElse("");
    }

    /**
     * The ids of what describes a field: its hint and its problem. Empty when there is neither. For templates.
     *
     * @param hint whether the field has a hint
     */
    public String describes(String field, boolean hint) {
        return ((hint ? field + "-hint " : "") + (at(field) ? field + "-problem" : "")).strip();
    }

    /** Whether something is wrong with this field. For templates. */
    public boolean at(String field) {
        return of(field).isPresent();
    }
}
