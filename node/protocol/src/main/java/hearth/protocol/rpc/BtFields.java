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
        return OptionalLong.of(number(value.get()).orElseThrow(() -> Fields.wrongType(name, type)));
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
    public Optional<List<byte[]>> strings(String name) throws RequestException {
        var texts = new ArrayList<byte[]>();
        for (var item : items(name)) {
            if (!(item instanceof Bt.Bytes bytes)) {
                throw Fields.wrongType(name, "string array");
            }
            texts.add(bytes.value());
        }
        return has(name) ? Optional.of(texts) : Optional.empty();
    }

    @Override
    public Optional<List<Long>> integers(String name, String type) throws RequestException {
        var numbers = new ArrayList<Long>();
        for (var item : items(name)) {
            numbers.add(number(item).orElseThrow(() -> Fields.wrongType(name, type)));
        }
        return has(name) ? Optional.of(numbers) : Optional.empty();
    }

    /** The elements of a list, or the one value that stands for a list. */
    private List<Bt> items(String name) {
        return switch (dict.find(name).orElse(new Bt.List(List.of()))) {
            case Bt.List(var several) -> several;
            case Bt single -> List.of(single);
        };
    }

    private static Optional<Long> number(Bt value) {
        try {
            return value instanceof Bt.Int number ? Optional.of(number.asLong()) : Optional.empty();
        } catch (FormatException tooLarge) {
            return Optional.empty(); // no parameter needs more than 63 bits
        }
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
    public boolean isList(String name) {
        return dict.find(name).orElse(Bt.of(0)) instanceof Bt.List;
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
