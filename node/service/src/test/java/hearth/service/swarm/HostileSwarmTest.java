package hearth.service.swarm;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.StoredMessage;
import hearth.service.store.MessageStore.Held;
import hearth.testkit.Hostile;
import hearth.testkit.Seeds;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever bytes come from other members: what they hand over is read or refused in the one way there is. */
class HostileSwarmTest {

    /** What reads the bytes of another node. */
    @SuppressWarnings("ImmutableEnumChecker") // its arrays are read only
    enum Reading {
        DATA_BATCH(batch(), DataBatch::decode),
        DUMP_QUESTION(new DumpQuestion(Optional.of(Digest.empty())).encode(), DumpQuestion::decode),
        DIGEST(Bytes.wrap(Digest.empty().bytes()), Digest::of);

        private final byte[] sample;
        private final Hostile.Decoder decoder;

        Reading(Bytes sample, Hostile.Decoder decoder) {
            this.sample = sample.toArray();
            this.decoder = decoder;
        }
    }

    private static Bytes batch() {
        var account = new Account("05" + "ab".repeat(32));
        return DataBatch.encode(IntStream.range(0, 5)
                .mapToObj(i -> {
                    var data = Seeds.bytes(Seeds.random(i), 20 * i);
                    var namespace = new Namespace(i);
                    var hash = MessageHash.of(account, namespace, data);
                    return new Held(account, namespace, new StoredMessage(hash, i, i + 5, Bytes.wrap(data)));
                })
                .toList());
    }

    @ParameterizedTest
    @EnumSource
    void anyBytesAreReadOrRefused(Reading reading) {
        Hostile.check(10_000, FormatException.class, List.of(reading.sample), reading.decoder);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void manyInputsAreReadOrRefused(Reading reading) {
        Hostile.check(200_000, FormatException.class, List.of(reading.sample), reading.decoder);
    }
}
