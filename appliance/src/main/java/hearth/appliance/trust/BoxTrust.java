package hearth.appliance.trust;

import hearth.client.vault.PasswordCost;
import hearth.web.ServerIdentity;
import hearth.web.household.BoxName;
import hearth.web.household.Password;
import hearth.web.trust.BoxAddresses;
import hearth.web.trust.TrustMaterial;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The box's trust as it is now. Until the box has an owner its authority lives in memory only, under a provisional name;
 * naming the box makes the authority that devices will trust. Safe for use by many threads.
 */
public final class BoxTrust implements TrustMaterial {

    private static final System.Logger LOG = System.getLogger(BoxTrust.class.getName());

    /** A leaf is replaced at this age, long before it ends. */
    private static final Duration LEAF_RENEWAL = Duration.ofDays(30);
    /** From this time before the end of the intermediate on, the owner's next sign-in replaces it. */
    private static final Duration INTERMEDIATE_RENEWAL = Duration.ofDays(365);

    private static final List<InetAddress> LOOPBACK =
            List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

    /** An authority made for a named box, not yet in force. */
    public final class Prepared {

        private final KeptTrust trust;

        private Prepared(KeptTrust trust) {
            this.trust = trust;
        }

        /** Keeps it, as part of the caller's transaction. */
        public void keep(Connection connection) throws SQLException {
            table.replace(connection, trust);
        }

        /** Puts it in force, after that transaction. */
        public void adopt() {
            synchronized (BoxTrust.this) {
                kept = Optional.of(trust);
                authority = trust.authority();
                leaf = trust.leaf();
            }
            tell();
        }
    }

    private final TrustTable table;
    private final CertificateMaker maker;
    private final HomeAddresses home;
    private final PasswordCost cost;
    private final Clock clock;
    private final SecureRandom random;
    private final List<Consumer<ServerIdentity>> listeners = new CopyOnWriteArrayList<>();

    private Optional<KeptTrust> kept; // guarded by this
    private volatile Authority authority; // written under this
    private volatile Leaf leaf; // written under this

    private BoxTrust(TrustTable table, HomeAddresses home, PasswordCost cost, Clock clock, SecureRandom random) {
        this.table = table;
        this.home = home;
        this.cost = cost;
        this.clock = clock;
        this.random = random;
        maker = new CertificateMaker(clock, random);
        kept = table.read();
        authority = kept.map(KeptTrust::authority)
                .orElseGet(() -> maker.authority(HomeNames.PROVISIONAL).authority());
        leaf = kept.map(KeptTrust::leaf).orElseGet(() -> newLeaf(authority));
    }

    /**
     * The trust kept in {@code table}, or a provisional one; its leaf fits the present addresses and time.
     *
     * @param cost of a guess at the owner's password; the same as at the owner's vault, or guessing would begin here
     */
    public static BoxTrust open(
            TrustTable table, HomeAddresses home, PasswordCost cost, Clock clock, SecureRandom random) {
        var trust = new BoxTrust(table, home, cost, clock, random);
        trust.check();
        return trust;
    }

    /** The name its owner gave the box; empty while it has no owner. */
    public synchronized Optional<BoxName> name() {
        return kept.map(trust -> trust.authority().name());
    }

    @Override
    public byte[] rootCertificate() {
        return TrustTable.der(authority.root());
    }

    @Override
    public BoxAddresses addresses() {
        return new BoxAddresses(
                HomeNames.dnsNames(authority.name()),
                addressesNow().stream().map(HomeNames::text).toList());
    }

    /** The address to show to people in the house: the first of this machine on its network; empty without a network. */
    public Optional<InetAddress> homeAddress() {
        return home.now().stream().findFirst();
    }

    /** How browsers write {@code address}: IPv6 in brackets. */
    public static String urlText(InetAddress address) {
        return BoxAddresses.urlHost(HomeNames.text(address));
    }

    /** What the web server proves itself with from now on. */
    public synchronized ServerIdentity identity() {
        return new ServerIdentity(leaf.key(), List.of(leaf.certificate(), authority.intermediate()));
    }

    /** Calls {@code listener} whenever {@link #identity} changed. */
    public void onChange(Consumer<ServerIdentity> listener) {
        listeners.add(listener);
    }

    /** Replaces the leaf if the box has an address it does not name, or if it grows old. Call it now and then. */
    public void check() {
        synchronized (this) {
            if (isFit(leaf.certificate())) {
                return;
            }
            var next = newLeaf(authority);
            kept = kept.map(trust -> new KeptTrust(trust.authority(), trust.rootKey(), next));
            kept.ifPresent(table::replace);
            leaf = next;
        }
        LOG.log(System.Logger.Level.INFO, "The box has a new certificate for its present names and addresses");
        tell();
    }

