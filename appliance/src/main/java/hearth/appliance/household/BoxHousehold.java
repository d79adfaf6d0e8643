package hearth.appliance.household;

import hearth.appliance.config.BoxConfig.HouseholdConfig;
import hearth.appliance.trust.BoxTrust;
import hearth.appliance.trust.TrustTable;
import hearth.client.EngineEnvironment;
import hearth.client.vault.OpenVault;
import hearth.client.vault.PasswordCost;
import hearth.sqlite.Database;
import hearth.web.household.BoxName;
import hearth.web.household.BoxState;
import hearth.web.household.CreateOwnerResult;
import hearth.web.household.Household;
import hearth.web.household.Invitation;
import hearth.web.household.InvitationId;
import hearth.web.household.InvitationState;
import hearth.web.household.InvitationToken;
import hearth.web.household.InviteResult;
import hearth.web.household.JoinResult;
import hearth.web.household.Member;
import hearth.web.household.MemberName;
import hearth.web.household.Password;
import hearth.web.household.Role;
import hearth.web.household.SignInResult;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The household of this box: its members and invitations in one database, a vault per member that only their password
 * opens (and the box, for those who let it in), and the accounts that run. Signing in is opening the vault; there is no other
 * record of a password.
 */
public final class BoxHousehold implements Household, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(BoxHousehold.class.getName());

    /** Steps of the household's database. */
    public static final List<String> SCHEMA = List.of(
            MemberTable.SCHEMA,
            InvitationTable.SCHEMA,
            TrustTable.SCHEMA,
            MemberTable.SCHEMA_ACCOUNTS,
            MemberTable.SCHEMA_LOOK,
            MemberTable.SCHEMA_HIDDEN_WORDS);

    /** How long an ended invitation is remembered, so that its link can say what became of it. */
    private static final Duration REMEMBERED = Duration.ofDays(90);

    private static final int ID_BYTES = 8;

    private final Database database;
    private final MemberTable members;
    private final InvitationTable invitations;
    private final MemberVaults vaults;
    private final Accounts accounts;
    private final OwnerDoors owners;
    private final BoxTrust trust;
    private final HouseholdConfig config;
    private final Clock clock;
    private final SecureRandom random;
    private final Map<String, MemberHome> homes = new ConcurrentHashMap<>();

    BoxHousehold(
            Database database,
            MemberVaults vaults,
            Accounts accounts,
            OwnerDoors owners,
            BoxTrust trust,
            HouseholdConfig config,
            Clock clock,
            SecureRandom random) {
        this.database = database;
        this.vaults = vaults;
        this.accounts = accounts;
        this.owners = owners;
        this.trust = trust;
        this.config = config;
        this.clock = clock;
        this.random = random;
        members = new MemberTable(database);
        invitations = new InvitationTable(database);
    }

    /**
     * The household in {@code database}, with the members' vaults in sub-folders of {@code folder}.
     *
     * @param cost    of a guess at a member's password
     * @param network what engines need; asked for when the first account runs
     * @param owners  what the owner's door opens besides the account
     */
    public static BoxHousehold open(
            Database database,
            Path folder,
            PasswordCost cost,
            Supplier<EngineEnvironment> network,
            OwnerDoors owners,
            BoxTrust trust,
            HouseholdConfig config,
            Clock clock,
            SecureRandom random) {
        var vaults = new MemberVaults(folder, cost, random);
        return new BoxHousehold(database, vaults, new EngineAccounts(network), owners, trust, config, clock, random);
    }

    /**
     * Lets the accounts of those members run who want them to before they sign in. Who cannot be helped is waited for, as
     * everybody else is.
     */
    public void goOn() {
        for (var member : members.all()) {
            try (var vault = vaults.unlockWithBoxKey(member.id()).orElse(null)) {
                if (vault != null) {
                    home(member).enter(vault);
                }
            } catch (RuntimeException fault) {
                // One member's trouble must not keep the box from all the others.
                LOG.log(System.Logger.Level.WARNING, "A member's accounts wait until they sign in", fault);
            }
        }
    }

    private MemberHome home(Member member) {
        return homes.computeIfAbsent(member.id(), _ -> new MemberHome(accounts));
    }

    @Override
    public BoxState state() {
        return trust.name().<BoxState>map(BoxState.Ready::new).orElseGet(BoxState.Fresh::new);
    }

    @Override
    public CreateOwnerResult createOwner(BoxName box, MemberName owner, Password password) {
        if (trust.name().isPresent()) {
            return new CreateOwnerResult.AlreadyOwned();
        }
        var member = new Member(vaults.newId(), owner, Role.OWNER);
        var authority = trust.prepare(box, password);
        var vault = vaults.create(member.id(), password);
        var first = inTransaction(
                member,
                vault,
                () -> database.write(connection -> {
                    if (members.count(connection) > 0) {
                        return false;
                    }
                    members.add(connection, member, clock.instant());
                    authority.keep(connection);
                    return true;
                }));
        if (!first) {
            vaults.discard(member.id(), vault);
            return new CreateOwnerResult.AlreadyOwned();
        }
        authority.adopt();
        LOG.log(System.Logger.Level.INFO, "The box has a name and an owner");
        return new CreateOwnerResult.Created(door(member, vault));
    }

    /** What decides, in one transaction, whether a new member moves in. */
    private interface Decision<T> {
        T decide();
    }

    /** Leaves no vault behind when the disk fails in the middle. */
    private <T> T inTransaction(Member member, OpenVault vault, Decision<T> decision) {
        try {
            return decision.decide();
        } catch (RuntimeException failure) {
            vaults.discard(member.id(), vault);
            throw failure;
        }
    }

    @Override
    public List<Member> members() {
        return members.all();
    }

    @Override
    public SignInResult signIn(MemberName name, Password password) {
        var member = members.byName(name);
        if (member.isEmpty()) {
            vaults.pretendToUnlock();
            return new SignInResult.Refused();
        }
        var vault = vaults.unlock(member.get().id(), password);
        if (vault.isEmpty()) {
            return new SignInResult.Refused();
        }
        if (member.get().isOwner()) {
            trust.ownerIsHere(password);
        }
        return new SignInResult.Opened(door(member.get(), vault.get()));
    }

    private Door door(Member member, OpenVault vault) {
        var home = home(member);
        home.enter(vault);
        return new Door(
                members,
                home,
                vault,
                accounts,
                (current, next) -> changePassword(member, current, next),
                vaults.boxKey(),
                owners,
                member);
    }

    private boolean changePassword(Member member, Password current, Password next) {
        if (!vaults.changePassword(member.id(), current, next)) {
            return false;
        }
        if (member.isOwner()) {
            trust.changePassword(current, next);
        }
        LOG.log(System.Logger.Level.INFO, "A member has another password");
        return true;
    }

    @Override
    public InviteResult invite(Member by, MemberName name, Role role) {
        // What the caller holds may be old: the database says what this member may do now.
        if (!members.byId(by.id()).map(Member::isOwner).orElse(false) || role == Role.OWNER) {
            return new InviteResult.NotAllowed();
        }
        var now = clock.instant();
        var token = InvitationToken.generate(random);
        var invitation = new Invitation(newInvitationId(), name, role, now.plus(config.invitationLifetime()));
        return database.write(connection -> {
            invitations.forgetBefore(connection, now.minus(REMEMBERED));
            if (members.byName(connection, name).isPresent()
                    || invitations.openByName(connection, name, now).isPresent()) {
                return new InviteResult.NameTaken();
            }
            if (invitations.open(connection, now).size() >= config.invitationsMax()) {
                return new InviteResult.TooMany(config.invitationsMax());
            }
            invitations.add(connection, invitation, token);
            return new InviteResult.Invited(invitation, token);
        });
    }

    private InvitationId newInvitationId() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return new InvitationId(HexFormat.of().formatHex(bytes));
    }

    @Override
    public List<Invitation> invitations() {
        return invitations.open(clock.instant());
    }

    @Override
    public void withdraw(Member by, InvitationId id) {
        if (members.byId(by.id()).map(Member::isOwner).orElse(false)) {
            database.update(connection -> invitations.withdraw(connection, id));
        }
    }

    @Override
    public InvitationState invitation(InvitationToken token) {
        return invitations.state(token, clock.instant());
    }

    @Override
    public JoinResult join(InvitationToken token, MemberName name, Password password) {
        // Looked at before the slow part, and decided after it: of two people with one link only one gets in.
        var refused = refusal(token, name);
        if (refused.isPresent()) {
            return refused.get();
        }
        var id = vaults.newId();
        var vault = vaults.create(id, password);
        var member = new Member(id, name, Role.ADULT);
        var result = inTransaction(member, vault, () -> joinNow(token, member, vault));
        if (result instanceof JoinResult.Joined) {
            LOG.log(System.Logger.Level.INFO, "A member joined the household");
        } else {
            vaults.discard(id, vault);
        }
        return result;
    }

    private Optional<JoinResult> refusal(InvitationToken token, MemberName name) {
        var state = invitation(token);
        if (!(state instanceof InvitationState.Open)) {
            return Optional.of(new JoinResult.NotOpen(state));
        }
        return members.byName(name).map(_ -> new JoinResult.NameTaken());
    }

    private JoinResult joinNow(InvitationToken token, Member candidate, OpenVault vault) {
        var refusedOrMember = database.write(connection -> {
            var now = clock.instant();
            var state = invitations.state(connection, token, now);
            if (!(state instanceof InvitationState.Open(var invitation))) {
                return new Outcome.No(new JoinResult.NotOpen(state));
            }
            if (members.byName(connection, candidate.name()).isPresent()) {
                return new Outcome.No(new JoinResult.NameTaken());
            }
            var member = new Member(candidate.id(), candidate.name(), invitation.role());
            invitations.use(connection, invitation.id());
            members.add(connection, member, now);
            return new Outcome.Yes(member);
        });
        return switch (refusedOrMember) {
            case Outcome.No(var refusal) -> refusal;
            case Outcome.Yes(var member) -> new JoinResult.Joined(door(member, vault));
        };
    }

    /** What the transaction of a join decided. */
    private sealed interface Outcome {

        record No(JoinResult refusal) implements Outcome {}

        record Yes(Member member) implements Outcome {}
    }

    /** Stops every account. Doors still open lead nowhere then. */
    @Override
    public void close() {
        homes.values().forEach(MemberHome::close);
    }
}
