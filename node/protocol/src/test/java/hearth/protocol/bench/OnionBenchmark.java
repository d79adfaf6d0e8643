package hearth.protocol.bench;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.onion.EncType;
import hearth.protocol.onion.Layer;
import hearth.protocol.onion.OnionBuilder;
import hearth.protocol.onion.OnionEnvelope;
import hearth.protocol.onion.OnionPeeler;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What an onion request costs: the client that builds it, and a node that takes one layer off. The request has 1000 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class OnionBenchmark {

    private static final int REQUEST_BYTES = 1000;

    /** The cipher of every layer: that of Desktop and Android, and that of iOS. */
    @Param({"AES_GCM", "XCHACHA20"})
    private EncType cipher = EncType.AES_GCM;

    private final SecureRandom random = new SecureRandom();
    private final X25519KeyPair guardKey = X25519KeyPair.generate(random);
    private final List<NodeInfo> path =
            List.of(node(guardKey), node(X25519KeyPair.generate(random)), node(X25519KeyPair.generate(random)));
    private final NodeInfo destination = node(X25519KeyPair.generate(random));
    private final OnionBuilder builder = new OnionBuilder(random);
    private final OnionPeeler guard = new OnionPeeler(guardKey);
    private final byte[] request = new byte[REQUEST_BYTES];
    private byte[] body = {};

    private NodeInfo node(X25519KeyPair key) {
        var id = NodeId.of(Ed25519KeyPair.generate(random).publicKey().bytes());
        return new NodeInfo(id, key.publicKey(), "127.0.0.1", 1, 0, SwarmId.UNASSIGNED);
    }

    @Setup
    public void buildOne() throws FormatException {
        body = builder.toNode(path, destination, request, cipher).body().toArray();
    }

    /** Three nodes and the destination: four layers. */
    @Benchmark
    public OnionBuilder.Built build() throws FormatException {
        return builder.toNode(path, destination, request, cipher);
    }

    /** The first node's part: read the envelope, open the layer, read what to do with the rest. */
    @Benchmark
    public Layer peel() throws FormatException {
        var envelope = OnionEnvelope.decode(body);
        return guard.peel(envelope.ciphertext().toArray(), envelope.ephemeral(), envelope.encType());
    }
}
