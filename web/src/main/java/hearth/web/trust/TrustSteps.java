package hearth.web.trust;

import java.util.List;

/** The steps of each guide. Their words are in the message bundle under {@code trust.<platform>.<number>}. */
final class TrustSteps {

    /**
     * One step. For templates.
     *
     * @param number  1 is the first; it is the download
     * @param picture name of the drawing beside it
     */
    record Step(int number, String picture) {}

    private TrustSteps() {}

    static List<Step> of(Platform platform) {
        return switch (platform) {
            case IOS -> steps("download", "profile", "switch");
            case ANDROID -> steps("download", "settings", "lock");
            case WINDOWS -> steps("download", "store", "restart");
            case MACOS -> steps("download", "keychain", "trust");
            case CHROMEOS -> steps("download", "settings", "tick");
            case LINUX -> steps("download", "terminal", "restart");
            case FIREFOX -> steps("download", "settings", "tick");
        };
    }

    private static List<Step> steps(String first, String second, String third) {
        return List.of(new Step(1, first), new Step(2, second), new Step(3, third));
    }
}
