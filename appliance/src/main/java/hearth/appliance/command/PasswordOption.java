package hearth.appliance.command;

import hearth.appliance.StartException;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Where the password of a wallet comes from: a file, else a person who is asked, else the first line of the standard input. Never
 * the command line, which other users of the machine can see.
 */
final class PasswordOption {

    private static final int BYTES_MAX = 1024;
    private static final int CHARACTERS_MIN = 8;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Its first line is the wallet's password. Without it: a prompt, or the standard input.")
    private Optional<Path> file = Optional.empty();

    /** The password. The caller wipes it. */
    char[] ask(String prompt) throws StartException {
        var terminal = terminal();
        if (terminal.isPresent()) {
            var typed = terminal.get().readPassword("%s: ", prompt);
            return typed == null ? new char[0] : typed;
        }
        try (var in = file.isPresent() ? Files.newInputStream(file.get()) : System.in) {
            return firstLine(in);
        } catch (IOException failure) {
            throw new StartException(
                    file.map(path -> "The password file " + path + " cannot be read")
                            .orElse("No password comes from the standard input"),
                    failure);
        }
    }

    /** Where a person can type it, if it does not come from a file. */
    @SuppressWarnings("SystemConsoleNull") // it is null again since JDK 25, when there is no terminal
    private Optional<Console> terminal() {
        return file.isEmpty() ? Optional.ofNullable(System.console()).filter(Console::isTerminal) : Optional.empty();
    }

    /** A password for something new, asked for twice where a person is asked. The caller wipes it. */
    char[] askNew(String prompt) throws StartException {
        var password = ask(prompt);
        if (password.length < CHARACTERS_MIN) {
            throw new StartException("The password has fewer than " + CHARACTERS_MIN + " characters");
        }
        if (terminal().isPresent()) {
            var again = ask(prompt + " once more");
            var isSame = Arrays.equals(password, again);
            Arrays.fill(again, '\0');
            if (!isSame) {
                throw new StartException("The passwords differ");
            }
        }
        return password;
    }

    private static char[] firstLine(InputStream in) throws IOException {
        var bytes = in.readNBytes(BYTES_MAX);
        try {
            var end = 0;
            while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
                end++;
            }
            var decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, end));
            var password = new char[decoded.remaining()];
            decoded.get(password);
            return password;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
