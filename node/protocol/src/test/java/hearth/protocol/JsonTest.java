package hearth.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void exactlyOneValueIsRead() throws Exception {
        assertEquals(5, Json.parse(" 5 ").intValue());
        for (var bad : new String[] {"", "  ", "{", "1 2", "{} {}", "'a'", "nul", "[1,]", "\ud800"}) {
            assertThrows(FormatException.class, () -> Json.parse(bad.getBytes(StandardCharsets.UTF_8)), bad);
            assertThrows(FormatException.class, () -> Json.parse(bad), bad);
        }
    }

    @Test
    void theLastOfTwoEqualKeysCounts() throws Exception {
        assertEquals(2, Json.parseObject("{\"a\":1,\"a\":2}").path("a").intValue());
    }

    @Test
    void keysAreWrittenInAlphabeticalOrderAtEveryDepth() throws Exception {
        assertEquals(
                "{\"a\":[{\"c\":1,\"d\":2}],\"b\":null}",
                Json.text(Json.parse("{ \"b\":null, \"a\":[{\"d\":2,\"c\":1}] }")));
    }

    @Test
    void depthIsLimited() throws Exception {
        assertTrue(Json.parse("[".repeat(32) + "]".repeat(32)).isArray());
        assertThrows(FormatException.class, () -> Json.parse("[".repeat(33) + "]".repeat(33)));
        assertThrows(FormatException.class, () -> Json.parse("[".repeat(1_000_000)));
    }

    @Test
    void numbersAreLimitedInLength() throws Exception {
        assertTrue(Json.parse("9".repeat(64)).isBigInteger());
        assertThrows(FormatException.class, () -> Json.parse("9".repeat(65)));
    }

    @Test
    void sizeIsLimited() throws Exception {
        var largest = '"' + "x".repeat(Json.BYTES_MAX - 2) + '"';

        assertEquals(
                Json.BYTES_MAX - 2,
                Json.parse(largest.getBytes(StandardCharsets.UTF_8)).textValue().length());
        assertThrows(FormatException.class, () -> Json.parse((largest + ' ').getBytes(StandardCharsets.UTF_8)));
        assertThrows(FormatException.class, () -> Json.parse(largest + ' '));
    }

    @Test
    void refusalsDoNotRepeatTheInput() {
        var refusal = assertThrows(FormatException.class, () -> Json.parse("{\"secret\": password}"));

        assertFalse(String.valueOf(refusal.getMessage()).contains("password"));
    }

    @Test
    void anObjectIsAnObject() {
        assertThrows(FormatException.class, () -> Json.parseObject("[]"));
        assertThrows(FormatException.class, () -> Json.parseObject("null"));
    }

    @Test
    void nullIsTheSameAsAbsent() throws Exception {
        var object = Json.parseObject("{\"a\":null,\"b\":false}");

        assertTrue(Json.member(object, "a").isEmpty());
        assertTrue(Json.member(object, "c").isEmpty());
        assertTrue(Json.member(object, "b").isPresent());
    }

    @Test
    void anyBytesAreReadOrRefused() {
        Seeds.check(1, random -> {
            var good = "{\"a\":[1,-2.5e3,true,null,\"\\u0041\\n\u00e9\"],\"b\":{\"c\":\"d\"}}"
                    .getBytes(StandardCharsets.UTF_8);
            for (var i = 0; i < 100_000; i++) {
                var bytes = good.clone();
                for (var k = random.nextInt(4); k >= 0; k--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                try {
                    var value = Json.parse(bytes);
                    assertEquals(Json.text(value), Json.text(Json.parse(Json.bytes(value))));
                } catch (FormatException expected) {
                    // Refusing damaged input is the point.
                }
            }
        });
    }
}
