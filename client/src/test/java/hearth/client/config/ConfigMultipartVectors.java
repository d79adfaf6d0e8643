package hearth.client.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.client.config.tree.ConfigMessage;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.crypto.Crypto;
import hearth.vectors.VectorCase;
import hearth.vectors.VectorKind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Checks configs that are split over several messages. */
public final class ConfigMultipartVectors implements VectorKind {

    private static final int CHUNK = 3;

    @Override
    public String name() {
        return "config-multipart";
    }

    @Override
    public Map<String, CaseCheck> checks(JsonNode file) {
        var now = Instant.ofEpochMilli(file.path("meta").path("now_ms").longValue());
        return Map.of("cases", testCase -> new Play(testCase, Clock.fixed(now, ZoneOffset.UTC)).run());
    }

    private static final class Play {

        private final VectorCase testCase;
        private final AccountKeys account;
        private final Clock clock;
        private final ConfigEnvelope envelope;
        private final Map<String, Bytes> stored = new HashMap<>();
        private byte[] plain = {};

        Play(VectorCase testCase, Clock clock) {
            this.testCase = testCase;
            this.clock = clock;
            account = AccountKeys.fromSeed32(testCase.hex("ed25519_seed"));
            envelope = ConfigEnvelope.of(ConfigType.CONTACTS, account);
        }

        void run() throws FormatException {
            assertEquals("Contacts", testCase.text("type"));
            combine();
            push();
            var devices = new HashMap<String, Contacts>();
            for (var merge : testCase.list("merges")) {
                merge(devices.computeIfAbsent(merge.text("device"), _ -> Contacts.fresh(account, clock)), merge);
            }
            corrupted();
            shrunk(Objects.requireNonNull(devices.get("B")));
        }

        /** The parts are what the vector says, and give the whole together. */
        private void combine() throws FormatException {
            var whole = new ByteArrayOutputStream();
            for (var part : testCase.list("parts")) {
                var data = Base64.getDecoder().decode(part.text("data"));
                stored.put(part.text("hash"), Bytes.wrap(data));
                var opened = envelope.open(data);
                assertEquals("m", part.text("plain_prefix"));
                assertEquals(Parts.MARK, opened[0]);
                var list = Arrays.copyOfRange(opened, 1, opened.length - part.number("trailing_zero_bytes"));
                var items = ((Bt.List) BtCodec.decode(list)).items();
                part.expectHex("combined_hash", ((Bt.Bytes) items.get(0)).value());
                part.expectHex("index_byte", ((Bt.Bytes) items.get(1)).value());
                part.expectHex("count_byte", ((Bt.Bytes) items.get(2)).value());
                var chunk = ((Bt.Bytes) items.get(CHUNK)).value();
                assertEquals(part.number("chunk_size"), chunk.length);
                whole.writeBytes(chunk);
            }
            var combined = whole.toByteArray();
            assertEquals(testCase.number("combined_size"), combined.length);
            testCase.expectHex("combined_blake2b_256", Crypto.blake2b(32, combined));
            plain = ConfigEnvelope.unpack(combined);
            assertEquals(testCase.number("plain_size"), plain.length);
            testCase.expectHex("plain_blake2b_256", Crypto.blake2b(32, plain));
            assertEquals(testCase.number("seqno"), ConfigMessage.parseOwn(plain).seqno());
        }

        /** What we push for the same content comes to the same content again. */
        private void push() throws FormatException {
            var config = Contacts.fresh(account, clock);
            config.edit(ConfigMessage.parseOwn(plain).data());
            var push = config.push();
            assertEquals(testCase.list("parts").size(), push.messages().size());
            push.messages().forEach(part -> assertFalse(part.length() > ConfigEnvelope.STORED_BYTES_MAX));
            config.confirmPushed(push.seqno(), stored.keySet());
            flags(config, testCase.object("after_confirm"));

            var parts = new ArrayList<SyncedConfig.Incoming>();
            push.messages().forEach(part -> parts.add(new SyncedConfig.Incoming("own" + parts.size(), part)));
            var other = Contacts.fresh(account, clock);
            other.merge(parts.reversed());
            content(other, testCase.object("content"));
            assertEquals(Bytes.wrap(plain), Bytes.wrap(other.message().serialized()));
        }

