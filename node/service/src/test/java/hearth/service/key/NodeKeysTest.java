package hearth.service.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeKeysTest {

    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path folder;

    /** Values of network.md appendix A.1. */
    @Test
    void keysFollowFromTheSeedAsTheNetworkDerivesThem() {
        var seed = new byte[32];
        Arrays.fill(seed, (byte) 0xa1);

        var keys = NodeKeys.fromSeed(seed);

        assertEquals(
                "bc7cbcb5636375fa1d82434d466724d92377f53b980695dd49d26d0ce12205a5",
                keys.id().hex());
        assertEquals(
                "c758cc62fd0bf6361a1ed43a9b684e289f60cea7891a986e006acc668ee34561",
                keys.x25519().publicKey().hex());
    }

    @Test
    void aNodeKeepsItsKeysInAFileOfItsOwn() throws IOException {
        var file = folder.resolve("node.key");

        var first = NodeKeys.loadOrCreate(file, random);
        var second = NodeKeys.loadOrCreate(file, random);
        var other = NodeKeys.loadOrCreate(folder.resolve("other.key"), random);

        assertEquals(first.id(), second.id());
        assertNotEquals(first.id(), other.id());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void aDamagedKeyFileIsRefusedWithoutRepeatingIt() throws IOException {
        var file = folder.resolve("node.key");
        for (var content : List.of("", "ab".repeat(31), "ab".repeat(33), "xy".repeat(32))) {
            Files.writeString(file, content);

            var failure = assertThrows(IOException.class, () -> NodeKeys.loadOrCreate(file, random));

            assertEquals("node.key does not hold a node key: 64 hex characters expected", failure.getMessage());
        }
    }

    @Test
    void noSecretIsPrinted() throws IOException {
        var file = folder.resolve("node.key");

        var keys = NodeKeys.loadOrCreate(file, random);

        assertFalse(keys.toString().contains(Files.readString(file).substring(0, 8)));
    }
}
