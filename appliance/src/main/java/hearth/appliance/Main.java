package hearth.appliance;

/** The {@code hearth} command. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(args.length);
    }
}
