package hearth.appliance.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hearth.testkit.FakeClock;
import hearth.web.household.BoxName;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateMakerTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final BoxName NAME = new BoxName("maple-house");
    private static final List<InetAddress> ADDRESSES =
            List.of(InetAddress.ofLiteral("192.168.1.20"), InetAddress.ofLiteral("fd00::20"));

    private final FakeClock clock = new FakeClock(NOW);
    private final CertificateMaker maker = new CertificateMaker(clock, new SecureRandom());
    private final Authority authority = maker.authority(NAME).authority();

    @TempDir
    private Path folder;

    @Test
    void aLeafForTheBoxsOwnNamesAndAddressesIsBelieved() throws Exception {
        var leaf = maker.leaf(authority, HomeNames.dnsNames(NAME), ADDRESSES);

        verifyWithJava(leaf);
    }

    @Test
    void aLeafForAForeignNameIsNotBelieved() {
        for (var foreign : List.of("bank.example", "local", "other-house.local", "maple-house.local.example")) {
            var leaf = maker.leaf(authority, List.of(foreign), List.of());

            assertThrows(CertPathValidatorException.class, () -> verifyWithJava(leaf), foreign);
        }
    }

    @Test
    void aLeafForAForeignAddressIsNotBelieved() {
        for (var foreign : List.of("8.8.8.8", "172.32.0.1", "2001:db8::1")) {
            var leaf = maker.leaf(authority, List.of(NAME.host()), List.of(InetAddress.ofLiteral(foreign)));

            assertThrows(CertPathValidatorException.class, () -> verifyWithJava(leaf), foreign);
        }
    }

    @Test
    void opensslAgrees() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
        var own = maker.leaf(authority, HomeNames.dnsNames(NAME), ADDRESSES);
        var foreign = maker.leaf(authority, List.of("bank.example"), List.of());

        assertEquals(0, verifyWithOpenssl(own));
        assertFalse(verifyWithOpenssl(foreign) == 0);
    }

    @Test
    void anIntermediateCannotMakeFurtherAuthorities() {
        assertEquals(1, authority.root().getBasicConstraints());
        assertEquals(0, authority.intermediate().getBasicConstraints());
        assertEquals(
                -1,
                maker.leaf(authority, List.of(NAME.host()), List.of())
                        .certificate()
                        .getBasicConstraints());
    }

    @Test
    void rootAndIntermediateCarryTheSameCriticalNameConstraints() {
        var id = "2.5.29.30";

        assertTrue(authority.root().getCriticalExtensionOIDs().contains(id));
        assertTrue(authority.intermediate().getCriticalExtensionOIDs().contains(id));
        assertEquals(
                Base64.getEncoder().encodeToString(authority.root().getExtensionValue(id)),
                Base64.getEncoder().encodeToString(authority.intermediate().getExtensionValue(id)));
    }

    @Test
    void lifetimesAreThoseThatBrowsersAccept() {
        var leaf = maker.leaf(authority, List.of(NAME.host()), List.of()).certificate();

        assertTrue(days(leaf) <= 397, "leaf");
        assertTrue(days(authority.intermediate()) <= 3 * 366 + 2, "intermediate");
        assertTrue(days(authority.root()) >= 3650, "root");
        assertTrue(leaf.getNotBefore().toInstant().isBefore(NOW), "a device with a clock a little behind");
    }

    @Test
    void noCertificateOutlivesItsIssuer() {
        clock.set(authority.intermediate().getNotAfter().toInstant().minus(Duration.ofDays(1)));
        var leaf = maker.leaf(authority, List.of(NAME.host()), List.of()).certificate();

        assertEquals(authority.intermediate().getNotAfter(), leaf.getNotAfter());
    }

    @Test
    void aClockThatWasNeverSetStillMakesUsableCertificates() {
        clock.set(Instant.EPOCH);
        var early = maker.authority(NAME).authority();

        assertTrue(early.root().getNotAfter().toInstant().isAfter(NOW));
    }

    @Test
    void theRootFitsAQrCode() throws Exception {
        var pem = pem(authority.root()).length();

        assertTrue(pem < 1_300, "PEM of the root has " + pem + " characters");
    }

    private static long days(X509Certificate certificate) {
        return ChronoUnit.DAYS.between(
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    private void verifyWithJava(Leaf leaf) throws Exception {
        var path = CertificateFactory.getInstance("X.509")
                .generateCertPath(List.of(leaf.certificate(), authority.intermediate()));
        // Java ignores name constraints of a trust anchor, so what is tested here are those of the intermediate.
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(authority.root(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(clock.instant()));
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }

    private int verifyWithOpenssl(Leaf leaf) throws Exception {
        var root = Files.writeString(folder.resolve("root.pem"), pem(authority.root()));
        var middle = Files.writeString(folder.resolve("middle.pem"), pem(authority.intermediate()));
        var end = Files.writeString(folder.resolve("leaf.pem"), pem(leaf.certificate()));
        var process = new ProcessBuilder(
                        "/usr/bin/openssl",
                        "verify",
                        "-x509_strict",
                        "-purpose",
                        "sslserver",
                        "-attime",
                        Long.toString(clock.instant().getEpochSecond()),
                        "-CAfile",
                        root.toString(),
                        "-untrusted",
                        middle.toString(),
                        end.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.txt").toFile())
                .start();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        return process.exitValue();
    }

    private static String pem(X509Certificate certificate) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(TrustTable.der(certificate))
                + "\n-----END CERTIFICATE-----\n";
    }
}
