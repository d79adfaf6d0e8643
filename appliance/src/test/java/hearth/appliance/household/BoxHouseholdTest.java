package hearth.appliance.household;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.appliance.config.BoxConfig.HouseholdConfig;
import hearth.appliance.trust.BoxTrust;
import hearth.appliance.trust.TrustTable;
import hearth.client.network.NetworkErasure;
import hearth.client.vault.OpenVault;
import hearth.client.vault.PasswordCost;
import hearth.sqlite.Database;
import hearth.sqlite.Options;
import hearth.testkit.FakeClock;
import hearth.web.household.AccountResult;
import hearth.web.household.BoxName;
import hearth.web.household.BoxState;
import hearth.web.household.CreateOwnerResult;
import hearth.web.household.DisplayName;
import hearth.web.household.InvitationState;
import hearth.web.household.InvitationToken;
import hearth.web.household.InviteResult;
import hearth.web.household.JoinResult;
import hearth.web.household.LeaveResult;
import hearth.web.household.Member;
import hearth.web.household.MemberDoor;
import hearth.web.household.MemberName;
import hearth.web.household.Password;
import hearth.web.household.Pin;
import hearth.web.household.RecoveryState;
import hearth.web.household.RecoveryWords;
import hearth.web.household.Role;
import hearth.web.household.SignInResult;
import hearth.web.ledger.LedgerDoor;
import hearth.web.ledger.Networks;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxHouseholdTest {

    private static final BoxName BOX = new BoxName("maple-house");
    private static final MemberName ADA = new MemberName("Ada");
    private static final MemberName BEN = new MemberName("Ben");
    private static final String ADAS = "ada's password";
    private static final String BENS = "ben's password";
    private static final PasswordCost CHEAP = new PasswordCost(8, 1, 1);
    private static final HouseholdConfig CONFIG = new HouseholdConfig(Duration.ofDays(7), 3);

    private final FakeClock clock = new FakeClock(Instant.parse("2026-11-25T10:00:00Z"));
    private final FakeAccounts accounts = new FakeAccounts();
    private Database database;
    private BoxTrust trust;
    private BoxHousehold household;

    private final Path folder;

    BoxHouseholdTest(@TempDir Path folder) {
        this.folder = folder;
        open();
    }

    /** A box on a network of others. */
    private static final OwnerDoors NO_LEDGER = new OwnerDoors() {
        @Override
        public Optional<LedgerDoor> ledger(OpenVault vault) {
            return Optional.empty();
        }

        @Override
        public Networks networks(OpenVault vault) {
            throw new UnsupportedOperationException("There is only one network");
        }
    };

    private void open() {
        var random = new SecureRandom();
        database = Database.open(folder.resolve("household.db"), BoxHousehold.SCHEMA, Options.DEFAULT);
        trust = BoxTrust.open(
                new TrustTable(database), () -> List.of(InetAddress.ofLiteral("192.168.1.20")), CHEAP, clock, random);
        household = new BoxHousehold(
                database, new MemberVaults(folder, CHEAP, random), accounts, NO_LEDGER, trust, CONFIG, clock, random);
    }

    private void restart() {
        household.close();
        database.close();
        open();
    }

    @AfterEach
    void close() {
        household.close();
        database.close();
    }

    private MemberDoor owner() {
        return assertInstanceOf(CreateOwnerResult.Created.class, household.createOwner(BOX, ADA, Password.of(ADAS)))
                .door();
    }

    private InvitationToken invite(Member by, MemberName name) {
        return assertInstanceOf(InviteResult.Invited.class, household.invite(by, name, Role.ADULT))
                .token();
    }

    private MemberDoor ben(Member owner) {
        var token = invite(owner, BEN);
        return assertInstanceOf(JoinResult.Joined.class, household.join(token, BEN, Password.of(BENS)))
                .door();
    }

    @Test
    void aNewBoxIsFreshUntilItHasAnOwnerAndAName() {
        assertEquals(new BoxState.Fresh(), household.state());

        var door = owner();

        assertEquals(new BoxState.Ready(BOX), household.state());
        assertEquals(Role.OWNER, door.member().role());
        assertEquals(List.of(door.member()), household.members());
        assertEquals("maple-house.local", trust.addresses().names().getFirst());
    }

    @Test
    void aBoxHasOneOwnerOnly() {
        owner();

        var second = household.createOwner(new BoxName("other"), BEN, Password.of(BENS));

        assertInstanceOf(CreateOwnerResult.AlreadyOwned.class, second);
        assertEquals(new BoxState.Ready(BOX), household.state());
        assertEquals(1, household.members().size());
    }

    @Test
    void ofTwoSimultaneousOwnersOneWinsAndTheOtherLeavesNothingBehind() throws Exception {
        var results = together(
                () -> household.createOwner(BOX, ADA, Password.of(ADAS)),
                () -> household.createOwner(new BoxName("other"), BEN, Password.of(BENS)));

        assertEquals(
                1,
                results.stream()
                        .filter(CreateOwnerResult.Created.class::isInstance)
                        .count());
        assertEquals(1, household.members().size());
        assertEquals(1, vaultFolders());
    }

    @Test
    void thePasswordOpensTheDoorAndNothingElseDoes() {
        owner().close();

        assertInstanceOf(SignInResult.Opened.class, household.signIn(new MemberName("ADA"), Password.of(ADAS)));
        assertInstanceOf(SignInResult.Refused.class, household.signIn(ADA, Password.of("ada's Password")));
        assertInstanceOf(SignInResult.Refused.class, household.signIn(ADA, Password.of("")));
        assertInstanceOf(SignInResult.Refused.class, household.signIn(BEN, Password.of(ADAS)));
    }

    @Test
    void membersAndTheBoxsNameSurviveARestart() {
        var root = rootAfterSetUp();
        restart();

        assertEquals(new BoxState.Ready(BOX), household.state());
        assertEquals(ADA, household.members().getFirst().name());
        assertInstanceOf(SignInResult.Opened.class, household.signIn(ADA, Password.of(ADAS)));
        assertEquals(root, Arrays.hashCode(trust.rootCertificate()));
    }

    private int rootAfterSetUp() {
        owner().close();
        return Arrays.hashCode(trust.rootCertificate());
    }

    @Test
    void anInvitationLetsOnePersonInOnce() {
        var ada = owner().member();
        var token = invite(ada, BEN);
        assertInstanceOf(InvitationState.Open.class, household.invitation(token));

        var joined = household.join(token, new MemberName("Benjamin"), Password.of(BENS));
        var again = household.join(token, new MemberName("Mallory"), Password.of(BENS));

        assertEquals(
                Role.ADULT,
                assertInstanceOf(JoinResult.Joined.class, joined)
                        .door()
                        .member()
                        .role());
        assertEquals(new JoinResult.NotOpen(new InvitationState.Used()), again);
        assertEquals(new InvitationState.Used(), household.invitation(token));
        assertEquals(2, household.members().size());
        assertEquals(2, vaultFolders());
    }

    @Test
    void ofTwoPeopleWithOneLinkExactlyOneGetsIn() throws Exception {
        var token = invite(owner().member(), BEN);

        var results = together(
                () -> household.join(token, BEN, Password.of(BENS)),
                () -> household.join(token, new MemberName("Mallory"), Password.of(BENS)));

        assertEquals(
                1, results.stream().filter(JoinResult.Joined.class::isInstance).count());
        assertEquals(
                1, results.stream().filter(JoinResult.NotOpen.class::isInstance).count());
        assertEquals(2, household.members().size());
        assertEquals(2, vaultFolders());
    }

    @Test
    void anInvitationEndsWithItsTime() {
        var token = invite(owner().member(), BEN);

        clock.advance(CONFIG.invitationLifetime().minusMillis(1));
        assertInstanceOf(InvitationState.Open.class, household.invitation(token));
        clock.advance(Duration.ofMillis(1));

        assertEquals(new InvitationState.Expired(), household.invitation(token));
        assertEquals(List.of(), household.invitations());
        assertEquals(
                new JoinResult.NotOpen(new InvitationState.Expired()), household.join(token, BEN, Password.of(BENS)));
    }

    @Test
    void aWithdrawnOrInventedInvitationLetsNobodyIn() {
        var ada = owner().member();
        var token = invite(ada, BEN);

        household.withdraw(ada, household.invitations().getFirst().id());

        assertEquals(
                new JoinResult.NotOpen(new InvitationState.Withdrawn()), household.join(token, BEN, Password.of(BENS)));
        assertEquals(
                new JoinResult.NotOpen(new InvitationState.Unknown()),
                household.join(InvitationToken.generate(new SecureRandom()), BEN, Password.of(BENS)));
        assertEquals(1, vaultFolders());
    }

    @Test
    void aTakenNameKeepsTheInvitationGood() {
        var token = invite(owner().member(), BEN);

        var taken = household.join(token, new MemberName("ada"), Password.of(BENS));

        assertInstanceOf(JoinResult.NameTaken.class, taken);
        assertInstanceOf(JoinResult.Joined.class, household.join(token, BEN, Password.of(BENS)));
    }

    @Test
    void onlyTheOwnerInvitesAndNobodyInvitesASecondOwner() {
        var ada = owner().member();
        var ben = ben(ada).member();
        var forged = new Member(ben.id(), ben.name(), Role.OWNER);
        var token = invite(ada, new MemberName("Cleo"));

        assertInstanceOf(InviteResult.NotAllowed.class, household.invite(ben, new MemberName("Dan"), Role.ADULT));
        assertInstanceOf(InviteResult.NotAllowed.class, household.invite(forged, new MemberName("Dan"), Role.ADULT));
        assertInstanceOf(InviteResult.NotAllowed.class, household.invite(ada, new MemberName("Dan"), Role.OWNER));
        household.withdraw(ben, household.invitations().getFirst().id());
        assertInstanceOf(InvitationState.Open.class, household.invitation(token));
    }

    @Test
    void aNameIsInvitedOnceAndNotWhenItLivesHere() {
        var ada = owner().member();
        invite(ada, BEN);

        assertInstanceOf(InviteResult.NameTaken.class, household.invite(ada, new MemberName("ben"), Role.ADULT));
        assertInstanceOf(InviteResult.NameTaken.class, household.invite(ada, new MemberName("ADA"), Role.ADULT));
    }

    @Test
    void asManyInvitationsAsAllowedAreOpenAndOneMoreIsRefused() {
        var ada = owner().member();
        for (var name : List.of("B", "C", "D")) {
            invite(ada, new MemberName(name));
        }

        assertEquals(new InviteResult.TooMany(3), household.invite(ada, new MemberName("E"), Role.ADULT));
        clock.advance(CONFIG.invitationLifetime());
        invite(ada, new MemberName("E"));
    }

    @Test
    void tokensAndNamesInVaultsAreNotInTheDatabase() throws Exception {
        var token = invite(owner().member(), BEN);
        household.close();
        database.close();

        var bytes = new String(Files.readAllBytes(folder.resolve("household.db")), StandardCharsets.ISO_8859_1);

        assertFalse(bytes.contains(token.text()));
        assertFalse(bytes.contains(ADAS));
    }

    @Test
    void everyDoorOfAMemberLeadsToTheSameAccount() {
        var phone = owner();
        var laptop = open(ADA, ADAS);
        assertTrue(phone.chats().isEmpty());

        var made = assertInstanceOf(AccountResult.Opened.class, laptop.createAccount(new DisplayName("Ada L.")));

        assertSame(made.chats(), phone.chats().orElseThrow());
        assertInstanceOf(AccountResult.AlreadyThere.class, phone.createAccount(new DisplayName("Ada")));
        assertEquals(1, accounts.started.size());
    }

    @Test
    void closingABrowserDoesNotStopTheAccountAndStoppingTheBoxDoes() {
        var door = owner();
        door.createAccount(new DisplayName("Ada"));

        door.close();
        assertFalse(accounts.started.getFirst().closed);
        household.close();

        assertTrue(accounts.started.getFirst().closed);
    }

    @Test
    void afterARestartTheNextSignInLetsTheAccountRunAgain() {
        var door = owner();
        door.createAccount(new DisplayName("Ada"));
        var words = door.recovery().orElseThrow().words();
        restart();
        assertEquals(1, accounts.started.size());

        var again = open(ADA, ADAS);

        assertEquals(2, accounts.started.size());
        assertEquals(words, again.recovery().orElseThrow().words());
    }

    @Test
    void anAccountComesBackFromItsWordsAndWrongWordsAreExplained() {
        var adas = owner();
        adas.createAccount(new DisplayName("Ada"));
        var words = adas.recovery().orElseThrow().words();
        var bens = ben(adas.member());
        var name = new DisplayName("Ben");

        var short12 = new RecoveryWords(words.words().subList(0, 12));
        var unknown = new ArrayList<>(words.words());
        unknown.set(1, "qqq");
        unknown.set(4, "zzzz");
        var swapped = new ArrayList<>(words.words().reversed());

        assertEquals(new AccountResult.WrongNumber(12), bens.restoreAccount(name, short12));
        assertEquals(
                new AccountResult.UnknownWords(List.of(2, 5)), bens.restoreAccount(name, new RecoveryWords(unknown)));
        assertInstanceOf(AccountResult.WordsWrong.class, bens.restoreAccount(name, new RecoveryWords(swapped)));
        assertTrue(bens.chats().isEmpty());
        assertInstanceOf(AccountResult.Opened.class, bens.restoreAccount(name, words));
        assertEquals(32, bens.recovery().orElseThrow().qrText().length());
    }

    @Test
    void d4AMemberHasSeveralAccountsThatAllRunAndEachDoorShowsOne() {
        var phone = owner();
        phone.createAccount(new DisplayName("Ada"));
        phone.recovery().orElseThrow().confirm();
        var first = phone.chats().orElseThrow();

        assertInstanceOf(AccountResult.AlreadyThere.class, phone.createAccount(new DisplayName("Work"), 0));
        var second = assertInstanceOf(AccountResult.Opened.class, phone.createAccount(new DisplayName("Work"), 1))
                .chats();

        assertSame(second, phone.chats().orElseThrow());
        assertEquals(new RecoveryState.Due(), phone.recovery().orElseThrow().state());
        var words = phone.recovery().orElseThrow().words();
        assertInstanceOf(AccountResult.AlreadyThere.class, phone.restoreAccount(new DisplayName("x"), words, 2));
        var laptop = open(ADA, ADAS);
        assertSame(second, laptop.chats().orElseThrow());
        restart();
        var again = open(ADA, ADAS);
        assertEquals(4, accounts.started.size());
        assertEquals(
                new RecoveryState.Confirmed(), again.recovery().orElseThrow().state());
        assertFalse(again.choose("0000000000000000"));
        assertFalse(again.choose("nonsense"));
        assertNotSame(first, again.chats().orElseThrow());
    }

    @Test
    void moreAccountsThanAMemberMayHaveAreRefused() {
        var door = owner();
        for (var i = 0; i < MemberDoor.ACCOUNTS_MAX; i++) {
            assertInstanceOf(AccountResult.Opened.class, door.createAccount(new DisplayName("Ada"), i));
        }

        assertEquals(
                new AccountResult.TooMany(MemberDoor.ACCOUNTS_MAX),
                door.createAccount(new DisplayName("Ada"), MemberDoor.ACCOUNTS_MAX));
    }

    @Test
    void m33AnAccountThatLeavesIsGoneFromVaultAndDisk() throws Exception {
        var door = owner();
        door.createAccount(new DisplayName("Ada"));
        door.createAccount(new DisplayName("Work"), 1);
        var ref = accounts.started.getLast().ref().text();
        assertEquals(2, accountFolders());

        assertInstanceOf(LeaveResult.NotThere.class, door.leaveAccount("nonsense", false));
        assertEquals(new LeaveResult.Gone(0), door.leaveAccount(ref, false));

        assertTrue(accounts.started.getLast().closed);
        assertEquals(1, accountFolders());
        assertSame(accounts.started.getFirst().chats(), door.chats().orElseThrow());
        assertInstanceOf(LeaveResult.NotThere.class, door.leaveAccount(ref, false));
        restart();
        open(ADA, ADAS);
        assertEquals(3, accounts.started.size());
    }

    @Test
    void m33AnAccountTheNetworkDoesNotForgetRunsOn() throws Exception {
        var door = owner();
        door.createAccount(new DisplayName("Ada"));
        var ref = accounts.started.getFirst().ref().text();
        accounts.started.getFirst().erasure = new NetworkErasure(2, 3);

        assertEquals(new LeaveResult.Unfinished(2, 3), door.leaveAccount(ref, true));

        assertTrue(accounts.started.getFirst().closed);
        assertFalse(accounts.started.getLast().closed);
        assertSame(accounts.started.getLast().chats(), door.chats().orElseThrow());
        assertEquals(new LeaveResult.Gone(3), door.leaveAccount(ref, true));
        assertEquals(0, accountFolders());
    }

    @Test
    void anotherPasswordOpensTheDoorAndTheOldOneDoesNot() {
        var door = owner();
        door.createAccount(new DisplayName("Ada"));
        var next = "another password entirely";

        assertFalse(door.changePassword(Password.of("wrong"), Password.of(next)));
        assertTrue(door.changePassword(Password.of(ADAS), Password.of(next)));

        assertInstanceOf(SignInResult.Refused.class, household.signIn(ADA, Password.of(ADAS)));
        restart();
        assertTrue(open(ADA, next).chats().isPresent());
    }

    @Test
    void m31HowLongABrowserStaysOpenIsRemembered() {
        var door = owner();
        assertTrue(door.lockAfter().isEmpty());

        door.setLockAfter(Optional.of(Duration.ofMinutes(5)));
        restart();

        assertEquals(Optional.of(Duration.ofMinutes(5)), open(ADA, ADAS).lockAfter());
        open(ADA, ADAS).setLockAfter(Optional.empty());
        assertTrue(open(ADA, ADAS).lockAfter().isEmpty());
    }

    @Test
    void m31APinOutlivesARestartButNotThePasswordAndOpensNoDoor() throws IOException {
        var door = owner();
        assertFalse(door.hasPin());

        door.setPin(Pin.of("204817"));
        restart();

        var again = open(ADA, ADAS);
        assertTrue(again.hasPin());
        assertTrue(again.isPin(Pin.of("204 817")));
        assertFalse(again.isPin(Pin.of("204818")));
        assertInstanceOf(SignInResult.Refused.class, household.signIn(ADA, Password.of("204817")));
        assertTrue(again.changePassword(Password.of(ADAS), Password.of("another password entirely")));
        assertFalse(again.hasPin());
        assertFalse(again.isPin(Pin.of("204817")));

        again.setPin(Pin.of("93017465"));
        try (var files = Files.walk(folder)) {
            Files.write(
                    files.filter(it -> it.endsWith("pin.secret")).findFirst().orElseThrow(), new byte[] {1, 2, 3});
        }
        assertFalse(again.hasPin(), "damaged: none, and nobody is kept from asking for the password");
        again.setPin(Pin.of("93017465"));
        assertTrue(again.isPin(Pin.of("93017465")));
        again.removePin();
        assertFalse(again.hasPin());
    }

    @Test
    void d1WhoeverLetsTheBoxInHasTheirAccountsRunAgainBeforeTheySignIn() throws IOException {
        var ada = owner();
        ada.createAccount(new DisplayName("Ada"));
        var ben = ben(ada.member());
        ben.createAccount(new DisplayName("Ben"));
        assertFalse(ben.goesOn());
        ben.setGoesOn(true);
        assertTrue(ben.goesOn());
        assertTrue(ben.changePassword(Password.of(BENS), Password.of("another one of ben's")));

        restart();
        accounts.started.clear();
        household.goOn();
        household.goOn();

        assertEquals(1, accounts.started.size());
        var again = open(BEN, "another one of ben's");
        assertTrue(again.goesOn());
        assertEquals(1, accounts.started.size(), "it runs already");
        assertFalse(open(ADA, ADAS).goesOn());

        again.setGoesOn(false);
        restart();
        accounts.started.clear();
        household.goOn();
        assertEquals(List.of(), accounts.started);
        try (var files = Files.walk(folder)) {
            assertEquals(0, files.filter(file -> file.endsWith("vault.box")).count());
        }
    }

    @Test
    void d1AWayInThatIsDamagedOrForAnotherBoxIsWaitedFor() throws IOException {
        var ada = owner();
        ada.createAccount(new DisplayName("Ada"));
        ada.setGoesOn(true);
        Path way;
        try (var files = Files.walk(folder)) {
            way = files.filter(file -> file.endsWith("vault.box")).findFirst().orElseThrow();
        }
        var key = folder.resolve("box.key");
        var wholeKey = Files.readAllBytes(key);
        var whole = Files.readAllBytes(way);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));

        for (var damage : List.<Damage>of(
                () -> Files.write(way, new byte[0]),
                () -> Files.write(way, Arrays.copyOf(whole, whole.length - 1)),
                () -> Files.write(way, new byte[whole.length]),
                () -> Files.write(way, new byte[5_000]),
                () -> Files.delete(key),
                () -> Files.write(key, new byte[32]),
                () -> Files.write(key, new byte[31]))) {
            Files.write(way, whole);
            Files.write(key, wholeKey);
            damage.happen();
            restart();
            accounts.started.clear();

            household.goOn();

            assertEquals(List.of(), accounts.started);
            var door = open(ADA, ADAS);
            assertTrue(door.chats().isPresent());
            assertFalse(door.goesOn(), "what the member is told is true");
            door.setGoesOn(true);
            assertTrue(door.goesOn());
        }
    }

    /** What becomes of a file. */
    private interface Damage {
        void happen() throws IOException;
    }

    @Test
    void m28TheLookGoesAlongWithTheMember() {
        var door = owner();
        assertTrue(door.look().isEmpty());

        door.setLook("ocean.dark.large.true.german.pink");
        restart();

        assertEquals(
                Optional.of("ocean.dark.large.true.german.pink"),
                open(ADA, ADAS).look());
    }

    private long accountFolders() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.map(Path::getParent)
                    .filter(parent -> parent != null && parent.endsWith("accounts"))
                    .count();
        }
    }

    @Test
    void theReminderOfTheWordsCanBePutOffAndEndsWithTheProof() {
        var door = owner();
        assertTrue(door.recovery().isEmpty());
        door.createAccount(new DisplayName("Ada"));
        var recovery = door.recovery().orElseThrow();
        var tomorrow = clock.instant().plus(Duration.ofDays(1));

        assertEquals(new RecoveryState.Due(), recovery.state());
        recovery.postpone(tomorrow);
        assertEquals(new RecoveryState.Postponed(tomorrow), recovery.state());
        recovery.confirm();
        recovery.postpone(tomorrow);
        assertEquals(new RecoveryState.Confirmed(), recovery.state());
    }

    private MemberDoor open(MemberName name, String password) {
        return assertInstanceOf(SignInResult.Opened.class, household.signIn(name, Password.of(password)))
                .door();
    }

    private long vaultFolders() {
        try (var entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).count();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static <T> List<T> together(Callable<T> one, Callable<T> other) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(List.of(one, other))) {
                results.add(future.get());
            }
            return results;
        }
    }
}
