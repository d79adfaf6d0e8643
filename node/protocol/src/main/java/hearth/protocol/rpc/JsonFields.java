package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/** Parameters in JSON. */
record JsonFields(ObjectNode object) implements Fields {

    @Override
    public boolean binary() {
        return false;
    }

    @Override
    public OptionalLong integer(String name, String type) throws RequestException {
        var value = Json.member(object, name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!value.get().isIntegralNumber() || !value.get().canConvertToLong()) {
            throw Fields.wrongType(name, type);
        }
        return OptionalLong.of(value.get().longValue());
    }

    @Override
    public Optional<Boolean> flag(String name) throws RequestException {
        var value = Json.member(object, name);
        if (value.isPresent() && !value.get().isBoolean()) {
            throw Fields.wrongType(name, "boolean");
        }
        return value.map(JsonNode::booleanValue);
    }

    @Override
    public Optional<byte[]> string(String name) throws RequestException {
        var value = Json.member(object, name);
        if (value.isPresent() && !value.get().isTextual()) {
            throw Fields.wrongType(name, "string");
        }
        return value.map(text -> text.textValue().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<List<byte[]>> strings(String name) throws RequestException {
        return elements(
                name,
                "string array",
                JsonNode::isTextual,
                value -> value.textValue().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<List<Long>> integers(String name, String type) throws RequestException {
        return elements(name, type, value -> value.isIntegralNumber() && value.canConvertToLong(), JsonNode::longValue);
    }

    private <T> Optional<List<T>> elements(
            String name, String type, Predicate<JsonNode> fits, Function<JsonNode, T> read) throws RequestException {
        var value = Json.member(object, name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        var elements = new ArrayList<T>();
        for (var element : value.get().isArray() ? value.get() : List.of(value.get())) {
            if (!fits.test(element)) {
                throw Fields.wrongType(name, type);
            }
            elements.add(read.apply(element));
        }
        return Optional.of(elements);
    }

    @Override
    public Optional<JsonNode> json(String name) {
        return Json.member(object, name);
    }

    @Override
    public boolean has(String name) {
        return Json.member(object, name).isPresent();
    }

    @Override
    public boolean isString(String name) {
        return object.path(name).isTextual();
    }

    @Override
    public boolean isList(String name) {
        return object.path(name).isArray();
    }

    @Override
    public Optional<List<Optional<Fields>>> objects(String name) {
        var value = object.path(name);
        if (!value.isArray()) {
            return Optional.empty();
        }
        var objects = new ArrayList<Optional<Fields>>();
        for (var element : value) {
            objects.add(of(element));
        }
        return Optional.of(objects);
    }

    @Override
    public Optional<Fields> object(String name) {
        return of(object.path(name));
    }

    private static Optional<Fields> of(JsonNode node) {
        return node instanceof ObjectNode inner ? Optional.of(new JsonFields(inner)) : Optional.empty();
    }
}
