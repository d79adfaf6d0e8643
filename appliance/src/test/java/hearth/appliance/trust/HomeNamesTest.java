package hearth.appliance.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.testkit.Seeds;
import hearth.web.household.BoxName;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class HomeNamesTest {

    @Test
    void aBoxIsKnownUnderItsOwnNameAndAtTheMachineItself() {
        assertEquals(
                List.of("maple-house.local", "maple-house.home.arpa", "localhost"),
                HomeNames.dnsNames(new BoxName("maple-house")));
    }

    @Test
    void addressesOfHomesAreCoveredAndNoOthers() {
        var covered = List.of(
                "10.0.0.0",
                "10.255.255.255",
                "172.16.0.0",
                "172.31.255.255",
                "192.168.0.0",
                "192.168.255.255",
                "169.254.0.0",
                "169.254.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "fc00::",
                "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "fe80::",
                "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "::1");
        var foreign = List.of(
                "9.255.255.255",
                "11.0.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "fe00::",
                "fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "fec0::",
                "2001:db8::1",
                "::2",
                "::");

        for (var address : covered) {
            assertTrue(HomeNames.covers(InetAddress.ofLiteral(address)), address);
        }
        for (var address : foreign) {
            assertFalse(HomeNames.covers(InetAddress.ofLiteral(address)), address);
        }
    }

    @Test
    void addressesAreWrittenAsBrowsersWriteThem() {
        for (var text : List.of(
                "192.168.1.20",
                "::1",
                "::",
                "fe80::1",
                "fd00::",
                "fd12:3456:789a:1::2",
                "fd00:0:1:1:1:1:1:1",
                "fd00:0:0:1::",
                "fd00::1:0:0:2",
                "fd12:3456:789a:bcde:f012:3456:789a:bcde")) {
            assertEquals(text, HomeNames.text(InetAddress.ofLiteral(text)));
        }
    }

    @Test
    void theTextOfAnAddressNamesThatAddress() {
        Seeds.check(1_000, random -> {
            var bytes = new byte[16];
            for (var i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextBoolean() ? 0 : (byte) random.nextInt();
            }
            bytes[0] = (byte) 0xfd;
            var address = InetAddress.getByAddress(bytes);

            assertEquals(address, InetAddress.ofLiteral(HomeNames.text(address)));
        });
    }
}
