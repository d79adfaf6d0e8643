package hearth.service;

import hearth.protocol.Bytes;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.Proof;
import hearth.protocol.rpc.Retrieve;
import hearth.protocol.rpc.RetrieveLimit;
import hearth.protocol.rpc.SignedStrings;
import hearth.protocol.rpc.Status;
import hearth.protocol.rpc.StorageRequest;
import hearth.protocol.rpc.Store;
import hearth.protocol.rpc.TimedProof;
import hearth.service.http.ClientConnection;
import hearth.service.http.HttpAnswer;
import hearth.service.http.Transport;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A client's everyday requests, again and again for a few seconds: what a start-up cache made meanwhile holds is what a busy node
 * uses. The node must serve, and be alone in its swarm.
 */
public final class Rehearsal {

    private static final int ROUNDS = 200;
    private static final int MESSAGE_BYTES = 1_000;
    private static final Duration TTL = Duration.ofDays(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int ANSWER_BYTES_MAX = 1 << 20;

    private final ClientConnection connection;
    private final AccountKeys account;
    private final Clock clock;
    private final SecureRandom random;

    private Rehearsal(ClientConnection connection, Clock clock, SecureRandom random) {
        this.connection = connection;
        account = AccountKeys.generate(random);
        this.clock = clock;
        this.random = random;
    }

    /** Throws if the node refuses anything. */
    public static void play(ServiceNode node, Clock clock, SecureRandom random) throws IOException {
        var transport = Transport.best();
        // Clients of a node do not check its certificate (network.md §1.3).
        var tls = SslContextBuilder.forClient()
                .sslProvider(transport.sslProvider())
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null)
                .build();
        var address = new InetSocketAddress(node.here().host(), node.here().httpsPort());
        var target = new ClientConnection.Target(address, address.getHostString(), Optional.of(tls), ANSWER_BYTES_MAX);
        var eventLoop = transport.eventLoops(1, "rehearsal");
        try (var connection = ClientConnection.open(transport, eventLoop, target, TIMEOUT)) {
            var rehearsal = new Rehearsal(connection, clock, random);
            for (var round = 0; round < ROUNDS; round++) {
                rehearsal.send(rehearsal.store());
                rehearsal.send(rehearsal.retrieve());
            }
        } finally {
            var _ = eventLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private Store store() {
        var data = new byte[MESSAGE_BYTES];
        random.nextBytes(data);
        return Store.direct(account.id().account(), clock.millis(), TTL.toMillis(), data);
    }

    private Retrieve retrieve() {
        var now = clock.millis();
        var signature = account.signing().sign(SignedStrings.retrieve(Namespace.DIRECT, now));
        var proof = Proof.ofPerson(account.signing().publicKey(), signature);
        return new Retrieve(
                account.id().account(),
                Namespace.DIRECT,
                Optional.empty(),
                RetrieveLimit.DEFAULT,
                Optional.of(new TimedProof(now, proof)));
    }

    private void send(StorageRequest request) throws IOException {
        var reply = connection.post(
                "/storage_rpc/v1", Map.of("content-type", HttpAnswer.JSON), Bytes.wrap(request.toJson()), TIMEOUT);
        if (reply.status() != Status.OK) {
            throw new IOException("The node answers " + request.method() + " with " + reply.status());
        }
    }
}
