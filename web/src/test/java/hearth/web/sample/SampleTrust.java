package hearth.web.sample;

import hearth.web.ServerIdentity;
import hearth.web.trust.BoxAddresses;
import hearth.web.trust.TrustMaterial;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A self-made certificate for the loopback addresses; it stands in for root and leaf. */
public final class SampleTrust implements TrustMaterial {

    private final KeyPair keys;
    private final X509Certificate certificate;

    public SampleTrust() {
        this("Sample box");
    }

    public SampleTrust(String name) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
            var subject = new X500Principal("CN=" + name);
            var now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(
                    subject,
                    BigInteger.valueOf(now.toEpochMilli()),
                    Date.from(now.minus(1, ChronoUnit.HOURS)),
                    Date.from(now.plus(30, ChronoUnit.DAYS)),
                    subject,
                    keys.getPublic());
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            }));
            certificate = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (Exception e) {
            throw new IllegalStateException("Making a certificate failed", e);
        }
    }

    public ServerIdentity identity() {
        return new ServerIdentity(keys.getPrivate(), List.of(certificate));
    }

    public X509Certificate certificate() {
        return certificate;
    }

    @Override
    public byte[] rootCertificate() {
        try {
            return certificate.getEncoded();
        } catch (Exception e) {
            throw new IllegalStateException("A certificate without encoding", e);
        }
    }

    @Override
    public BoxAddresses addresses() {
        return new BoxAddresses(List.of("maple-house.local", "localhost"), List.of("127.0.0.1", "::1"));
    }
}
