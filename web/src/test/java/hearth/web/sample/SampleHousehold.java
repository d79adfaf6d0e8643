package hearth.web.sample;

import hearth.protocol.id.SessionId;
import hearth.web.account.Chats;
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
import hearth.web.household.LeaveResult;
import hearth.web.household.Member;
import hearth.web.household.MemberName;
import hearth.web.household.Password;
import hearth.web.household.Role;
import hearth.web.household.SignInResult;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A household in memory, with the real one's rules as far as pages can see them. */
public final class SampleHousehold implements Household {

    private static final Duration INVITATION_AGE = Duration.ofDays(7);
    private static final int INVITATIONS_MAX = 5;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final List<Home> homes = new ArrayList<>();
    private final Map<InvitationToken, Offer> offers = new LinkedHashMap<>();
    private final SampleNetworks networks = new SampleNetworks();
    private volatile Optional<SampleLedger> ledger;
    private Optional<BoxName> box = Optional.empty();
    private int signIns;
    private int accounts;

    /** What a member has here. */
    static final class Home {
        final Member member;
        final List<SampleChats> accounts = new ArrayList<>();
        String password;
        Optional<SampleChats> chats = Optional.empty();
        Optional<Chats> engine = Optional.empty();
        Optional<String> pin = Optional.empty();
        Optional<Duration> lockAfter = Optional.empty();
        boolean goesOn;
        Optional<String> look = Optional.empty();
        LeaveResult leaving = new LeaveResult.Gone(0);
        SampleRecovery recovery = new SampleRecovery();

        Home(Member member, String password) {
            this.member = member;
            this.password = password;
        }
    }

    private static final class Offer {
        private final Invitation invitation;
        private boolean used;
        private boolean withdrawn;

        private Offer(Invitation invitation) {
            this.invitation = invitation;
        }
    }

    public SampleHousehold(Clock clock) {
        this.clock = clock;
        this.ledger = Optional.of(new SampleLedger(clock));
    }

    /** The owner's tokens and node; empty on a network without a ledger. */
    public Optional<SampleLedger> ledger() {
        return ledger;
    }

    /** From now on the network keeps no ledger. */
    public void forgetLedger() {
        ledger = Optional.empty();
    }

    /** The networks to be on. */
    public SampleNetworks networks() {
        return networks;
    }

    /** Lets another adult move in, and gives back the name. */
    public synchronized String joinedAs(String name, String password) {
        moveIn(new MemberName(name), Role.ADULT, Password.of(password));
        return name;
    }

    /** How often a password was tried. */
    public synchronized int signIns() {
        return signIns;
    }

    /** The chats of the member of this name, who must have an account. */
    public synchronized SampleChats chatsOf(String name) {
        return home(name).chats.orElseThrow();
    }

    /** From now on the member of this name has the chats of an engine. */
    public synchronized void runs(String name, Chats chats) {
        home(name).engine = Optional.of(chats);
    }

    /** The recovery words of the member of this name. */
    public synchronized SampleRecovery recoveryOf(String name) {
        return home(name).recovery;
    }

    /** What comes of taking an account of this member off the box from now on. */
    public synchronized void setLeaving(String name, LeaveResult result) {
        home(name).leaving = result;
    }

    /** A new id for every account. */
    SessionId newAccountId() {
        return SampleChats.person("123456789abcdef".charAt(homes.size() + accounts++));
    }

    Clock clock() {
        return clock;
    }

    private Home home(String name) {
        return homes.stream()
                .filter(it -> it.member.name().text().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public synchronized BoxState state() {
        return box.<BoxState>map(BoxState.Ready::new).orElseGet(BoxState.Fresh::new);
    }

    @Override
    public synchronized CreateOwnerResult createOwner(BoxName name, MemberName owner, Password password) {
        if (box.isPresent()) {
            return new CreateOwnerResult.AlreadyOwned();
        }
        box = Optional.of(name);
        return new CreateOwnerResult.Created(new SampleDoor(this, moveIn(owner, Role.OWNER, password)));
    }

    private Home moveIn(MemberName name, Role role, Password password) {
        var home = new Home(new Member("m" + homes.size(), name, role), new String(password.characters()));
        homes.add(home);
        return home;
    }

    @Override
    public synchronized List<Member> members() {
        return homes.stream().map(home -> home.member).toList();
    }

    @Override
    public synchronized SignInResult signIn(MemberName name, Password password) {
        signIns++;
        var typed = new String(password.characters());
        return homes.stream()
                .filter(home -> home.member.name().key().equals(name.key()) && home.password.equals(typed))
                .findFirst()
                .<SignInResult>map(home -> new SignInResult.Opened(new SampleDoor(this, home)))
                .orElseGet(SignInResult.Refused::new);
    }

    @Override
    public synchronized InviteResult invite(Member by, MemberName name, Role role) {
        if (!by.isOwner()) {
            return new InviteResult.NotAllowed();
        }
        if (isTaken(name)
                || invitations().stream().anyMatch(it -> it.name().key().equals(name.key()))) {
            return new InviteResult.NameTaken();
        }
        if (invitations().size() >= INVITATIONS_MAX) {
            return new InviteResult.TooMany(INVITATIONS_MAX);
        }
        var token = InvitationToken.generate(random);
        var invitation = new Invitation(
                new InvitationId("i" + offers.size()),
                name,
                role,
                clock.instant().plus(INVITATION_AGE));
        offers.put(token, new Offer(invitation));
        return new InviteResult.Invited(invitation, token);
    }

    private boolean isTaken(MemberName name) {
        return homes.stream().anyMatch(it -> it.member.name().key().equals(name.key()));
    }

    @Override
    public synchronized List<Invitation> invitations() {
        return offers.keySet().stream()
                .map(this::invitation)
                .filter(InvitationState.Open.class::isInstance)
                .map(state -> ((InvitationState.Open) state).invitation())
                .toList();
    }

    @Override
    public synchronized void withdraw(Member by, InvitationId id) {
        offers.values().stream()
                .filter(offer -> offer.invitation.id().equals(id))
                .forEach(offer -> offer.withdrawn = true);
    }

    @Override
    public synchronized InvitationState invitation(InvitationToken token) {
        var offer = offers.get(token);
        if (offer == null) {
            return new InvitationState.Unknown();
        }
        if (offer.used) {
            return new InvitationState.Used();
        }
        if (offer.withdrawn) {
            return new InvitationState.Withdrawn();
        }
        return clock.instant().isBefore(offer.invitation.expires())
                ? new InvitationState.Open(offer.invitation)
                : new InvitationState.Expired();
    }

    @Override
    public synchronized JoinResult join(InvitationToken token, MemberName name, Password password) {
        var state = invitation(token);
        if (!(state instanceof InvitationState.Open(var invitation))) {
            return new JoinResult.NotOpen(state);
        }
        if (isTaken(name)) {
            return new JoinResult.NameTaken();
        }
        Objects.requireNonNull(offers.get(token)).used = true;
        return new JoinResult.Joined(new SampleDoor(this, moveIn(name, invitation.role(), password)));
    }
}
