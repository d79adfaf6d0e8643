package hearth.service.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Network.md §1.7. */
class RateLimiterTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // the clock may wrap around at any time
    private final RateLimiter limiter = new RateLimiter(nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static InetAddress number(int i) {
        return address("10." + (i >> 16 & 255) + '.' + (i >> 8 & 255) + '.' + (i & 255));
    }

    private int allowed(InetAddress address, int tries) {
        var allowed = 0;
        for (var i = 0; i < tries; i++) {
            allowed += limiter.allows(address) ? 1 : 0;
        }
        return allowed;
    }

    @Test
    void sixHundredRequestsAtOnceAreAllowedAndNotOneMore() {
        assertEquals(600, allowed(number(1), 700));
        assertEquals(600, allowed(number(2), 700), "others have their own");
    }

    @Test
    void threeHundredGrowBackInASecondUpToSixHundred() {
        allowed(number(1), 700);

        pass(Duration.ofMillis(3));
        assertFalse(limiter.allows(number(1)));
        pass(Duration.ofMillis(1));
        assertTrue(limiter.allows(number(1)));
        pass(Duration.ofSeconds(1));
        assertEquals(300, allowed(number(1), 700));
        pass(Duration.ofHours(1));
        assertEquals(600, allowed(number(1), 700));
    }

    @Test
    void anIpv6NetworkCountsAsOneAddress() {
        assertEquals(600, allowed(address("2001:db8:1:2::1"), 700));
        assertFalse(limiter.allows(address("2001:db8:1:2:ffff::9")));
        assertTrue(limiter.allows(address("2001:db8:1:3::1")));
    }

    @Test
    void whileTenThousandAddressesAreBusyOthersAreRefusedAndIdleOnesAreForgotten() {
        for (var i = 0; i < RateLimiter.ADDRESSES_MAX; i++) {
            assertTrue(limiter.allows(number(i)));
        }
        assertFalse(limiter.allows(number(RateLimiter.ADDRESSES_MAX)));
        assertTrue(limiter.allows(number(0)), "who is known goes on");

        pass(Duration.ofMillis(10));

        assertTrue(limiter.allows(number(RateLimiter.ADDRESSES_MAX)));
        pass(Duration.ofSeconds(11));
        limiter.allows(number(1));
        assertEquals(1, limiter.remembered());
    }
}
