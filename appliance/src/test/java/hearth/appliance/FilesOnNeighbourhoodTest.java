package hearth.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.network.FileCalls;
import hearth.client.network.FileCalls.Result;
import hearth.client.network.HttpsGuardLink;
import hearth.client.network.Network;
import hearth.client.network.NetworkMemory;
import hearth.client.network.NetworkProfile;
import hearth.client.network.NetworkSettings;
import hearth.client.network.Obstacle;
import hearth.client.network.Pace;
import hearth.client.network.PinnedSeedLink;
import hearth.protocol.Bytes;
import hearth.protocol.attachment.FileId;
import hearth.protocol.attachment.FileUrl;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.Account;
import hearth.service.neighbourhood.Config;
import hearth.service.neighbourhood.Neighbourhood;
import hearth.testkit.Await;
import hearth.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a client on the file server of its network, through three real nodes. */
class FilesOnNeighbourhoodTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final NetworkSettings SETTINGS = new NetworkSettings(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(2),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            2);

    private final SecureRandom secrets = new SecureRandom();
    private final Neighbourhood nodes;
    private final HttpsGuardLink link = new HttpsGuardLink();
    private final Network network;
    private final FileCalls files;

    /** Forgets everything. */
    private static final class Forgetful implements NetworkMemory {
        @Override
        public Optional<byte[]> load(String name) {
            return Optional.empty();
        }

        @Override
        public void save(String name, byte[] value) {}
    }

    FilesOnNeighbourhoodTest(@TempDir Path folder) throws IOException {
        nodes = Neighbourhood.start(Config.of(5, folder), Clock.systemUTC(), secrets);
        var place = nodes.files().address();
        var server = new NetworkProfile.Files(
                "http://127.0.0.1:" + place.getPort(), nodes.files().key());
        network = network(Optional.of(server));
        files = network.files();
    }

    private Network network(Optional<NetworkProfile.Files> server) {
        var made = new Network(
                "test",
                new NetworkProfile("neighbourhood", List.of(), nodes.nodes(), false, server),
                link,
                new PinnedSeedLink(),
                Clock.systemUTC(),
                Pace.REAL,
                secrets,
                RandomGenerator.getDefault(),
                SETTINGS,
                new Forgetful(),
                new Account("05" + "00".repeat(32)),
                () -> {},
                () -> {});
        made.start();
        return made;
    }

    @AfterEach
    void stop() {
        network.close();
        link.close();
        nodes.close();
    }

    private void awaitNodes(Network network) throws Exception {
        Await.until("nodes are known", () -> network.nodes() > 0);
    }

    private static <T> T done(Result<T> result) {
        assertInstanceOf(Result.Done.class, result);
        return ((Result.Done<T>) result).value();
    }

    @Test
    void aFileIsUploadedAndFetchedAgainAsItWas() throws Exception {
        awaitNodes(network);
        var blob = Bytes.wrap(Seeds.bytes(RandomGenerator.getDefault(), 300_000));

        var uploaded = done(files.upload(blob, true, DAY));

        assertEquals(FileId.of(blob.toArray()), uploaded.url().id());
        assertTrue(uploaded.url().stream());
        assertTrue(uploaded.url().serverKey().isEmpty(), "it is the network's own");
        assertTrue(Math.abs(Duration.between(Clock.systemUTC().instant().plus(DAY), uploaded.expires())
                        .toSeconds())
                < 60);
        assertEquals(blob, done(files.download(FileUrl.parse(uploaded.url().text()))));
        assertTrue(done(files.extend(uploaded.url(), DAY.multipliedBy(2))).isAfter(uploaded.expires()));
    }

    /** Other clients name the key, and not all of them the same one. */
    @Test
    void aFileOfAServerThatTheAddressNamesIsFetchedWithEitherOfItsKeys() throws Exception {
        awaitNodes(network);
        var blob = Bytes.wrap(new byte[] {1, 2, 3});
        var url = done(files.upload(blob, false, DAY)).url();

        for (var key :
                List.of(nodes.files().key().bytes(), nodes.files().onionKey().bytes())) {
            var named = new FileUrl(url.server(), url.id(), Optional.of(Bytes.wrap(key)), false);
            assertEquals(blob, done(files.download(named)));
        }
    }

    @Test
    void whatCannotBeHadSaysWhy() throws Exception {
        awaitNodes(network);
        var absent = new FileUrl("http://127.0.0.1", "1", Optional.empty(), false);
        var stranger = Ed25519KeyPair.fromSeed(new byte[32]).publicKey().bytes();
        var elsewhere = new FileUrl("http://127.0.0.1", "1", Optional.of(Bytes.wrap(stranger)), false);

        assertEquals(new Result.Gone<Bytes>(), files.download(absent));
        assertEquals(new Result.TooLarge<FileCalls.Uploaded>(), files.upload(Bytes.EMPTY, false, DAY));
        assertEquals(new Result.NotNow<Bytes>(new Obstacle.DestinationAway()), files.download(elsewhere));
    }

    @Test
    void aNetworkWithoutAFileServerCarriesNoFiles() throws Exception {
        try (var without = network(Optional.empty())) {
            awaitNodes(without);

            assertEquals(
                    new Result.NoServer<FileCalls.Uploaded>(), without.files().upload(Bytes.EMPTY, false, DAY));
            assertEquals(
                    new Result.NoServer<Bytes>(),
                    without.files().download(new FileUrl("http://127.0.0.1", "1", Optional.empty(), false)));
        }
    }
}
