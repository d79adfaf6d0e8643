package hearth.appliance.household;

import hearth.client.vault.AccountRef;
import hearth.client.vault.OpenVault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What runs for one member, shared by all their doors: their accounts, from the first sign-in after a start of the box (or from
 * the start itself, if the member wants that) to its stop. Closing a browser does not stop delivery.
 */
final class MemberHome {

    /** What makes an account run. */
    interface Opening<E extends Exception> {
        Accounts.Running open() throws E;
    }

    private final Accounts accounts;

    /** In the order they were added; guarded by this. */
    private final Map<AccountRef, Accounts.Running> running = new LinkedHashMap<>();

    /** Those that are being ended; guarded by this. */
    private final Set<AccountRef> leaving = new HashSet<>();

    /** The account that was looked at last; guarded by this. */
    private Optional<AccountRef> lastChosen = Optional.empty();

    private boolean closed; // guarded by this

    MemberHome(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Lets the accounts in {@code vault} run that do not run already. */
    synchronized void enter(OpenVault vault) {
        if (closed) {
            return;
        }
        if (running.isEmpty()) {
            vault.sweep();
        }
        for (var ref : vault.accounts()) {
            if (!running.containsKey(ref)) {
                running.put(ref, accounts.open(vault, ref));
            }
        }
    }

    /** All that run, in the order they were added. */
    synchronized List<Accounts.Running> all() {
        return new ArrayList<>(running.values());
    }

    /** This one, or the first if it is not there any more. */
    synchronized Optional<Accounts.Running> account(Optional<AccountRef> ref) {
        var one = ref.map(running::get);
        return one.isPresent() ? one : running.values().stream().findFirst();
    }

    /** Which one was looked at last, by whichever door. */
    synchronized Optional<AccountRef> lastChosen() {
        return lastChosen;
    }

    /** Remembers which one is looked at. Returns whether it is there. */
    synchronized boolean choose(AccountRef ref) {
        if (!running.containsKey(ref)) {
            return false;
        }
        lastChosen = Optional.of(ref);
        return true;
    }

    /** Lets a further account run; empty, and nothing done, if another number than {@code beside} run already. */
    synchronized <E extends Exception> Optional<Accounts.Running> settle(int beside, Opening<E> opening) throws E {
        if (closed) {
            throw new IllegalStateException("The box is stopping");
        }
        if (running.size() != beside) {
            return Optional.empty();
        }
        var opened = opening.open();
        running.put(opened.ref(), opened);
        return Optional.of(opened);
    }

    /**
     * Ends an account for good, if {@code isOver} says so of what {@code ending} did with it; else it runs on, opened anew,
     * since it may have stopped working. Empty if it is not there, or is being ended already. Others go on meanwhile.
     */
    <T> Optional<T> leave(OpenVault vault, AccountRef ref, Function<Accounts.Running, T> ending, Predicate<T> isOver) {
        var account = begin(ref);
        if (account.isEmpty()) {
            return Optional.empty();
        }
        try {
            var result = ending.apply(account.get());
            finish(vault, account.get(), isOver.test(result));
            return Optional.of(result);
        } finally {
            synchronized (this) {
                leaving.remove(ref);
            }
        }
    }

    private synchronized Optional<Accounts.Running> begin(AccountRef ref) {
        var account = Optional.ofNullable(running.get(ref));
        return account.filter(_ -> !closed && leaving.add(ref));
    }

    private synchronized void finish(OpenVault vault, Accounts.Running account, boolean over) {
        if (closed) {
            return;
        }
        account.close();
        if (over) {
            running.remove(account.ref());
            vault.removeAccount(account.ref());
        } else {
            running.put(account.ref(), accounts.open(vault, account.ref()));
        }
    }

    synchronized void close() {
        closed = true;
        running.values().forEach(Accounts.Running::close);
        running.clear();
    }
}
