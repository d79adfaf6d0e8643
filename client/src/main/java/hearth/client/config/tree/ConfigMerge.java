package hearth.client.config.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/**
 * Makes one version of several (configuration specification, section 8.2). Every device that sees the same versions, in
 * whatever order, makes the same one, byte for byte (before signing).
 */
public final class ConfigMerge {

    private ConfigMerge() {}

    /** What became of several versions. */
    public sealed interface Outcome {

        /** One of them contains all others, or is the best that a reader without signing key can take. */
        record Adopted(int index) implements Outcome {}

        /** They were in conflict; {@code draft} is their union, and can be edited further. */
        record Merged(Draft draft) implements Outcome {}
    }

    /** Merges {@code candidates}, of which there must be one at least. {@code readOnly}: never make a new version. */
    public static Outcome merge(List<ConfigMessage> candidates, boolean readOnly) {
        return merge(candidates, readOnly, ConfigMessage.LAG);
    }

    static Outcome merge(List<ConfigMessage> candidates, boolean readOnly, int lag) {
        var remaining = notRedundant(candidates, lag);
        // Highest first: where changes meet, its values count.
        remaining.sort(
                Comparator.comparing((Integer i) -> candidates.get(i).version()).reversed());
        if (remaining.size() == 1 || readOnly) {
            return new Outcome.Adopted(remaining.getFirst());
        }
        return new Outcome.Merged(union(remaining.stream().map(candidates::get).toList(), lag));
    }

    private static List<Integer> notRedundant(List<ConfigMessage> candidates, int lag) {
        var highest = candidates.stream().mapToLong(ConfigMessage::seqno).max().orElseThrow();
        var covered = new HashSet<Version>();
        for (var candidate : candidates) {
            candidate.lags().forEach(entry -> covered.add(entry.version()));
        }
        var remaining = new ArrayList<Integer>();
        for (var i = 0; i < candidates.size(); i++) {
            var version = candidates.get(i).version();
            // What is kept covers its own repetitions.
            if (version.seqno() > highest - lag && covered.add(version)) {
                remaining.add(i);
            }
        }
        return remaining;
    }

    private static Draft union(List<ConfigMessage> descending, int lag) {
        record Step(ConfigDict source, ConfigDiff diff) {}
        var replay = new TreeMap<Version, Step>();
        for (var candidate : descending) {
            replay.putIfAbsent(candidate.version(), new Step(candidate.data(), candidate.diff()));
            for (var entry : candidate.lags()) {
                replay.putIfAbsent(entry.version(), new Step(candidate.data(), entry.diff()));
            }
        }
        var highest = descending.getFirst();
        var data = highest.data();
        for (var step : replay.values()) {
            data = step.diff().apply(data, step.source());
        }
        var seqno = highest.seqno() + 1;
        var lags = new ArrayList<Lag>();
        replay.forEach((version, step) -> lags.add(new Lag(version, step.diff())));
        return new Draft(seqno, lags, data, new TreeMap<>(), lag, data);
    }
}
