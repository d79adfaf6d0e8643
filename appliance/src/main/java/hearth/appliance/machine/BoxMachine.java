package hearth.appliance.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import hearth.protocol.FormatException;
import hearth.web.household.BoxName;
import hearth.web.machine.IncomingUpdate;
import hearth.web.machine.IncomingUpdate.Piece;
import hearth.web.machine.Keeper;
import hearth.web.machine.Machine;
import hearth.web.machine.MachineRequest;
import hearth.web.machine.MachineState;
import hearth.web.machine.UpdateHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The machine of a box, by way of files, since Hearth itself has no right to touch it:
 *
 * <pre>
 * folder/facts/NAME      one line each, written by the machine: version, trouble, message, update, mdns-name
 * folder/requests/WORD   an empty file is a request; the machine takes it away and does it
 * folder/pairing-code    while the box has no owner
 * folder/code-always     is there when whoever prepared the card chose the code
 * </pre>
 */
public final class BoxMachine implements Machine {

    private static final System.Logger LOG = System.getLogger(BoxMachine.class.getName());

    /** How long after the machine was switched on the first person in the house needs no code. */
    static final Duration OPEN_HOUSE = Duration.ofMinutes(15);

    private static final String UPDATE_FOLDER = "update";
    private static final int COPY_BYTES = 64 * 1024;

    private final Path folder;
    private final Path data;
    private final Path root;
    private final HomeNetwork home;
    /** Held by whoever sends a piece of an update. */
    private final ReentrantLock sending = new ReentrantLock();

    /**
     * @param folder where facts and requests lie
     * @param data   the box's data folder; an update is kept in it
     * @param root   the root of the file system, where the kernel tells about memory, heat and time
     * @param home   the box's place in the home network
     */
    public BoxMachine(Path folder, Path data, Path root, HomeNetwork home) {
        this.folder = folder;
        this.data = data;
        this.root = root;
        this.home = home;
    }

    @Override
    public Keeper keeper() {
        return Keeper.HEARTH;
    }

    @Override
    public MachineState state() {
        var vitals = Vitals.of(data, root);
        var network = new MachineState.Network(fact("mdns-name"), home.address());
        var told = fact("trouble").flatMap(word -> constant(MachineState.Trouble.class, word));
        var update = fact("update").map(line -> line.split(" ", 2));
        return new MachineState(
                fact("version").orElse("?"),
                vitals.diskTotal(),
                vitals.diskFree(),
                vitals.memoryTotal(),
                vitals.memoryFree(),
                vitals.celsius(),
                vitals.up(),
                network,
                Troubles.of(told, vitals, network, home.name()),
                fact("message").flatMap(word -> constant(MachineState.Message.class, word)),
                update.flatMap(words -> constant(MachineState.Update.class, words[0])),
                update.filter(words -> words.length > 1)
                        .map(words -> Vitals.number(words[1]))
                        .orElse(OptionalInt.empty()));
    }

    private Optional<String> fact(String name) {
        return Vitals.line(folder.resolve("facts").resolve(name));
    }

    private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(it ->
                        it.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word))
                .findFirst();
    }

    @Override
    public void ask(MachineRequest request) {
        LOG.log(System.Logger.Level.INFO, "The owner asks the machine for: {0}", request);
        create(requestFile(request));
    }

    private Path requestFile(MachineRequest request) {
        return folder.resolve("requests")
                .resolve(request.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private void file(String word) {
        create(folder.resolve("requests").resolve(word));
    }

    private static void create(Path request) {
        try {
            Files.createFile(request);
        } catch (FileAlreadyExistsException _) {
            // Asked for already.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whether the machine has not yet begun with what it was asked for. */
    public boolean isWaiting(MachineRequest request) {
        return Files.exists(requestFile(request));
    }

    /** When the machine last said how an update does; the epoch if never since it was switched on. */
    public Instant updateTold() {
        try {
            return Files.getLastModifiedTime(folder.resolve("facts").resolve("update"))
                    .toInstant();
        } catch (IOException _) {
            return Instant.EPOCH;
        }
    }

    private Path updateFile() {
        return data.resolve(UPDATE_FOLDER).resolve("incoming");
    }

    @Override
    public Optional<IncomingUpdate> incoming() {
        try (var in = Files.newInputStream(updateFile())) {
            var header = UpdateHeader.decode(in.readNBytes(UpdateHeader.BYTES));
            return Optional.of(new IncomingUpdate(header, Files.size(updateFile())));
        } catch (IOException | FormatException _) {
            return Optional.empty();
        }
    }

    /** Whether the update that is here begins like this, header and signature: then it is the same file, or a part of it. */
    boolean hasOne(byte[] beginning) {
        try (var in = Files.newInputStream(updateFile())) {
            var here = in.readNBytes(UpdateHeader.CONTENT_AT);
            return here.length >= UpdateHeader.BYTES
                    && beginning.length >= here.length
                    && Arrays.equals(here, Arrays.copyOf(beginning, here.length));
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public Piece addToUpdate(long at, InputStream piece) throws IOException {
        if (!sending.tryLock()) {
            return Piece.BUSY;
        }
        try {
            return at == 0 ? begin(piece) : goOn(at, piece);
        } finally {
            sending.unlock();
        }
    }

    private Piece begin(InputStream piece) throws IOException {
        var first = piece.readNBytes(UpdateHeader.BYTES);
        try {
            var header = UpdateHeader.decode(first);
            return keep(0, new SequenceInputStream(new ByteArrayInputStream(first), piece), header);
        } catch (FormatException _) {
            return Piece.NO_UPDATE;
        }
    }

    private Piece goOn(long at, InputStream piece) throws IOException {
        var here = incoming();
        return here.isPresent() && here.get().bytes() == at
                ? keep(at, piece, here.get().header())
                : Piece.ELSEWHERE;
    }

    private Piece keep(long at, InputStream piece, UpdateHeader header) throws IOException {
        Files.createDirectories(data.resolve(UPDATE_FOLDER));
        try (var channel =
                FileChannel.open(updateFile(), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))) {
            channel.truncate(at);
            if (Files.getFileStore(data).getUsableSpace() < header.fileBytes() - at + Troubles.FULL_BYTES) {
                return Piece.NO_ROOM;
            }
            channel.position(at);
            var whole = copy(piece, channel, header.fileBytes() - at);
            if (!whole) {
                channel.truncate(at);
            }
            return whole ? Piece.KEPT : Piece.NO_UPDATE;
        }
    }

    /** Copies to the end, also of what came before the source broke off. Returns false when it is longer than {@code most}. */
    private static boolean copy(InputStream piece, FileChannel channel, long most) throws IOException {
        var buffer = new byte[COPY_BYTES];
        var left = most;
        try {
            for (var read = piece.read(buffer); read >= 0; read = piece.read(buffer)) {
                left -= read;
                if (left < 0) {
                    return false;
                }
                var bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            return true;
        } finally {
            channel.force(false);
        }
    }

    @Override
    public boolean asksForCode(boolean atHome) {
        return code().isPresent()
                && (!atHome
                        || Vitals.up(root).compareTo(OPEN_HOUSE) >= 0
                        || Files.exists(folder.resolve("code-always")));
    }

    private Optional<String> code() {
        return Vitals.line(folder.resolve("pairing-code"));
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
