package hearth.protocol.bench;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.crypto.SymmetricKey;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the single steps cost of which messages and onions are made. Payloads have 1000 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CryptoBenchmark {

    private static final byte[] NO_DATA = {};

    private final SecureRandom random = new SecureRandom();
    private final byte[] payload = new byte[1000];
    private final byte[] seed = new byte[32];
    private final Ed25519KeyPair signer = Ed25519KeyPair.generate(random);
    private final byte[] signature = signer.sign(payload);
    private final byte[] signerKey = signer.publicKey().bytes();
    private final X25519KeyPair own = X25519KeyPair.generate(random);
    private final byte[] otherKey = X25519KeyPair.generate(random).publicKey().bytes();
    private final byte[] box = Crypto.sealedBox(own.publicKey(), payload, random);
    private final SymmetricKey key = SymmetricKey.generate(random);
    private final byte[] shortNonce = new byte[Crypto.AES_GCM_NONCE_BYTES];
    private final byte[] longNonce = new byte[Crypto.XCHACHA_NONCE_BYTES];

    @Benchmark
    public byte[] agree() throws FormatException {
        return own.agree(X25519PublicKey.of(otherKey));
    }

    @Benchmark
    public X25519KeyPair generateX25519() {
        seed[0]++;
        return X25519KeyPair.fromSecret(seed);
    }

    @Benchmark
    public Ed25519KeyPair generateEd25519() {
        seed[0]++;
        return Ed25519KeyPair.fromSeed(seed);
    }

    @Benchmark
    public byte[] sign() {
        return signer.sign(payload);
    }

    @Benchmark
    public boolean verify() {
        return Ed25519PublicKey.of(signerKey).verify(payload, signature);
    }

    @Benchmark
    public X25519PublicKey convertKey() throws FormatException {
        return Ed25519PublicKey.of(signerKey).toX25519();
    }

    @Benchmark
    public byte[] seal() {
        return Crypto.sealedBox(own.publicKey(), payload, random);
    }

    @Benchmark
    public byte[] open() throws FormatException {
        return Crypto.openSealedBox(own, box);
    }

    @Benchmark
    public byte[] aesGcm() {
        return Crypto.aesGcmSeal(key, shortNonce, payload, NO_DATA);
    }

    @Benchmark
    public byte[] xChaCha() {
        return Crypto.xChaChaSeal(key, longNonce, payload, NO_DATA);
    }

    @Benchmark
    public byte[] blake2b() {
        return Crypto.blake2b(32, payload);
    }

    @Benchmark
    public byte[] hmac() {
        return Crypto.hmacSha256(seed, payload);
    }
}
