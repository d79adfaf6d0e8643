package hearth.client.config.tree;

import hearth.protocol.Bytes;

/** A number or a string of bytes. Numbers come before strings; numbers ascend, strings go by their unsigned bytes. */
public sealed interface ConfigScalar extends ConfigValue, Comparable<ConfigScalar> {

    /** A whole number of 64 bits, signed. */
    record Int(long value) implements ConfigScalar {}

    /** Raw bytes without a character set. */
    record Octets(Bytes bytes) implements ConfigScalar {}

    @Override
    default boolean isEmpty() {
        return false;
    }

    @Override
    default int compareTo(ConfigScalar other) {
        return switch (this) {
            case Int(var value) -> other instanceof Int(var number) ? Long.compare(value, number) : -1;
            case Octets(var bytes) -> other instanceof Octets(var octets) ? bytes.compareTo(octets) : 1;
        };
    }
}
