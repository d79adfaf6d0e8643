package hearth.client.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.crypto.SymmetricKey;
import hearth.protocol.message.ConfigWrapping;
import hearth.vectors.VectorCase;
import hearth.vectors.VectorKind;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Plays the scenarios of one kind of config: several devices that edit, push and merge. */
public final class ConfigScenarioVectors<T extends SyncedConfig> implements VectorKind {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final String name;
    private final ConfigSubject<T> subject;

    private ConfigScenarioVectors(String name, ConfigSubject<T> subject) {
        this.name = name;
        this.subject = subject;
    }

    /** The scenarios of all kinds of config that belong to an account. */
    public static List<VectorKind> all() {
        return List.of(
                new ConfigScenarioVectors<>("config-user-profile", new UserProfileSubject()),
                new ConfigScenarioVectors<>("config-contacts", new ContactsSubject()),
                new ConfigScenarioVectors<>("config-convo-info-volatile", new ConvoInfoSubject()),
                new ConfigScenarioVectors<>("config-user-groups", new UserGroupsSubject()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, CaseCheck> checks(JsonNode file) {
        return Map.of("scenarios", testCase -> new Play(testCase).run());
    }

    private static JsonNode normal(JsonNode node) {
        try {
            return MAPPER.readTree(MAPPER.writeValueAsString(node));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** One scenario. */
    private final class Play {

        private final VectorCase scenario;
        private final AccountKeys account;
        private final Clock clock;
        private final Map<String, T> devices = new HashMap<>();
        private final Map<String, SyncedConfig.Incoming> messages = new HashMap<>();
        private SyncedConfig.Push pushed = new SyncedConfig.Push(0, List.of(), List.of());

        Play(VectorCase scenario) {
            this.scenario = scenario;
            account = AccountKeys.fromSeed32(scenario.hex("ed25519_seed"));
            clock = Clock.fixed(
                    Instant.ofEpochMilli(scenario.node().get("now_ms").longValue()), ZoneOffset.UTC);
        }

        void run() throws Exception {
            var number = 0;
            for (var item : scenario.list("steps")) {
                var step = item.object("step");
                try {
                    step(step, item.object("expect"));
                } catch (AssertionError | RuntimeException | FormatException e) {
                    throw new AssertionError(
                            scenario.text("name") + ", step " + number + " (" + step.text("op") + "): "
                                    + e.getMessage(),
                            e);
                }
                number++;
            }
        }

        private void step(VectorCase step, VectorCase expect) throws Exception {
            var device = step.text("dev");
            switch (step.text("op")) {
                case "new" -> devices.put(device, made(step));
                case "set" -> set(device(device), step, expect);
                case "erase" -> expect.expectFlag("erased", subject.erase(device(device), step));
                case "push" -> push(device(device), step, expect);
                case "confirm_last", "confirm" ->
                    device(device).confirmPushed(step.number("seqno"), List.of(step.text("hash")));
                case "merge" -> merge(device(device), step, expect);
                case "craft" -> craft(step, expect);
                case "raw" -> save(step, step.text("save_as"), step.hex("data"));
                case "dump" -> reload(device);
                case "state" -> {}
                default -> throw new AssertionError("unknown step");
            }
            if (expect.has("flags")) {
                flags(device(device), expect.object("flags"));
            }
            if (expect.has("content")) {
                assertEquals(normal(expect.node().get("content")), normal(subject.content(device(device))));
            }
        }

        private T device(String name) {
            return Objects.requireNonNull(devices.get(name), "no such device");
        }

        private T made(VectorCase step) throws FormatException {
            return step.has("dump") ? subject.load(step.hex("dump"), account, clock) : subject.fresh(account, clock);
        }

        /** Our own dump holds all that decides what comes next. */
        private void reload(String device) throws FormatException {
            var config = device(device);
            var dump = config.dump();
            assertFalse(config.needsDump());
            var again = subject.load(dump, account, clock);
            assertEquals(normal(subject.content(config)), normal(subject.content(again)));
            assertEquals(config.state(), again.state());
            assertEquals(config.oldHashes(), again.oldHashes());
            assertEquals(config.currentHashes(), again.currentHashes());
        }

        private void set(T config, VectorCase step, VectorCase expect) {
            try {
                subject.set(config, step);
            } catch (FormatException | IllegalArgumentException e) {
                if (!expect.expectsError()) {
                    throw new AssertionError("refused: " + e.getMessage(), e);
                }
                return;
            }
            assertFalse(expect.expectsError(), "accepted, the reference refuses it");
        }

        private void push(T config, VectorCase step, VectorCase expect) throws FormatException {
            if (expect.expectsError()) {
                tooLarge(config, expect);
                return;
            }
            pushed = config.push();
            assertEquals(expect.number("seqno"), pushed.seqno());
            assertEquals(1, pushed.messages().size());
            var data = pushed.messages().getFirst().toArray();
            expect.expectHex("plain", ConfigEnvelope.unpack(config.envelope().open(data)));
            expect.expectHex("plain", ConfigEnvelope.unpack(config.envelope().open(expect.hex("data"))));
            if (!expect.flag("compressed")) {
                expect.expectHex("data", data);
                expect.expectHex(
                        "encrypted", ConfigWrapping.unwrap(data, config.type().namespace(), account));
            }
            assertEquals(texts(expect, "obsolete"), new TreeSet<>(pushed.obsolete()));
            save(expect, step.text("save_as"), expect.hex("data"));
        }

        /** What the reference of these vectors cannot push at all, goes out in parts. */
        private void tooLarge(T config, VectorCase expect) throws FormatException {
            var dump = config.dump();
            config.push();
            var parts = config.push().messages();
            assertFalse(parts.size() < 2, "pushed as one message");
            var other = subject.fresh(account, clock);
            var incoming = new ArrayList<SyncedConfig.Incoming>();
            parts.forEach(part -> incoming.add(new SyncedConfig.Incoming("part" + incoming.size(), part)));
            other.merge(incoming);
            assertEquals(normal(subject.content(config)), normal(subject.content(other)));
            // Back to where the reference stays.
            devices.replaceAll((name, device) -> device.equals(config) ? restored(dump) : device);
            flagsAfterRefusal(expect);
        }

        private T restored(byte[] dump) {
            try {
                return subject.load(dump, account, clock);
            } catch (FormatException e) {
                throw new AssertionError(e);
            }
        }

        private void flagsAfterRefusal(VectorCase expect) {
            ((ObjectNode) expect.node()).remove("flags");
        }

        private void merge(T config, VectorCase step, VectorCase expect) {
            var incoming = new ArrayList<SyncedConfig.Incoming>();
            for (var message : step.node().get("messages")) {
                incoming.add(Objects.requireNonNull(messages.get(message.textValue())));
            }
            var result = config.merge(incoming);
            var accepted = expect.expectsError() ? new TreeSet<String>() : texts(expect, "accepted");
            assertEquals(accepted, new TreeSet<>(result.accepted()));
        }

        private void craft(VectorCase step, VectorCase expect) {
            var type = device(step.text("dev")).type();
            var plain = step.hex("plain");
            var config = step.flag("compress") ? compressed(plain) : plain;
            var zeros = step.has("zero_pad") ? step.number("zero_pad") : 0;
            var shifted = new byte[zeros + config.length];
            System.arraycopy(config, 0, shifted, zeros, config.length);
            var padded = step.node().path("pad").asBoolean(true) ? ConfigCipher.pad(shifted) : shifted;
            var key = SymmetricKey.of(step.has("key") ? step.hex("key") : scenario.hex("ed25519_seed"));
            var domain = step.has("domain") ? step.text("domain") : type.domain();
            var data = ConfigCipher.encrypt(padded, key, domain);
            for (var i = 0; i < step.node().path("wrap").asInt(1); i++) {
                // The number in the cover is of no importance, and not told.
                data = ConfigWrapping.wrap(data, type.namespace(), 1, account);
            }
            if (!step.flag("compress") && step.node().path("wrap").asInt(1) == 0) {
                assertArrayEquals(expect.hex("data"), data);
            }
            save(expect, step.text("save_as"), expect.hex("data"));
        }

        private static byte[] compressed(byte[] plain) {
            var frame = Zstandard.compress(plain);
            var marked = Arrays.copyOf(new byte[] {'z'}, 1 + frame.length);
            System.arraycopy(frame, 0, marked, 1, frame.length);
            return marked;
        }

        private void save(VectorCase where, String name, byte[] data) {
            var hash = where.has("hash") ? where.text("hash") : "hash-" + name;
            messages.put(name, new SyncedConfig.Incoming(hash, Bytes.wrap(data)));
        }

        private void flags(T config, VectorCase flags) {
            assertEquals(flags.number("seqno"), config.seqno(), "seqno");
            assertEquals(flags.text("state"), config.state().name().toLowerCase(Locale.ROOT), "state");
            flags.expectFlag("needs_push", config.needsPush());
            flags.expectFlag("needs_dump", config.needsDump());
            flags.expectText("current_hash", String.join(",", config.currentHashes()));
            assertEquals(texts(flags, "old_hashes"), new TreeSet<>(config.oldHashes()), "old_hashes");
        }

        private static Set<String> texts(VectorCase where, String field) {
            var texts = new TreeSet<String>();
            where.node().get(field).forEach(text -> texts.add(text.textValue()));
            return texts;
        }
    }
}
