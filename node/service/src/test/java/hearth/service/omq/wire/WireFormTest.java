package hearth.service.omq.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Greetings, frames, commands and properties, byte for byte. */
class WireFormTest {

    @Test
    void theGreetingIsTheOneOfTheStandard() throws FormatException {
        var expected = "ff00000000000000017f" + "0301" + "4355525645" + "00".repeat(15) + "01" + "00".repeat(31);

        var greeting = Greeting.curve(true);

        assertEquals(expected, HexFormat.of().formatHex(greeting.encode()));
        assertEquals(greeting, Greeting.decode(greeting.encode()));
        assertDoesNotThrow(() -> greeting.requireCurve());
    }

    @Test
    void aGreetingOfAnotherKindIsRefused() throws FormatException {
        var older = Greeting.curve(true).encode();
        older[10] = 2;
        var open = new Greeting(3, 0, "NULL", false);

        assertThrows(FormatException.class, () -> Greeting.decode(older).requireCurve());
        assertThrows(FormatException.class, () -> Greeting.decode(open.encode()).requireCurve());
        assertThrows(
                FormatException.class,
                () -> Greeting.decode("GET / HTTP/1.1"
                        .repeat(5)
                        .substring(0, 64)
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    @Test
    void aNewerMinorVersionIsWelcome() {
        assertDoesNotThrow(() -> new Greeting(3, 7, "CURVE", false).requireCurve());
    }

    @Test
    void shortAndLongFramesAreTold() throws FormatException {
        for (var length : new int[] {0, 1, 255, 256, 70_000}) {
            var body = new byte[length];
            var bytes = Frames.command(body);

            assertEquals((length > 255 ? 9 : 2) + length, bytes.length);
            var frame = Frames.read(Unpooled.wrappedBuffer(bytes), 70_000).orElseThrow();
            assertTrue(frame.command());
            assertArrayEquals(body, frame.body());
        }
    }

    @Test
    void aFrameMayComeInAnyPieces() throws FormatException {
        var whole = Unpooled.wrappedBuffer(Frames.command(new byte[300]));
        for (var length = 0; length < whole.readableBytes(); length++) {
            assertEquals(Optional.empty(), Frames.read(whole.slice(0, length), 300));
        }
        assertTrue(Frames.read(whole, 300).isPresent());
        assertEquals(0, whole.readableBytes());
    }

    @Test
    void aFrameOfTheLargestLengthIsTakenAndALongerOneIsRefusedByItsHead() throws FormatException {
        var head = ByteBuffer.allocate(9).put((byte) 2).putLong(1_001).array();

        assertTrue(Frames.read(Unpooled.wrappedBuffer(Frames.command(new byte[1_000])), 1_000)
                .isPresent());
        assertThrows(FormatException.class, () -> Frames.read(Unpooled.wrappedBuffer(head), 1_000));
    }

    @Test
    void aLengthBelowZeroIsRefused() {
        var head = ByteBuffer.allocate(9).put((byte) 2).putLong(-1).array();

        assertThrows(FormatException.class, () -> Frames.read(Unpooled.wrappedBuffer(head), 1_000));
    }

    @Test
    void unknownFlagsAreRefused() {
        for (var flags = 0; flags < 256; flags++) {
            var bytes = new byte[] {(byte) flags, 0, 0, 0, 0, 0, 0, 0, 0};
            if (flags <= 4 || flags == 6) {
                assertDoesNotThrow(() -> Frames.read(Unpooled.wrappedBuffer(bytes), 10));
            } else {
                assertThrows(FormatException.class, () -> Frames.read(Unpooled.wrappedBuffer(bytes), 10));
            }
        }
    }

    @Test
    void commandsReadAsTheyAreWritten() throws FormatException {
        var context = Bytes.wrap(new byte[16]);
        var ping = new Command.Ping(Duration.ofSeconds(30), context);
        var pong = new Command.Pong(context);
        var failure = new Command.Failure("400");

        assertEquals("0450494e47012c" + "00".repeat(16), HexFormat.of().formatHex(ping.encode()));
        assertEquals(ping, Command.decode(ping.encode()));
        assertEquals(pong, Command.decode(pong.encode()));
        assertEquals(failure, Command.decode(failure.encode()));
    }

    @Test
    void malformedCommandsAreRefused() {
        for (var hex : new String[] {
            "",
            "00",
            "05",
            "0550494e47",
            "0450494e47",
            "0450494e4701",
            "0450494e470001" + "00".repeat(17),
            "04504f4e47" + "00".repeat(17),
            "054552524f52",
            "054552524f520141" + "41",
            "85"
        }) {
            assertThrows(
                    FormatException.class, () -> Command.decode(HexFormat.of().parseHex(hex)), hex);
        }
    }

    @Test
    void propertiesReadAsTheyAreWrittenAndUnknownOnesAreSkipped() throws FormatException {
        var properties = new PeerProperties(PeerProperties.DEALER, Bytes.wrap(new byte[] {'L', 1, 2}));
        var written = properties.encode();
        var more = ByteBuffer.allocate(written.length + 9)
                .put((byte) 3)
                .put((byte) 'X')
                .put((byte) '-')
                .put((byte) 'A')
                .putInt(1)
                .put((byte) 7)
                .put(written)
                .array();

        assertEquals(properties, PeerProperties.decode(written, 0, written.length));
        assertEquals(properties, PeerProperties.decode(more, 0, more.length));
    }

    @Test
    void propertiesLongerThanWhatHoldsThemAreRefused() {
        var bytes = ByteBuffer.allocate(7)
                .put((byte) 1)
                .put((byte) 'X')
                .putInt(2)
                .put((byte) 7)
                .array();
        var below = ByteBuffer.allocate(7)
                .put((byte) 1)
                .put((byte) 'X')
                .putInt(-1)
                .put((byte) 7)
                .array();

        assertThrows(FormatException.class, () -> PeerProperties.decode(bytes, 0, bytes.length));
        assertThrows(FormatException.class, () -> PeerProperties.decode(below, 0, below.length));
        assertThrows(FormatException.class, () -> PeerProperties.decode(new byte[] {5}, 0, 1));
        assertThrows(FormatException.class, () -> PeerProperties.decode(new byte[2_049], 0, 2_049));
    }

    @Test
    void anIdentityHasAtMost255Bytes() throws FormatException {
        var longest = new PeerProperties(PeerProperties.DEALER, Bytes.wrap(new byte[255])).encode();

        assertEquals(
                255,
                PeerProperties.decode(longest, 0, longest.length).identity().length());
        assertThrows(
                IllegalArgumentException.class,
                () -> new PeerProperties(PeerProperties.DEALER, Bytes.wrap(new byte[256])));
    }
}
