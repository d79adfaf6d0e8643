package hearth.service.http;

import hearth.service.key.OwnerOnly;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The self-signed certificate of a node's HTTPS port and its private key (network.md §1.3). Clients of a node do not check
 * it, clients of a seed node compare {@link #pin()}. ECDSA on P-256: what BoringSSL, the JDK and every client accept.
 */
public final class NodeCertificate {

    private static final Duration VALIDITY = Duration.ofDays(10_000);
    private static final String KEY = "PRIVATE KEY";
    private static final String CERTIFICATE = "CERTIFICATE";

    private final PrivateKey key;
    private final X509Certificate certificate;

    private NodeCertificate(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /**
     * Reads the certificate and key from {@code file} (PEM), or makes them there, readable by the owner only.
     *
     * @throws IOException if the file cannot be read or written, or does not hold what it should
     */
    public static NodeCertificate loadOrCreate(Path file, Clock clock, SecureRandom random) throws IOException {
        try {
            if (Files.exists(file)) {
                return read(Files.readString(file, StandardCharsets.US_ASCII));
            }
            var fresh = create(clock, random);
            OwnerOnly.write(file, fresh.pem().getBytes(StandardCharsets.US_ASCII));
            return fresh;
        } catch (GeneralSecurityException | OperatorCreationException | IllegalArgumentException failure) {
            throw new IOException("No usable certificate and key in " + file.getFileName(), failure);
        }
    }

    private static NodeCertificate create(Clock clock, SecureRandom random)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        var pair = generator.generateKeyPair();
        var name = new X500Name("C=AU,CN=localhost,O=Oxen"); // as every node of the network calls itself
        var now = clock.instant();
        var holder = new JcaX509v3CertificateBuilder(
                        name, BigInteger.ONE, Date.from(now), Date.from(now.plus(VALIDITY)), name, pair.getPublic())
                .addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
        return new NodeCertificate(pair.getPrivate(), certificate(holder.getEncoded()));
    }

    private static NodeCertificate read(String pem) throws GeneralSecurityException {
        var key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(section(pem, KEY)));
        return new NodeCertificate(key, certificate(section(pem, CERTIFICATE)));
    }

    private static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static byte[] section(String pem, String name) {
        var matcher = Pattern.compile("-----BEGIN " + name + "-----([^-]*)-----END " + name + "-----")
                .matcher(pem);
        if (!matcher.find()) {
            throw new IllegalArgumentException("No " + name + " in the file");
        }
        return Base64.getMimeDecoder().decode(matcher.group(1));
    }

    private String pem() throws GeneralSecurityException {
        return block(KEY, key.getEncoded()) + block(CERTIFICATE, certificate.getEncoded());
    }

    private static String block(String name, byte[] der) {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + name + "-----\n" + text + "\n-----END " + name + "-----\n";
    }

    /** Base64 of the SHA-256 of the public key (SubjectPublicKeyInfo, DER): what the clients of a seed node pin. */
    public String pin() {
        try {
            var hash = MessageDigest.getInstance("SHA-256")
                    .digest(certificate.getPublicKey().getEncoded());
            return Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /** TLS 1.2 and 1.3 for a listener, asking clients for nothing. */
    public SslContext serverContext(Transport transport) throws SSLException {
        return SslContextBuilder.forServer(key, certificate)
                .sslProvider(transport.sslProvider())
                // The key goes through a store in memory; the default one would stretch a password that nobody chose.
                .keyStoreType("JKS")
                .protocols("TLSv1.3", "TLSv1.2")
                .clientAuth(ClientAuth.NONE)
                // Nobody's certificate is looked at; without this all authorities of the machine would be read at the
                // start.
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .build();
    }

    @Override
    public String toString() {
        return "NodeCertificate[" + pin() + ']';
    }
}
