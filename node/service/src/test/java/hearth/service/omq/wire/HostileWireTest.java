package hearth.service.omq.wire;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.testkit.Hostile;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever bytes come to the OMQ port: each form is read or refused in the one way there is. */
class HostileWireTest {

    private static final int BODY_BYTES_MAX = 60;

    /** What reads the bytes of strangers. */
    @SuppressWarnings("ImmutableEnumChecker") // its arrays are read only
    enum Reading {
        GREETING(Greeting.curve(true).encode(), Greeting::decode),
        FRAMES(Frames.command(new byte[30]), bytes -> {
            var in = Unpooled.wrappedBuffer(bytes);
            var count = 0;
            while (Frames.read(in, BODY_BYTES_MAX).isPresent()) {
                count++;
            }
            return count;
        }),
        PING(new Command.Ping(Duration.ofSeconds(30), Bytes.wrap(new byte[16])).encode(), Command::decode),
        FAILURE(new Command.Failure("400 no").encode(), Command::decode),
        PROPERTIES(
                new PeerProperties(PeerProperties.DEALER, Bytes.wrap(new byte[] {'L', 1, 2})).encode(),
                bytes -> PeerProperties.decode(bytes, 0, bytes.length));

        private final byte[] sample;
        private final Hostile.Decoder decoder;

        Reading(byte[] sample, Hostile.Decoder decoder) {
            this.sample = sample;
            this.decoder = decoder;
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyBytesAreReadOrRefused(Reading reading) {
        Hostile.check(10_000, FormatException.class, List.of(reading.sample), reading.decoder);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void aMillionInputsAreReadOrRefused(Reading reading) {
        Hostile.check(1_000_000, FormatException.class, List.of(reading.sample), reading.decoder);
    }
}
