package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Json;
import hearth.protocol.bt.Bt;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes the parameters of a request: as JSON for nodes, or as a bt dictionary for other members of a swarm. */
sealed interface ParamWriter {

    static ObjectNode json(Consumer<ParamWriter> content) {
        var out = new AsJson();
        content.accept(out);
        return out.params();
    }

    static Bt.Dict bt(Consumer<ParamWriter> content) {
        var out = new AsBt();
        content.accept(out);
        return out.dict();
    }

    void account(Account account);

    void number(String name, long value);

    /** One number if there is one, else a list. */
    void numbers(String name, List<Long> values);

    /** Writes nothing if it is false. */
    void flag(String name, boolean value);

    void texts(String name, List<String> values);

    void scope(NamespaceScope scope);

    void tokens(String name, List<SubaccountToken> values);

    void proof(Proof proof);

    default void hashes(List<MessageHash> hashes) {
        texts("messages", hashes.stream().map(MessageHash::text).toList());
    }

    default void proof(TimedProof proof) {
        number("timestamp", proof.timestampMs());
        proof(proof.proof());
    }

    /** Text for keys and signatures. */
    record AsJson(ObjectNode params) implements ParamWriter {

        AsJson() {
            this(Json.object());
        }

        @Override
        public void account(Account account) {
            params.put("pubkey", account.hex());
        }

        @Override
        public void number(String name, long value) {
            params.put(name, value);
        }

        @Override
        public void numbers(String name, List<Long> values) {
            if (values.size() == 1) {
                params.put(name, values.getFirst());
            } else {
                values.forEach(params.putArray(name)::add);
            }
        }

        @Override
        public void flag(String name, boolean value) {
            if (value) {
                params.put(name, true);
            }
        }

        @Override
        public void texts(String name, List<String> values) {
            values.forEach(params.putArray(name)::add);
        }

        @Override
        public void scope(NamespaceScope scope) {
            switch (scope) {
                case NamespaceScope.One(var namespace) -> params.put("namespace", namespace.value());
                case NamespaceScope.All() -> params.put("namespace", NamespaceScope.ALL);
            }
        }

        @Override
        public void tokens(String name, List<SubaccountToken> values) {
            texts(name, values.stream().map(token -> token.bytes().base64()).toList());
        }

        @Override
        public void proof(Proof proof) {
            proof.write(params);
        }
    }

    /** Bytes for keys and signatures. */
    record AsBt(Map<String, Bt> params) implements ParamWriter {

        AsBt() {
            this(new HashMap<>());
        }

        Bt.Dict dict() {
            return Bt.dict(params);
        }

        @Override
        public void account(Account account) {
            params.put("pubkey", Bt.of(account.bytes()));
        }

        @Override
        public void number(String name, long value) {
            params.put(name, Bt.of(value));
        }

        @Override
        public void numbers(String name, List<Long> values) {
            params.put(
                    name,
                    values.size() == 1
                            ? Bt.of(values.getFirst())
                            : new Bt.List(values.stream()
                                    .map(value -> (Bt) Bt.of(value))
                                    .toList()));
        }

        @Override
        public void flag(String name, boolean value) {
            if (value) {
                params.put(name, Bt.of(true));
            }
        }

        @Override
        public void texts(String name, List<String> values) {
            params.put(
                    name,
                    new Bt.List(
                            values.stream().map(value -> (Bt) Bt.text(value)).toList()));
        }

        @Override
        public void scope(NamespaceScope scope) {
            params.put(
                    "namespace",
                    switch (scope) {
                        case NamespaceScope.One(var namespace) -> Bt.of(namespace.value());
                        case NamespaceScope.All() -> Bt.text(NamespaceScope.ALL);
                    });
        }

        @Override
        public void tokens(String name, List<SubaccountToken> values) {
            params.put(
                    name,
                    new Bt.List(values.stream()
                            .map(token -> (Bt) Bt.of(token.bytes().toArray()))
                            .toList()));
        }

        @Override
        public void proof(Proof proof) {
            proof.write(params);
        }
    }
}
