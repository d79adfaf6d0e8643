package hearth.appliance.trust;

import hearth.sqlite.Database;
import hearth.web.household.BoxName;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Keeps the box's trust in the household's database: one row from the moment the box has an owner. */
public final class TrustTable {

    /** The table, a schema step of the household's database. */
    public static final String SCHEMA = """
            CREATE TABLE trust (
                id               INTEGER PRIMARY KEY CHECK (id = 1),
                box_name         TEXT NOT NULL,
                root             BLOB NOT NULL,  -- X.509, DER
                root_key         BLOB NOT NULL,  -- PKCS#8, sealed under the owner's password
                intermediate     BLOB NOT NULL,  -- X.509, DER
                intermediate_key BLOB NOT NULL,  -- PKCS#8
                leaf             BLOB NOT NULL,  -- X.509, DER
                leaf_key         BLOB NOT NULL   -- PKCS#8
            ) STRICT""";

    private final Database database;

    public TrustTable(Database database) {
        this.database = database;
    }

    /** What was kept; empty while the box has no owner. */
    Optional<KeptTrust> read() {
        return database.read(connection -> {
            var query = database.prepared(
                    connection,
                    "SELECT box_name, root, root_key, intermediate, intermediate_key, leaf, leaf_key FROM trust");
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                var authority = new Authority(
                        new BoxName(rows.getString(1)),
                        certificate(rows.getBytes(2)),
                        certificate(rows.getBytes(4)),
                        key(rows.getBytes(5)));
                return Optional.of(new KeptTrust(
                        authority,
                        SealedKey.of(rows.getBytes(3)),
                        new Leaf(certificate(rows.getBytes(6)), key(rows.getBytes(7)))));
            }
        });
    }

    /** Keeps {@code trust} instead of what was kept before, as part of the caller's transaction. */
    void replace(Connection connection, KeptTrust trust) throws SQLException {
        var statement = database.prepared(connection, """
                INSERT OR REPLACE INTO trust
                    (id, box_name, root, root_key, intermediate, intermediate_key, leaf, leaf_key)
                VALUES (1, ?, ?, ?, ?, ?, ?, ?)""");
        statement.setString(1, trust.authority().name().text());
        statement.setBytes(2, der(trust.authority().root()));
        statement.setBytes(3, trust.rootKey().bytes());
        statement.setBytes(4, der(trust.authority().intermediate()));
        statement.setBytes(5, trust.authority().intermediateKey().getEncoded());
        statement.setBytes(6, der(trust.leaf().certificate()));
        statement.setBytes(7, trust.leaf().key().getEncoded());
        statement.executeUpdate();
    }

    /** {@link #replace(Connection, KeptTrust)} in a transaction of its own. */
    void replace(KeptTrust trust) {
        database.update(connection -> replace(connection, trust));
    }

    static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("A certificate that was read cannot be written", impossible);
        }
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("A certificate in the household's database is damaged", failure);
        }
    }

    static PrivateKey key(byte[] pkcs8) {
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("A key in the household's database is damaged", failure);
        }
    }
}
