package hearth.web.setup;

import hearth.web.household.Password;
import hearth.web.page.Problems;
import hearth.web.page.Texts;

/** Says what is wrong with a new password. */
public final class NewPassword {

    private final Texts texts;

    public NewPassword(Texts texts) {
        this.texts = texts;
    }

    /** Adds what speaks against this password. */
    public void check(Password password, String field, Problems problems) {
        password.problem()
                .ifPresent(problem -> problems.add(
                        field,
                        switch (problem) {
                            case TOO_SHORT -> texts.get("password.too-short", Password.LENGTH_MIN);
                            case TOO_LONG -> texts.get("password.too-long", Password.LENGTH_MAX);
                            case ONE_CHARACTER_REPEATED -> texts.get("password.repeated");
                        }));
    }
}
