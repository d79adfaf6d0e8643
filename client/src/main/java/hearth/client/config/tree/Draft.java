package hearth.client.config.tree;

import hearth.protocol.Bytes;
import java.util.List;
import java.util.SortedMap;

/** A version that is still being edited: all edits until it is sent are one version. Never changes itself. */
public final class Draft {

    private final long seqno;
    private final List<Lag> lags;
    private final ConfigDict original;
    private final SortedMap<Bytes, Bytes> unknown;
    private final int lag;
    private final ConfigDict data;

    Draft(long seqno, List<Lag> lags, ConfigDict original, SortedMap<Bytes, Bytes> unknown, int lag, ConfigDict data) {
        this.seqno = seqno;
        this.lags = lags;
        this.original = original;
        this.unknown = unknown;
        this.lag = lag;
        this.data = data;
    }

    public long seqno() {
        return seqno;
    }

    public ConfigDict data() {
        return data;
    }

    /** The same draft with other content. */
    public Draft with(ConfigDict newData) {
        return new Draft(seqno, lags, original, unknown, lag, newData);
    }

    /**
     * The same draft, whose whole content counts as its own change. All clients write a merged version like this, unless
     * they had edits of their own that took part.
     */
    public Draft asWholeChange() {
        return new Draft(seqno, lags, ConfigDict.EMPTY, unknown, lag, data);
    }

    /** The message as it is now. */
    public ConfigMessage finish(Signing signing) {
        return ConfigMessage.create(seqno, data, lags, ConfigDiff.between(original, data), unknown, lag, signing);
    }
}
