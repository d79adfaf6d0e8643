package hearth.client.config.tree;

import hearth.protocol.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes trees and diffs in their canonical bt encoding. */
final class TreeWriter {

    private byte[] out = new byte[1024];
    private int size;

    byte[] bytes() {
        return Arrays.copyOf(out, size);
    }

    TreeWriter mark(char c) {
        reserve(1);
        out[size++] = (byte) c;
        return this;
    }

    TreeWriter number(long value) {
        mark('i');
        digits(value);
        return mark('e');
    }

    TreeWriter octets(Bytes value) {
        digits(value.length());
        mark(':');
        return raw(value);
    }

    /** Bytes as they are. */
    TreeWriter raw(Bytes value) {
        reserve(value.length());
        value.copyTo(out, size);
        size += value.length();
        return this;
    }

    TreeWriter key(String key) {
        return octets(ConfigDict.key(key));
    }

    TreeWriter value(ConfigValue value) {
        switch (value) {
            case ConfigScalar scalar -> scalar(scalar);
            case ConfigSet set -> list(set.members());
            case ConfigDict dict -> {
                mark('d');
                for (var i = 0; i < dict.size(); i++) {
                    octets(dict.keyAt(i));
                    value(dict.valueAt(i));
                }
                mark('e');
            }
        }
        return this;
    }

    TreeWriter diff(ConfigDiff diff) {
        mark('d');
        for (var entry : diff.entries()) {
            octets(entry.key());
            switch (entry.change()) {
                case Change.Assigned _ -> octets(Bytes.EMPTY);
                case Change.Removed _ -> octets(ConfigDict.key("-"));
                case Change.Members members -> {
                    mark('l');
                    list(members.added());
                    list(members.removed());
                    mark('e');
                }
                case ConfigDiff inner -> diff(inner);
            }
        }
        return mark('e');
    }

    private void list(List<ConfigScalar> scalars) {
        mark('l');
        scalars.forEach(this::scalar);
        mark('e');
    }

    private void scalar(ConfigScalar scalar) {
        switch (scalar) {
            case ConfigScalar.Int(var value) -> number(value);
            case ConfigScalar.Octets(var bytes) -> octets(bytes);
        }
    }

    private void digits(long value) {
        if (value >= 0 && value < 10) {
            mark((char) ('0' + value));
            return;
        }
        var text = Long.toString(value).getBytes(StandardCharsets.US_ASCII);
        reserve(text.length);
        System.arraycopy(text, 0, out, size, text.length);
        size += text.length;
    }

    private void reserve(int more) {
        if (out.length - size < more) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, size + more));
        }
    }
}
