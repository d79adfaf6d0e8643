package hearth.appliance.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.vault.PasswordCost;
import hearth.sqlite.Database;
import hearth.sqlite.Options;
import hearth.testkit.FakeClock;
import hearth.web.ServerIdentity;
import hearth.web.household.BoxName;
import hearth.web.household.Password;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxTrustTest {

    private static final BoxName NAME = new BoxName("maple-house");
    private static final Password OWNERS = Password.of("ada's password");
    private static final PasswordCost CHEAP = new PasswordCost(8, 1, 1);

    private final FakeClock clock = new FakeClock(Instant.parse("2026-11-25T10:00:00Z"));
    private final List<InetAddress> home = new ArrayList<>(List.of(InetAddress.ofLiteral("192.168.1.20")));
    private final List<ServerIdentity> told = new ArrayList<>();
    private final Database database;
    private final TrustTable table;

    BoxTrustTest(@TempDir Path folder) {
        database = Database.open(folder.resolve("trust.db"), List.of(TrustTable.SCHEMA), Options.DEFAULT);
        table = new TrustTable(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private BoxTrust open() {
        var trust = BoxTrust.open(table, () -> List.copyOf(home), CHEAP, clock, new SecureRandom());
        trust.onChange(told::add);
        return trust;
    }

    private BoxTrust named() {
        var trust = open();
        name(trust);
        told.clear();
        return trust;
    }

    private void name(BoxTrust trust) {
        var prepared = trust.prepare(NAME, OWNERS);
        database.update(prepared::keep);
        prepared.adopt();
    }

    @Test
    void aFreshBoxServesUnderAProvisionalNameAndKeepsNothing() {
        var trust = open();

        assertEquals(Optional.empty(), trust.name());
        assertEquals(
                List.of("hearth.local", "hearth.home.arpa", "localhost"),
                trust.addresses().names());
        assertEquals(
                List.of("192.168.1.20", "127.0.0.1", "::1"), trust.addresses().addresses());
        assertEquals(Optional.empty(), table.read());
    }

    @Test
    void namingTheBoxMakesTheAuthorityThatDevicesTrust() throws Exception {
        var trust = open();
        var provisional = trust.rootCertificate();

        name(trust);

        assertEquals(Optional.of(NAME), trust.name());
        assertFalse(Arrays.equals(provisional, trust.rootCertificate()));
        assertEquals("maple-house.local", trust.addresses().names().getFirst());
        assertEquals(1, told.size());
        assertTrue(names(told.getFirst()).contains("maple-house.local"));
    }

    @Test
    void trustSurvivesARestart() {
        var before = named();
        var after = open();

        assertEquals(Optional.of(NAME), after.name());
        assertArrayEquals(before.rootCertificate(), after.rootCertificate());
        assertEquals(before.identity().chain(), after.identity().chain());
    }

    @Test
    void aNewAddressGetsANewLeafUnderTheSameRoot() throws Exception {
        var trust = named();
        var root = trust.rootCertificate();
        home.set(0, InetAddress.ofLiteral("10.0.0.7"));

        trust.check();

        assertEquals(1, told.size());
        assertTrue(names(told.getFirst()).contains("10.0.0.7"));
        assertArrayEquals(root, trust.rootCertificate());
        assertEquals(trust.identity().chain(), open().identity().chain());
    }

    @Test
    void withoutChangeOrWithoutNetworkTheLeafStays() {
        var trust = named();

        trust.check();
        home.clear();
        trust.check();

        assertEquals(List.of(), told);
    }

    @Test
    void aLeafIsReplacedAMonthAfterItWasMadeAndNotBefore() {
        var trust = named();
        var made = trust.identity().chain().getFirst().getNotBefore().toInstant();

        clock.set(made.plus(Duration.ofDays(30)).minusSeconds(1));
        trust.check();
        assertEquals(0, told.size());
        clock.advance(Duration.ofSeconds(1));
        trust.check();

        assertEquals(1, told.size());
    }

    @Test
    void aClockThatJumpedBackGetsALeafThatIsValidThen() {
        var trust = named();

        clock.advance(Duration.ofDays(-30));
        trust.check();

        assertEquals(1, told.size());
        assertTrue(told.getFirst().chain().getFirst().getNotBefore().toInstant().isBefore(clock.instant()));
    }

    @Test
    void theOwnersSignInReplacesAnIntermediateInItsLastYear() {
        var trust = named();
        var root = trust.rootCertificate();
        var old = trust.identity().chain().getLast();

        clock.set(old.getNotAfter().toInstant().minus(Duration.ofDays(366)));
        trust.ownerIsHere(OWNERS);
        assertEquals(old, trust.identity().chain().getLast());
        clock.advance(Duration.ofDays(2));
        trust.ownerIsHere(Password.of("not hers"));
        assertEquals(old, trust.identity().chain().getLast());
        trust.ownerIsHere(OWNERS);

        assertNotEquals(old, trust.identity().chain().getLast());
        assertArrayEquals(root, trust.rootCertificate());
        assertEquals(trust.identity().chain(), open().identity().chain());
    }

    @Test
    void theKeyOfTheRootIsNowhereInTheClear() {
        named();

        var kept = table.read().orElseThrow();
        var sealed = kept.rootKey().bytes();

        // A PKCS#8 key names its curve; sealed, nothing of that shows.
        var curve = new byte[] {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x03, 0x01, 0x07};
        assertFalse(contains(sealed, curve));
        assertTrue(contains(kept.leaf().key().getEncoded(), curve));
        assertTrue(kept.rootKey().open("ada's password".toCharArray()).isPresent());
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        return Stream.iterate(0, i -> i + part.length <= bytes.length, i -> i + 1)
                .anyMatch(i -> Arrays.equals(bytes, i, i + part.length, part, 0, part.length));
    }

    private static List<String> names(ServerIdentity identity) throws Exception {
        return Optional.ofNullable(identity.chain().getFirst().getSubjectAlternativeNames()).stream()
                .flatMap(names -> names.stream().map(name -> (String) name.get(1)))
                .toList();
    }
}
