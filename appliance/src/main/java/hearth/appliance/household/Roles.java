package hearth.appliance.household;

import hearth.web.household.Role;

/** Roles as the database writes them. It knows more of them than the pages offer today. */
final class Roles {

    private Roles() {}

    static String text(Role role) {
        return switch (role) {
            case OWNER -> "owner";
            case ADULT -> "adult";
        };
    }

    static Role role(String text) {
        return switch (text) {
            case "owner" -> Role.OWNER;
            case "adult" -> Role.ADULT;
            default -> throw new IllegalStateException("This version knows no role \"" + text + "\"");
        };
    }
}
