package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.bt.Bt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Parameters in a bt dictionary: numbers for booleans, bytes for keys, signatures and data. */
record BtFields(Bt.Dict dict) implements Fields {

    @Override
    public boolean binary() {
        return true;
    }

    @Override
    public OptionalLong integer(String name, String type) throws RequestException {
        var value = dict.find(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            if (value.get() instanceof Bt.Int number) {
                return OptionalLong.of(number.asLong());
            }
        } catch (FormatException tooLarge) {
            // Falls through: no parameter needs more than 63 bits.
        }
        throw Fields.wrongType(name, type);
    }

    @Override
    public Optional<Boolean> flag(String name) throws RequestException {
        var value = integer(name, "boolean");
        if (value.isPresent() && value.getAsLong() != 0 && value.getAsLong() != 1) {
            throw Fields.wrongType(name, "boolean");
        }
        return value.isPresent() ? Optional.of(value.getAsLong() == 1) : Optional.empty();
    }

    @Override
    public Optional<byte[]> string(String name) throws RequestException {
        var value = dict.find(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof Bt.Bytes bytes) {
            return Optional.of(bytes.value());
        }
        throw Fields.wrongType(name, "string");
    }

    @Override
    public Optional<List<String>> strings(String name) throws RequestException {
        var value = dict.find(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        var items = switch (value.get()) {
            case Bt.Bytes single -> List.<Bt>of(single);
            case Bt.List(var several) -> several;
            default -> throw Fields.wrongType(name, "string array");
        };
        var texts = new ArrayList<String>();
        for (var item : items) {
            if (!(item instanceof Bt.Bytes bytes)) {
                throw Fields.wrongType(name, "string array");
            }
            texts.add(bytes.text());
        }
        return Optional.of(texts);
    }

    @Override
    public Optional<JsonNode> json(String name) throws RequestException {
        var text = string(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.parse(text.get()));
        } catch (FormatException malformed) {
            throw Fields.wrongType(name, "json");
        }
    }

    @Override
    public boolean has(String name) {
        return dict.find(name).isPresent();
    }

    @Override
    public boolean isString(String name) {
        return dict.find(name).orElse(Bt.of(0)) instanceof Bt.Bytes;
    }

    @Override
    public Optional<List<Optional<Fields>>> objects(String name) {
        if (!(dict.find(name).orElse(Bt.of(0)) instanceof Bt.List(var items))) {
            return Optional.empty();
        }
        var objects = new ArrayList<Optional<Fields>>();
        items.forEach(item -> objects.add(of(item)));
        return Optional.of(objects);
    }

    @Override
    public Optional<Fields> object(String name) {
        return dict.find(name).flatMap(BtFields::of);
    }

    private static Optional<Fields> of(Bt value) {
        return value instanceof Bt.Dict inner ? Optional.of(new BtFields(inner)) : Optional.empty();
    }
}
