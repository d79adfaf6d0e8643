package hearth.web.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MultipartTest {

    private static final String TYPE = "multipart/form-data; boundary=cut";

    private static Multipart reader(InputStream in) {
        return Multipart.of(TYPE, in).orElseThrow();
    }

    private static byte[] form(List<byte[]> files) {
        var out = new ByteArrayOutputStream();
        for (var i = 0; i < files.size(); i++) {
            out.writeBytes(("--cut\r\nContent-Disposition: form-data; name=\"f" + i + "\"; filename=\"n\"\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.writeBytes(files.get(i));
            out.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        out.writeBytes("--cut--\r\n".getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }

    /** Gives few bytes at a time, and sometimes none. */
    private static InputStream slow(byte[] bytes, RandomGenerator random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return random.nextInt(5) == 0 ? 0 : super.read(target, offset, Math.min(length, random.nextInt(1, 40)));
            }
        };
    }

    @Test
    void everyFileComesAsItWasSentHoweverItComes() {
        var words = List.of("\r\n", "--cut", "\r\n--cu", "\r", "x".repeat(70), "-", "\r\n\r\n--cu");
        Seeds.check(200, random -> {
            var files = new ArrayList<byte[]>();
            for (var i = random.nextInt(4); i >= 0; i--) {
                var text = new StringBuilder();
                for (var count = random.nextInt(60); count > 0; count--) {
                    text.append(words.get(random.nextInt(words.size())));
                }
                files.add(text.toString().replace("\r\n--cut", "\r\n--cux").getBytes(StandardCharsets.ISO_8859_1));
            }

            var parts = reader(slow(form(files), random));

            for (var file : files) {
                var part = parts.next().orElseThrow();
                assertEquals(Optional.of("n"), part.file());
                if (random.nextInt(4) > 0) {
                    assertArrayEquals(file, part.content().readAllBytes());
                }
            }
            assertTrue(parts.next().isEmpty());
        });
    }

    @Test
    void damagedFormsAreRefusedWithNothingElse() {
        var whole = form(List.of(new byte[100], new byte[3]));
        Seeds.check(500, random -> {
            var bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            var parts = reader(new ByteArrayInputStream(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1))));
            try {
                for (var part = parts.next(); part.isPresent(); part = parts.next()) {
                    assertTrue(part.get().content().readAllBytes().length <= bytes.length);
                }
            } catch (IOException refused) {
                // Refusing damaged input is the point.
            }
        });
    }

    @Test
    void headersAreBounded() {
        var oneLong = "--cut\r\nContent-Disposition: " + "x".repeat(10_000) + "\r\n\r\n";
        var many = "--cut\r\n" + "A: b\r\n".repeat(2_000) + "\r\n";
        for (var form : List.of(oneLong, many)) {
            var parts = reader(new ByteArrayInputStream(form.getBytes(StandardCharsets.ISO_8859_1)));
            assertThrows(IOException.class, parts::next);
        }
        assertTrue(Multipart.of("text/plain", InputStream.nullInputStream()).isEmpty());
        assertTrue(Multipart.of("multipart/form-data; boundary=" + "x".repeat(80), InputStream.nullInputStream())
                .isEmpty());
    }
}
