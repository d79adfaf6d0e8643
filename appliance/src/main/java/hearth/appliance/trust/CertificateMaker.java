package hearth.appliance.trust;

import hearth.web.household.BoxName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes the three kinds of certificates of product.md 5.5: a root for 10 years, an intermediate for 3 years with path
 * length 0, leaves for 120 days. Root and intermediate carry the same critical name constraints, because some verifiers
 * (Java's among them) look at those of the intermediate only.
 */
final class CertificateMaker {

    static final Period ROOT_LIFETIME = Period.ofYears(10);
    static final Period INTERMEDIATE_LIFETIME = Period.ofYears(3);
    static final Duration LEAF_LIFETIME = Duration.ofDays(120);

    /** Devices whose clocks are behind must not find a certificate that is not valid yet. */
    private static final Duration HEAD_START = Duration.ofDays(2);
    /** No box is older. A clock that says less (a Raspberry Pi without network) must not make certificates of 1970. */
    private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int SERIAL_BYTES = 16;

    private final Clock clock;
    private final SecureRandom random;

    CertificateMaker(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** The time certificates are made for: the clock's, unless that is impossibly early. */
    Instant now() {
        var now = clock.instant();
        return now.isBefore(EARLIEST) ? EARLIEST : now;
    }

    /** A whole new authority for a box of this name. */
    FreshAuthority authority(BoxName name) {
        var keys = keys();
        // The tail tells two boxes of one name apart in a device's list, and an old authority of one box from its new
        // one.
        var subject = new X500Principal("CN=Hearth " + name.text() + " " + tail(keys.getPublic()));
        var root = build(builder(subject, subject, keys.getPublic(), end(ROOT_LIFETIME)), keys.getPrivate(), into -> {
            into.add(Extension.basicConstraints, true, new BasicConstraints(1));
            into.add(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            into.add(Extension.nameConstraints, true, constraints(name));
            into.add(Extension.subjectKeyIdentifier, false, extensions().createSubjectKeyIdentifier(keys.getPublic()));
        });
        return new FreshAuthority(intermediate(name, root, keys.getPrivate()), keys.getPrivate());
    }

    /** An authority with the given root and a new intermediate. */
    Authority intermediate(BoxName name, X509Certificate root, PrivateKey rootKey) {
        var keys = keys();
        var issuer = root.getSubjectX500Principal();
        var subject = new X500Principal(issuer.getName() + " everyday");
        var end = earlier(end(INTERMEDIATE_LIFETIME), root.getNotAfter().toInstant());
        var certificate = build(builder(issuer, subject, keys.getPublic(), end), rootKey, into -> {
            into.add(Extension.basicConstraints, true, new BasicConstraints(0));
            into.add(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            into.add(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            into.add(Extension.nameConstraints, true, constraints(name));
            into.add(Extension.subjectKeyIdentifier, false, extensions().createSubjectKeyIdentifier(keys.getPublic()));
            into.add(Extension.authorityKeyIdentifier, false, extensions().createAuthorityKeyIdentifier(root));
        });
        return new Authority(name, root, certificate, keys.getPrivate());
    }

    /** A certificate for the web server, good for the given names and addresses. */
    Leaf leaf(Authority authority, List<String> names, List<InetAddress> addresses) {
        var keys = keys();
        var issuer = authority.intermediate();
        var end = earlier(now().plus(LEAF_LIFETIME), issuer.getNotAfter().toInstant());
        var subject = new X500Principal("CN=" + names.getFirst());
        var builder = builder(issuer.getSubjectX500Principal(), subject, keys.getPublic(), end);
        var certificate = build(builder, authority.intermediateKey(), into -> {
            into.add(Extension.basicConstraints, true, new BasicConstraints(false));
            into.add(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            into.add(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            into.add(Extension.subjectAlternativeName, false, alternatives(names, addresses));
            into.add(Extension.subjectKeyIdentifier, false, extensions().createSubjectKeyIdentifier(keys.getPublic()));
            into.add(Extension.authorityKeyIdentifier, false, extensions().createAuthorityKeyIdentifier(issuer));
        });
        return new Leaf(certificate, keys.getPrivate());
    }

    private KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This Java runtime has no P-256", impossible);
        }
    }

    private static String tail(PublicKey key) {
        var identifier = extensions().createSubjectKeyIdentifier(key).getKeyIdentifier();
        return HexFormat.of().formatHex(identifier, 0, 3);
    }

    private Instant end(Period lifetime) {
        return now().atOffset(ZoneOffset.UTC).plus(lifetime).toInstant();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private JcaX509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, PublicKey key, Instant end) {
        var serial = new byte[SERIAL_BYTES];
        random.nextBytes(serial);
        serial[0] = (byte) ((serial[0] & 0x7f) | 0x40); // positive, and never shorter
        var begin = Date.from(now().minus(HEAD_START));
        return new JcaX509v3CertificateBuilder(issuer, new BigInteger(serial), begin, Date.from(end), subject, key);
    }

    private static NameConstraints constraints(BoxName name) {
        var permitted = new ArrayList<GeneralSubtree>();
        for (var dns : HomeNames.dnsNames(name)) {
            permitted.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, dns)));
        }
        for (var range : HomeNames.ranges()) {
            permitted.add(new GeneralSubtree(new GeneralName(GeneralName.iPAddress, new DEROctetString(range))));
        }
        return new NameConstraints(permitted.toArray(GeneralSubtree[]::new), new GeneralSubtree[0]);
    }

    private static GeneralNames alternatives(List<String> names, List<InetAddress> addresses) {
        var all = new ArrayList<GeneralName>();
        for (var name : names) {
            all.add(new GeneralName(GeneralName.dNSName, name));
        }
        for (var address : addresses) {
            all.add(new GeneralName(GeneralName.iPAddress, new DEROctetString(address.getAddress())));
        }
        return new GeneralNames(all.toArray(GeneralName[]::new));
    }

    private static JcaX509ExtensionUtils extensions() {
        try {
            return new JcaX509ExtensionUtils();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This Java runtime has no SHA-1", impossible);
        }
    }

    /** Receives extensions. */
    private interface Extensions {
        void add(
                org.bouncycastle.asn1.ASN1ObjectIdentifier id,
                boolean critical,
                org.bouncycastle.asn1.ASN1Encodable value)
                throws CertIOException;
    }

    /** Adds extensions. */
    private interface ExtensionWriter {
        void addTo(Extensions extensions) throws IOException, GeneralSecurityException;
    }

    private X509Certificate build(JcaX509v3CertificateBuilder builder, PrivateKey signer, ExtensionWriter extensions) {
        try {
            extensions.addTo(builder::addExtension);
            var signing = new JcaContentSignerBuilder(SIGNATURE)
                    .setSecureRandom(random)
                    .build(signer);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signing));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (GeneralSecurityException | OperatorCreationException failure) {
            throw new IllegalStateException("The certificate could not be made", failure);
        }
    }
}
