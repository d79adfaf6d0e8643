package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;

/** What the sender of a transaction wants. Written as a bt list that begins with the name of its kind. */
public sealed interface Action
        permits Transfer,
                Registration,
                Contribution,
                UnlockRequest,
                NameRegistration,
                NameUpdate,
                NameRenewal,
                NameTransfer {

    /** The canonical form. */
    Bt.List form();

    /** Reads what {@link #form} wrote. */
    static Action read(Bt form) throws FormatException {
        if (!(form instanceof Bt.List(var items)) || items.isEmpty() || !(items.getFirst() instanceof Bt.Bytes tag)) {
            throw new FormatException("An action is a list that begins with its kind");
        }
        return switch (tag.text()) {
            case Transfer.TAG -> Transfer.read(form);
            case Registration.TAG -> Registration.read(form);
            case Contribution.TAG -> Contribution.read(form);
            case UnlockRequest.TAG -> UnlockRequest.read(form);
            case NameRegistration.TAG -> NameRegistration.read(form);
            case NameUpdate.TAG -> NameUpdate.read(form);
            case NameRenewal.TAG -> NameRenewal.read(form);
            case NameTransfer.TAG -> NameTransfer.read(form);
            default -> throw new FormatException("No action is called so");
        };
    }
}
