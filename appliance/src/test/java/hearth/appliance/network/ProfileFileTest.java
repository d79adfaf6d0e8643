package hearth.appliance.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.appliance.config.ConfigException;
import hearth.client.network.NetworkProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileFileTest {

    private static final String KEY = "b8eef9821445ae16e2e97ef8aa6fe782fd11ad5253cd6723b281341dba22e371";
    private static final String SEED = """
            name = friends
            seed.1.url = https://seed.example:443/json_rpc
            seed.1.pin = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
            """;

    @TempDir
    Path folder;

    private NetworkProfile read(String text) throws IOException, ConfigException {
        return ProfileFile.read(Files.writeString(folder.resolve("network.profile"), text));
    }

    @Test
    void aNetworkMayHaveAFileServerAndNeedNot() throws Exception {
        assertEquals(Optional.empty(), read(SEED).files());
        assertEquals(
                Optional.of(NetworkProfile.Files.of("http://files.example:8082", KEY)),
                read(SEED + "files.url = http://files.example:8082\nfiles.key = " + KEY)
                        .files());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "files.url = http://files.example",
                "files.key = " + KEY,
                "files.url = http://files.example\nfiles.key = 1234",
                "files.url = here\nfiles.key = " + KEY,
                "files.url = http://fi les\nfiles.key = " + KEY
            })
    void aFileServerThatCannotBeOneIsRefused(String lines) {
        var refused = assertThrows(ConfigException.class, () -> read(SEED + lines));

        assertTrue(String.valueOf(refused.getMessage()).contains("files."), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name = friends",
                "name = Not A Name\nseed.1.url = https://a:1/\nseed.1.pin = x",
                "name = friends\nseed.1.url = https://seed.example:443/json_rpc",
                "name = friends\nseed.1.url = http://seed.example\nseed.1.pin = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "name = friends\nnodes = absent.json",
                SEED + "subnet-diversity = maybe",
                SEED + "colour = green"
            })
    void whatIsNoNetworkIsRefusedWithTheFileNamed(String text) {
        var refused = assertThrows(ConfigException.class, () -> read(text));

        assertTrue(String.valueOf(refused.getMessage()).contains("network.profile"), refused.getMessage());
    }
}
