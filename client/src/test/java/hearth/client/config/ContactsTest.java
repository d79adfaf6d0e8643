package hearth.client.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.config.tree.ConfigDict;
import hearth.client.config.tree.ConfigScalar;
import hearth.protocol.Bytes;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.id.SessionId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What other devices may have written about a contact, and what becomes of it here. */
class ContactsTest {

    private static final SessionId BEN = SessionId.of(SessionId.Kind.STANDARD, new byte[SessionId.KEY_BYTES]);

    private final Contacts contacts = Contacts.fresh(AccountKeys.generate(new SecureRandom()), Clock.systemUTC());

    @Test
    void namesThatAreTooLongAreReadCutAndStayAsTheyAreUntilSomebodyChangesThem() {
        // Allowed as bytes, too long as the text that can be made of them.
        var odd = new byte[Names.BYTES_MAX];
        Arrays.fill(odd, (byte) 'a');
        odd[odd.length - 1] = (byte) 0xff;
        var tooLong = "ö".repeat(Names.BYTES_MAX).getBytes(StandardCharsets.UTF_8);
        write("n", octets(tooLong));
        write("N", octets(odd));

        var ben = contacts.find(BEN).orElseThrow();
        assertEquals("ö".repeat(Names.BYTES_MAX / 2), ben.name());
        assertEquals("a".repeat(Names.BYTES_MAX - 1), ben.nickname());
        contacts.set(ben.withName(ben.name()).withNickname(ben.nickname()).withApproved(true));

        assertTrue(contacts.find(BEN).orElseThrow().approved());
        assertEquals(octets(tooLong), record().find(ConfigDict.key("n")).orElseThrow());
        assertEquals(octets(odd), record().find(ConfigDict.key("N")).orElseThrow());
        contacts.set(contacts.find(BEN).orElseThrow().withNickname("Benny"));
        assertEquals("Benny", contacts.find(BEN).orElseThrow().nickname());
    }

    @Test
    void aTimeThatNoMessageCanSayIsTheLongestOne() {
        write("e", new ConfigScalar.Int(1));
        write("E", new ConfigScalar.Int(10_000_000_000_000_000L));

        assertEquals(
                new Expiry(Expiry.Mode.AFTER_SEND, 0xffff_ffffL),
                contacts.find(BEN).orElseThrow().expiry());
    }

    private void write(String key, ConfigScalar value) {
        var all = contacts.data().dict("c");
        contacts.edit(contacts.data().with("c", all.with(Fields.key(BEN), record().with(key, value))));
    }

    private ConfigDict record() {
        return contacts.data().dict("c").dict(Fields.key(BEN));
    }

    private static ConfigScalar octets(byte[] bytes) {
        return new ConfigScalar.Octets(Bytes.wrap(bytes));
    }
}