        private void merge(Contacts config, VectorCase merge) throws FormatException {
            var incoming = new ArrayList<SyncedConfig.Incoming>();
            texts(merge, "merge").forEach(hash -> incoming.add(message(hash)));
            var result = config.merge(incoming);
            assertEquals(new TreeSet<>(texts(merge, "accepted")), new TreeSet<>(result.accepted()));
            flags(config, merge.object("flags"));
            content(config, merge.object("content"));
            // What waits for its other parts survives a restart.
            var again = Contacts.load(config.dump(), account, clock);
            assertEquals(config.activeHashes(), again.activeHashes());
            config.merge(List.of());
        }

        private SyncedConfig.Incoming message(String hash) {
            return new SyncedConfig.Incoming(hash, Objects.requireNonNull(stored.get(hash)));
        }

        private void corrupted() {
            var expected = testCase.object("one_part_corrupted");
            var accepted = new TreeSet<>(texts(expected, "accepted"));
            var incoming = new ArrayList<SyncedConfig.Incoming>();
            stored.forEach((hash, data) -> {
                var bytes = data.toArray();
                if (!accepted.contains(hash)) {
                    bytes[bytes.length / 2] ^= 1;
                }
                incoming.add(new SyncedConfig.Incoming(hash, Bytes.wrap(bytes)));
            });
            var config = Contacts.fresh(account, clock);
            assertEquals(accepted, new TreeSet<>(config.merge(incoming).accepted()));
            content(config, expected.object("content"));
        }

        /** A later version in one message makes all parts obsolete. */
        private void shrunk(Contacts config) throws FormatException {
            var expected = testCase.object("after_shrinking");
            var shrunk = expected.hex("data");
            config.merge(List.of(new SyncedConfig.Incoming("shrunk", Bytes.wrap(shrunk))));
            assertEquals(expected.number("seqno"), config.seqno());
            assertEquals(new TreeSet<>(texts(expected, "obsolete")), new TreeSet<>(config.oldHashes()));
            content(config, expected.object("content"));
            assertEquals(1, expected.number("messages"));
            assertEquals(
                    1,
                    envelope.seal(config.message().serialized(), config.seqno()).size());
        }

        private static void flags(Contacts config, VectorCase flags) {
            assertEquals(flags.text("state"), config.state().name().toLowerCase(Locale.ROOT));
            flags.expectFlag("needs_push", config.needsPush());
            flags.expectFlag("needs_dump", config.needsDump());
            assertEquals(new TreeSet<>(texts(flags, "current_hashes")), new TreeSet<>(config.currentHashes()));
            assertEquals(new TreeSet<>(texts(flags, "active_hashes")), new TreeSet<>(config.activeHashes()));
        }

        private static void content(Contacts config, VectorCase content) {
            var text = new StringBuilder();
            config.all().forEach(contact -> {
                var picture = contact.picture();
                text.append(contact.id().hex()).append('\n');
                text.append(contact.name()).append('\n');
                text.append(contact.nickname()).append('\n');
                text.append(picture.map(ProfilePicture::url).orElse("")).append('\n');
                text.append(picture.map(found -> found.key().hex()).orElse("")).append('\n');
            });
            assertEquals(content.number("contacts"), config.all().size());
            content.expectHex("digest", Crypto.blake2b(32, text.toString().getBytes(StandardCharsets.UTF_8)));
        }

        private static List<String> texts(VectorCase where, String field) {
            var texts = new ArrayList<String>();
            where.node().get(field).forEach(text -> texts.add(text.textValue()));
            return texts;
        }
    }
}
