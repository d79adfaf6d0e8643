package hearth.protocol.crypto;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** The system's libsodium as an oracle: what the network's other programs compute. Absent on most machines. */
@SuppressWarnings("restricted")
final class Libsodium {

    private static final String LIBRARY = "libsodium.so.23";

    private final SymbolLookup library;

    private Libsodium(SymbolLookup library) {
        this.library = library;
    }

    /** The library, or empty if this machine has none. */
    static Optional<Libsodium> find() {
        try {
            var sodium = new Libsodium(SymbolLookup.libraryLookup(LIBRARY, Arena.global()));
            sodium.call("sodium_init");
            return Optional.of(sodium);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Says whether the library takes {@code signature}. */
    boolean verifies(byte[] key, byte[] message, byte[] signature) {
        return call("crypto_sign_ed25519_verify_detached", signature, message, (long) message.length, key) == 0;
    }

    /** The X25519 form of an Ed25519 key, or empty if the library refuses it. */
    Optional<byte[]> toX25519(byte[] key) {
        var out = new byte[32];
        return call("crypto_sign_ed25519_pk_to_curve25519", out, key) == 0 ? Optional.of(out) : Optional.empty();
    }

    /** The agreed secret, or empty if the library refuses the point. */
    Optional<byte[]> agree(byte[] secret, byte[] point) {
        var out = new byte[32];
        return call("crypto_scalarmult_curve25519", out, secret, point) == 0 ? Optional.of(out) : Optional.empty();
    }

    byte[] sealedBox(byte[] key, byte[] plain) {
        var out = new byte[plain.length + 48];
        require(call("crypto_box_seal", out, plain, (long) plain.length, key));
        return out;
    }

    Optional<byte[]> openSealedBox(byte[] box, byte[] publicKey, byte[] secret) {
        var out = new byte[box.length - 48];
        var result = call("crypto_box_seal_open", out, box, (long) box.length, publicKey, secret);
        return result == 0 ? Optional.of(out) : Optional.empty();
    }

    /** A NaCl box, tag first. */
    byte[] box(byte[] plain, byte[] nonce, byte[] publicKey, byte[] secret) {
        var out = new byte[plain.length + 16];
        require(call("crypto_box_easy", out, plain, (long) plain.length, nonce, publicKey, secret));
        return out;
    }

    private static void require(int result) {
        if (result != 0) {
            throw new AssertionError("libsodium refuses");
        }
    }

    /** Calls a function whose arguments are arrays (read back afterwards) and numbers. */
    private int call(String name, Object... arguments) {
        var layouts = new ValueLayout[arguments.length];
        var values = new Object[arguments.length];
        try (var arena = Arena.ofConfined()) {
            for (var i = 0; i < arguments.length; i++) {
                layouts[i] = arguments[i] instanceof byte[] ? ValueLayout.ADDRESS : ValueLayout.JAVA_LONG;
                values[i] = arguments[i] instanceof byte[] bytes
                        ? arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes)
                        : arguments[i];
            }
            var function = Linker.nativeLinker()
                    .downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts));
            var result = (int) function.invokeWithArguments(values);
            for (var i = 0; i < arguments.length; i++) {
                if (arguments[i] instanceof byte[] bytes) {
                    MemorySegment.copy((MemorySegment) values[i], ValueLayout.JAVA_BYTE, 0, bytes, 0, bytes.length);
                }
            }
            return result;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