    private void tell() {
        var identity = identity();
        listeners.forEach(listener -> listener.accept(identity));
    }

    private boolean isFit(X509Certificate certificate) {
        var now = maker.now();
        var begin = certificate.getNotBefore().toInstant();
        return !now.isBefore(begin)
                && now.isBefore(begin.plus(LEAF_RENEWAL))
                && now.isBefore(certificate.getNotAfter().toInstant())
                && namesOf(certificate).containsAll(namesNow());
    }

    private Set<String> namesNow() {
        var names = new HashSet<>(HomeNames.dnsNames(authority.name()));
        addressesNow().forEach(address -> names.add(HomeNames.text(address)));
        return names;
    }

    private List<InetAddress> addressesNow() {
        var all = new ArrayList<>(home.now());
        all.addAll(LOOPBACK);
        return all;
    }

    private static Set<String> namesOf(X509Certificate certificate) {
        var names = new HashSet<String>();
        try {
            var entries = certificate.getSubjectAlternativeNames();
            for (var entry : entries == null ? List.<List<?>>of() : entries) {
                var text = (String) entry.get(1);
                names.add(text.indexOf(':') < 0 ? text : HomeNames.text(InetAddress.ofLiteral(text)));
            }
        } catch (CertificateParsingException failure) {
            LOG.log(System.Logger.Level.WARNING, "The box's certificate cannot be read and is replaced", failure);
        }
        return names;
    }

    private Leaf newLeaf(Authority from) {
        return maker.leaf(from, HomeNames.dnsNames(from.name()), addressesNow());
    }

    /**
     * Makes the authority of a box that gets its name and owner. Its root key is sealed under the owner's password and
     * forgotten. Takes as long as stretching a password.
     */
    public Prepared prepare(BoxName name, Password owner) {
        var fresh = maker.authority(name);
        var rootKey = fresh.rootKey().getEncoded();
        var password = owner.characters();
        try {
            var sealed = SealedKey.seal(rootKey, password, cost, random);
            return new Prepared(new KeptTrust(fresh.authority(), sealed, newLeaf(fresh.authority())));
        } finally {
            Arrays.fill(rootKey, (byte) 0);
            Arrays.fill(password, '\0');
        }
    }

    /**
     * Uses the moment when the owner's password is at hand: an intermediate in its last year is replaced. Costs nothing
     * before that.
     */
    public void ownerIsHere(Password owner) {
        if (clock.instant().isBefore(renewalOfIntermediate())) {
            return;
        }
        synchronized (this) {
            if (kept.isEmpty() || clock.instant().isBefore(renewalOfIntermediate())) {
                return;
            }
            var next = renewed(kept.get(), owner);
            if (next.isEmpty()) {
                LOG.log(System.Logger.Level.WARNING, "The key of the box's root certificate does not open");
                return;
            }
            table.replace(next.get());
            kept = next;
            authority = next.get().authority();
            leaf = next.get().leaf();
        }
        LOG.log(System.Logger.Level.INFO, "The box renewed the certificate between its root and its everyday one");
        tell();
    }

    /** The owner has another password: the root key is sealed under it from now on. Costs as much as two guesses. */
    public void changePassword(Password current, Password next) {
        var old = current.characters();
        var fresh = next.characters();
        try {
            synchronized (this) {
                var rootKey = kept.flatMap(trust -> trust.rootKey().open(old));
                if (rootKey.isEmpty()) {
                    LOG.log(System.Logger.Level.WARNING, "The key of the box's root certificate does not open");
                    return;
                }
                var sealed = SealedKey.seal(rootKey.get(), fresh, cost, random);
                Arrays.fill(rootKey.get(), (byte) 0);
                kept = kept.map(trust -> new KeptTrust(trust.authority(), sealed, trust.leaf()));
                kept.ifPresent(table::replace);
            }
        } finally {
            Arrays.fill(old, '\0');
            Arrays.fill(fresh, '\0');
        }
    }

    private Instant renewalOfIntermediate() {
        return authority.intermediate().getNotAfter().toInstant().minus(INTERMEDIATE_RENEWAL);
    }

    private Optional<KeptTrust> renewed(KeptTrust old, Password owner) {
        var password = owner.characters();
        try {
            return old.rootKey().open(password).map(rootKey -> {
                var name = old.authority().name();
                var next = maker.intermediate(name, old.authority().root(), TrustTable.key(rootKey));
                Arrays.fill(rootKey, (byte) 0);
                return new KeptTrust(next, old.rootKey(), newLeaf(next));
            });
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}
