package hearth.web.household;

/** How far this box has come: nobody owns it yet, or it has a name and an owner. */
public sealed interface BoxState {

    /** Just unpacked: the next visitor over TLS makes the owner. */
    record Fresh() implements BoxState {}

    /** In use under this name. */
    record Ready(BoxName name) implements BoxState {}
}
