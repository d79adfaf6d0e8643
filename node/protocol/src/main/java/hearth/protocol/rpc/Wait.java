package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.id.Account;
import java.time.Duration;

/**
 * Like {@link Retrieve}, but the node answers as soon as there is a message, or when the time is up. An extension of our
 * own under a distinctive name (network specification, section 11): other nodes answer {@code no method hearth_wait}.
 *
 * @param retrieve what to wait for; its proof is that of a {@code retrieve}
 * @param atMost   how long at most, up to {@link #MAX}
 */
public record Wait(Retrieve retrieve, Duration atMost) implements StorageRequest.ForAccount {

    public static final String METHOD = "hearth_wait";

    public static final Duration MAX = Duration.ofSeconds(20);

    public Wait {
        if (atMost.isNegative() || atMost.compareTo(MAX) > 0) {
            throw new IllegalArgumentException("Wait is " + atMost + ", it must be from 0 to " + MAX);
        }
    }

    static Wait read(Params params) throws RequestException {
        var wait = Params.require(params.positiveInteger("wait"), "wait");
        if (wait > MAX.toMillis()) {
            throw RequestException.invalid(
                    "Invalid value given for 'wait': expected at most " + MAX.toMillis() + " milliseconds");
        }
        return new Wait(Retrieve.read(params), Duration.ofMillis(wait));
    }

    @Override
    public Account account() {
        return retrieve.account();
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public ObjectNode params() {
        return retrieve.params().put("wait", atMost.toMillis());
    }
}
