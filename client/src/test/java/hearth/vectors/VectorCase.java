package hearth.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.FormatException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** One case of a vector file, or an object inside one: typed access to its fields, and comparisons with them. */
public record VectorCase(JsonNode node) {

    private static final int SHOWN_MAX = 80;

    /** Says whether there is such a field and it is not null. */
    public boolean has(String field) {
        return node.hasNonNull(field);
    }

    /** Says whether the reference refuses this input. */
    public boolean expectsError() {
        return flag("expect_error") || flag("error");
    }

    /** The field as true or false; false if it is missing. */
    public boolean flag(String field) {
        return node.path(field).asBoolean(false);
    }

    public String text(String field) {
        var value = required(field);
        if (!value.isTextual()) {
            throw new AssertionError("Vector is broken: " + field + " is no text");
        }
        return value.textValue();
    }

    /** The bytes whose hex the field holds. */
    public byte[] hex(String field) {
        try {
            return HexFormat.of().parseHex(text(field));
        } catch (IllegalArgumentException e) {
            throw new AssertionError("Vector is broken: " + field + " is no hex", e);
        }
    }

    public int number(String field) {
        var value = required(field);
        if (!value.canConvertToInt()) {
            throw new AssertionError("Vector is broken: " + field + " is no number");
        }
        return value.intValue();
    }

    public VectorCase object(String field) {
        return new VectorCase(required(field));
    }

    public List<VectorCase> list(String field) {
        var list = new ArrayList<VectorCase>();
        required(field).forEach(item -> list.add(new VectorCase(item)));
        return list;
    }

    /** Fails unless {@code actual} are the bytes whose hex the field holds. */
    public void expectHex(String field, byte[] actual) {
        expect(field, HexFormat.of().formatHex(hex(field)), HexFormat.of().formatHex(actual));
    }

    /** Fails unless {@code actual} is the text of the field. */
    public void expectText(String field, String actual) {
        expect(field, text(field), actual);
    }

    /** Fails unless {@code actual} is the truth value of the field. */
    public void expectFlag(String field, boolean actual) {
        expect(field, Boolean.toString(required(field).asBoolean()), Boolean.toString(actual));
    }

    /** Fails unless {@code action} refuses its input with a {@link FormatException}. */
    public static void expectRefusal(Callable<?> action) throws Exception {
        try {
            action.call();
        } catch (FormatException _) {
            return;
        }
        throw new AssertionError("accepted, the reference refuses it");
    }

    private static void expect(String what, String expected, String actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(what + " is " + shorten(actual) + ", expected " + shorten(expected));
        }
    }

    private JsonNode required(String field) {
        var value = node.get(field);
        if (value == null || value.isNull()) {
            throw new AssertionError("Vector is broken: " + field + " is missing");
        }
        return value;
    }

    private static String shorten(String text) {
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "… (" + text.length() + ')';
    }
}
