package hearth.appliance.machine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * systemd's way to hear how a service does, sd_notify(3): one datagram a line such as {@code READY=1} to a Unix socket. The
 * JDK has no datagrams over Unix sockets, so three functions of the C library are called.
 */
final class ServiceManager {

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    /** Where the path begins in {@code struct sockaddr_un}, and how long it may be. */
    private static final int PATH_AT = 2;

    private static final int PATH_MAX = 108;
    private static final Duration WATCHDOG_PRESET = Duration.ofMinutes(2);

    private static final MethodHandle SOCKET =
            function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SENDTO = function(
            "sendto", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final byte[] path;
    private final Duration watchdog;

    private ServiceManager(byte[] path, Duration watchdog) {
        this.path = path;
        this.watchdog = watchdog;
    }

    /** The manager that started this process, if it wants to hear from it. */
    static Optional<ServiceManager> of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
                .map(name -> name.getBytes(UTF_8))
                .filter(path -> path.length > 1 && path.length < PATH_MAX)
                .map(path -> new ServiceManager(path, watchdog(environment)));
    }

    private static Duration watchdog(Map<String, String> environment) {
        var micros = environment.getOrDefault("WATCHDOG_USEC", "");
        return micros.matches("[0-9]{1,12}") ? Duration.ofNanos(Long.parseLong(micros) * 1000) : WATCHDOG_PRESET;
    }

    /** Without a word for this long the manager ends this process and starts it anew. */
    Duration watchdog() {
        return watchdog;
    }

    @SuppressWarnings("restricted") // what the C library does with its arguments is stated by the descriptors above
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    /** Tells one line. */
    void tell(String line) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var address = arena.allocate(MemoryLayout.sequenceLayout(PATH_AT + PATH_MAX, JAVA_BYTE));
            address.set(JAVA_SHORT, 0, (short) AF_UNIX);
            for (var i = 0; i < path.length; i++) {
                // A name that begins with @ is not in the file system; there its first byte is zero.
                address.set(JAVA_BYTE, PATH_AT + i, i == 0 && path[0] == '@' ? 0 : path[i]);
            }
            var text = line.getBytes(UTF_8);
            var message = arena.allocateFrom(JAVA_BYTE, text);
            var socket = (int) SOCKET.invokeExact(AF_UNIX, SOCK_DGRAM, 0);
            if (socket < 0) {
                throw new IOException("No socket to the service manager");
            }
            var sent =
                    (long) SENDTO.invokeExact(socket, message, (long) text.length, 0, address, PATH_AT + path.length);
            var closed = (int) CLOSE.invokeExact(socket);
            if (sent != text.length || closed != 0) {
                throw new IOException("The service manager did not take: " + line);
            }
        } catch (IOException | RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
