package hearth.protocol.bench;

import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.message.MessageCodec;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.DataMessage;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a message of 1000 characters costs its sender and its recipient: the whole of version 1, envelope included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MessageBenchmark {

    private static final long SENT_AT_MS = 1_700_000_000_000L;

    private final SecureRandom random = new SecureRandom();
    private final AccountKeys sender = AccountKeys.generate(random);
    private final AccountKeys recipient = AccountKeys.generate(random);
    private final MessageCodec codec = new MessageCodec(random);
    private final MessageCodec repeating = MessageCodec.deterministic(random);
    private final Content content = Content.newBuilder()
            .setDataMessage(DataMessage.newBuilder().setBody("x".repeat(1000)))
            .build();
    private final byte[] sealed = codec.seal(content, SENT_AT_MS, sender, recipient.id());

    @Benchmark
    public byte[] encrypt() {
        return codec.seal(content, SENT_AT_MS, sender, recipient.id());
    }

    /** The form in which a retry is the same message. */
    @Benchmark
    public byte[] encryptRepeatably() {
        return repeating.seal(content, SENT_AT_MS, sender, recipient.id());
    }

    @Benchmark
    public MessageCodec.Opened decrypt() throws FormatException {
        return codec.open(sealed, recipient);
    }
}
