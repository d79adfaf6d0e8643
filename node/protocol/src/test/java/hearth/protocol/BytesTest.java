package hearth.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BytesTest {

    @Test
    void nobodyCanChangeThemFromOutside() {
        var array = new byte[] {1, 2};
        var bytes = Bytes.of(array);

        array[0] = 9;
        bytes.toArray()[1] = 9;

        assertArrayEquals(new byte[] {1, 2}, bytes.toArray());
        assertTrue(bytes.buffer().isReadOnly());
    }

    @Test
    void equalBytesAreEqual() {
        assertEquals(Bytes.of(new byte[] {1}), Bytes.wrap(new byte[] {1}));
        assertEquals(
                Bytes.of(new byte[] {1}).hashCode(), Bytes.wrap(new byte[] {1}).hashCode());
        assertFalse(Bytes.of(new byte[] {1}).equals(Bytes.EMPTY));
    }

    @Test
    void theirTextTellsTheirLengthOnly() {
        assertEquals("Bytes[2]", Bytes.of(new byte[] {65, 66}).toString());
        assertEquals("QUI=", Bytes.of(new byte[] {65, 66}).base64());
        assertEquals("4142", Bytes.of(new byte[] {65, 66}).hex());
    }
}
