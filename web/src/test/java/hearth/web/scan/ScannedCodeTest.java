package hearth.web.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.protocol.id.SessionId;
import hearth.web.sample.SampleRecovery;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What codes say that the apps of this network, and other things, show. */
class ScannedCodeTest {

    private static final String ID = "05" + "0123456789abcdef".repeat(4);

    @Test
    void anAccountIdIsAPersonAloneInALinkOrInWords() throws Exception {
        var person = new ScannedCode.Person(SessionId.parse(ID));
        for (var text : List.of(
                ID,
                ID.toUpperCase(Locale.ROOT),
                " " + ID + "\n",
                "https://maple-house.local:8443/new?to=" + ID,
                "You can write to me on Session. My Account ID: " + ID,
                ID + " " + ID)) {
            assertEquals(person, ScannedCode.of(text), text);
        }
    }

    @Test
    void thirtyTwoHexCharactersAreAWholeAccount() {
        var recovery = new ScannedCode.Recovery(SampleRecovery.WORDS);

        assertEquals(recovery, ScannedCode.of(new SampleRecovery().qrText()));
        assertEquals(recovery, ScannedCode.of("7728D972721B98816A328C46C1995135 "));
        assertEquals(new ScannedCode.Other(), ScannedCode.of("7728d972721b98816a328c46c199513"));
    }

    @Test
    void communitiesGroupsAndEverythingElseAreTold() {
        var key = "0123456789abcdef".repeat(4);
        assertEquals(new ScannedCode.Community(), ScannedCode.of("https://open.example/room?public_key=" + key));
        assertEquals(new ScannedCode.Community(), ScannedCode.of("http://192.0.2.1:8080/r/room?public_key=" + key));
        assertEquals(new ScannedCode.Group(), ScannedCode.of("03" + key));
        for (var text : List.of(
                "",
                "ann",
                "15" + key,
                "https://maple-house.local/join/abc",
                "WIFI:S:home;P:secret;;",
                ID + " 05" + "f".repeat(64),
                ID + "0",
                "x".repeat(4_000))) {
            assertEquals(new ScannedCode.Other(), ScannedCode.of(text), text);
        }
    }
}
