package hearth.appliance.household;

import hearth.client.vault.OpenVault;
import java.util.Optional;

/**
 * What runs for one member, shared by all their doors: their account, from the first sign-in after a start of the box to
 * its stop. Closing a browser does not stop delivery.
 */
final class MemberHome {

    /** What makes an account run. */
    interface Opening<E extends Exception> {
        Accounts.Running open() throws E;
    }

    private final Accounts accounts;
    private Optional<Accounts.Running> running = Optional.empty(); // guarded by this
    private boolean closed; // guarded by this

    MemberHome(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Lets the account in {@code vault} run, if there is one and it does not run already. */
    synchronized void enter(OpenVault vault) {
        if (running.isEmpty() && !closed) {
            running = accounts.open(vault);
        }
    }

    synchronized Optional<Accounts.Running> account() {
        return running;
    }

    /** Lets a further account run; empty, and nothing done, if one runs already. */
    synchronized <E extends Exception> Optional<Accounts.Running> settle(Opening<E> opening) throws E {
        if (closed) {
            throw new IllegalStateException("The box is stopping");
        }
        if (running.isPresent()) {
            return Optional.empty();
        }
        running = Optional.of(opening.open());
        return running;
    }

    synchronized void close() {
        closed = true;
        running.ifPresent(Accounts.Running::close);
        running = Optional.empty();
    }
}
