package hearth.web.machine;

/** Who keeps the machine under the box in order, and with it its version of Hearth. */
public enum Keeper {
    /** Hearth: the machine is nothing but a box. */
    HEARTH,
    /** The machine's own packages, with which Hearth was installed. */
    PACKAGES,
    /** A container engine. */
    CONTAINER,
    /** Somebody by hand. */
    PERSON
}
