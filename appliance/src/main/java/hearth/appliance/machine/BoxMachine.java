package hearth.appliance.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import hearth.web.household.BoxName;
import hearth.web.machine.Machine;
import hearth.web.machine.MachineRequest;
import hearth.web.machine.MachineState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The machine of a box, by way of files, since Hearth itself has no right to touch it:
 *
 * <pre>
 * folder/facts/NAME      one line each, written by the machine: version, trouble, message, update
 * folder/requests/WORD   an empty file is a request; the machine takes it away and does it
 * folder/pairing-code    while the box has no owner
 * folder/code-always     is there when whoever prepared the card chose the code
 * </pre>
 */
public final class BoxMachine implements Machine {

    private static final System.Logger LOG = System.getLogger(BoxMachine.class.getName());

    /** How long after the machine was switched on the first person in the house needs no code. */
    static final Duration OPEN_HOUSE = Duration.ofMinutes(15);

    /** An update is as large as a slot at most. */
    private static final long UPDATE_BYTES_MAX = (512L << 20) + 4096;

    private static final String UPDATE_FOLDER = "update";
    private static final int FACT_BYTES_MAX = 200;
    private static final int KIB = 1024;
    private static final int MILLI = 1000;

    private final Path folder;
    private final Path data;
    private final Path root;

    /**
     * @param folder where facts and requests lie
     * @param data   the box's data folder; an update is kept in it
     * @param root   the root of the file system, where the kernel tells about memory, heat and time
     */
    public BoxMachine(Path folder, Path data, Path root) {
        this.folder = folder;
        this.data = data;
        this.root = root;
    }

    @Override
    public Optional<MachineState> state() {
        try {
            var store = Files.getFileStore(data);
            var update = fact("update").map(line -> line.split(" ", 2));
            return Optional.of(new MachineState(
                    fact("version").orElse("?"),
                    store.getTotalSpace(),
                    store.getUsableSpace(),
                    memory("MemTotal"),
                    memory("MemAvailable"),
                    celsius(),
                    up(),
                    fact("trouble").flatMap(word -> constant(MachineState.Trouble.class, word)),
                    fact("message").flatMap(word -> constant(MachineState.Message.class, word)),
                    update.flatMap(words -> constant(MachineState.Update.class, words[0])),
                    update.filter(words -> words.length > 1)
                            .map(words -> number(words[1]))
                            .orElse(OptionalInt.empty())));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Optional<String> fact(String name) {
        return line(folder.resolve("facts").resolve(name));
    }

    /** The first line of a small file; empty when there is none. */
    private static Optional<String> line(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(FACT_BYTES_MAX), UTF_8)
                    .lines()
                    .findFirst()
                    .map(String::strip)
                    .filter(text -> !text.isEmpty());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(it ->
                        it.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word))
                .findFirst();
    }

    private static OptionalInt number(String text) {
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException _) {
            return OptionalInt.empty();
        }
    }

    private long memory(String name) throws IOException {
        try (var lines = Files.lines(root.resolve("proc/meminfo"))) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
                    .findFirst()
                    .orElse(0);
        }
    }

    private OptionalInt celsius() {
        return line(root.resolve("sys/class/thermal/thermal_zone0/temp"))
                .map(text -> {
                    var milli = number(text);
                    return milli.isPresent() ? OptionalInt.of(milli.getAsInt() / MILLI) : milli;
                })
                .orElse(OptionalInt.empty());
    }

    private Duration up() {
        return line(root.resolve("proc/uptime"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text.substring(0, text.indexOf('.')))))
                .orElse(Duration.ZERO);
    }

    @Override
    public void ask(MachineRequest request) {
        LOG.log(System.Logger.Level.INFO, "The owner asks the machine for: {0}", request);
        file(request.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private void file(String word) {
        try {
            Files.createFile(folder.resolve("requests").resolve(word));
        } catch (FileAlreadyExistsException _) {
            // Asked for already.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path updateFile() {
        return data.resolve(UPDATE_FOLDER).resolve("incoming");
    }

    @Override
    public synchronized long updateBytes() {
        try {
            return Files.exists(updateFile()) ? Files.size(updateFile()) : 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public synchronized boolean addToUpdate(long at, byte[] piece) {
        if ((at != 0 && at != updateBytes()) || at < 0 || at > UPDATE_BYTES_MAX - piece.length) {
            return false;
        }
        try {
            Files.createDirectories(data.resolve(UPDATE_FOLDER));
            try (var channel =
                    FileChannel.open(updateFile(), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))) {
                channel.truncate(at);
                channel.position(at);
                var bytes = ByteBuffer.wrap(piece);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(false);
            }
            return true;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public boolean asksForCode(boolean atHome) {
        return code().isPresent()
                && (!atHome || up().compareTo(OPEN_HOUSE) >= 0 || Files.exists(folder.resolve("code-always")));
    }

    private Optional<String> code() {
        return line(folder.resolve("pairing-code"));
    }

    @Override
    public boolean isCode(String typed) {
        var given = typed.replaceAll("[ -]", "");
        return code().map(right -> MessageDigest.isEqual(right.getBytes(UTF_8), given.getBytes(UTF_8)))
                .orElse(false);
    }

    @Override
    public void owned(BoxName name) {
        file("owned");
        file("name." + name.text());
    }

    /** Asks the machine to let others reach {@code port}, until it is switched off. */
    public void open(int port) {
        file("port." + port);
    }

    /** What the attached screen shows as the box's seal. */
    public void show(String seal) {
        try {
            // The file is there already, and its folder is not ours.
            Files.writeString(folder.resolve("screen"), seal.replace('·', '-') + "\n");
        } catch (IOException failure) {
            LOG.log(System.Logger.Level.WARNING, "The screen could not be told the seal", failure);
        }
    }
}
