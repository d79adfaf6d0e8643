package hearth.client.network;

import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The paths in use (network.md section 2.9): a few that work, and others put together when a destination needs them, since
 * a path must avoid the whole swarm that keeps the messages in question. Putting one together costs nothing and tells
 * nobody. Safe for use by many threads.
 */
final class Paths {

    /** What a request for a path gives. */
    sealed interface Pick {
        record Found(Path path) implements Pick {}

        record TooFew(PathShortage shortage) implements Pick {}
    }

    private static final int STRIKES_MAX = 3;
    private static final int PATHS_MAX = 8;

    private final NodePool pool;
    private final NodeHealth health;
    private final PathChoice choice;
    private final RandomGenerator random;
    private final Clock clock;
    private final int wanted;
    private final Duration rotation;
    private final List<Entry> entries = new ArrayList<>();
    private long numbers;

    private static final class Entry {
        final Path path;
        int strikes;
        long usedMs;
        boolean worked;

        Entry(Path path, long nowMs) {
            this.path = path;
            usedMs = nowMs;
        }
    }

    Paths(
            NodePool pool,
            NodeHealth health,
            boolean subnetDiversity,
            RandomGenerator random,
            Clock clock,
            NetworkSettings settings) {
        this.pool = pool;
        this.health = health;
        this.random = random;
        this.clock = clock;
        choice = new PathChoice(subnetDiversity, health::blame, random);
        wanted = settings.pathsWanted();
        rotation = settings.pathRotation();
    }

    /** A path without any of {@code unwanted}, and another than {@code failed}. */
    synchronized Pick pick(Set<NodeId> unwanted, Optional<Path> failed) {
        prune();
        var fit = new ArrayList<Entry>();
        for (var entry : entries) {
            if (isGood(entry)
                    && entry.path.avoids(unwanted)
                    && !failed.map(entry.path::equals).orElse(false)) {
                fit.add(entry);
            }
        }
        if (fit.size() < wanted) {
            var notFirst = failed.map(path -> path.guard().id())
                    .or(() -> fit.stream()
                            .findFirst()
                            .map(entry -> entry.path.guard().id()));
            switch (choice.choose(pool.nodes(), pool.guards(), unwanted, notFirst)) {
                case PathChoice.Choice.TooFew(var shortage) -> {
                    return new Pick.TooFew(shortage);
                }
                case PathChoice.Choice.Chosen(var nodes) -> fit.add(add(nodes));
            }
        }
        var picked = fit.get(random.nextInt(fit.size()));
        picked.usedMs = clock.millis();
        return new Pick.Found(picked.path);
    }

    /** The path did its work. */
    synchronized void worked(Path path) {
        find(path).ifPresent(entry -> {
            entry.strikes = 0;
            entry.worked = true;
        });
        path.nodes().forEach(node -> health.praise(node.id()));
    }

    /** The path did not do its work, and nobody knows which node is to blame. */
    synchronized void failed(Path path) {
        path.relays().forEach(node -> health.strike(node.id()));
        find(path).ifPresent(entry -> {
            entry.worked = false;
            if (++entry.strikes >= STRIKES_MAX) {
                entries.remove(entry);
            }
        });
    }

    /** A node of the path is away for sure. */
    synchronized void broken(Path path, NodeId node) {
        health.bench(node);
        find(path).ifPresent(entries::remove);
    }

    /** Paths that have not been used for {@code idle}, and are worth trying. */
    synchronized List<Path> idle(Duration idle) {
        prune();
        var now = clock.millis();
        return entries.stream()
                .filter(entry -> now - entry.usedMs >= idle.toMillis())
                .map(entry -> entry.path)
                .toList();
    }

    /** The path of longest standing that works and avoids {@code unwanted}: it does not change from look to look. */
    synchronized Optional<Path> current(Set<NodeId> unwanted) {
        prune();
        return entries.stream()
                .filter(entry -> isGood(entry) && entry.worked && entry.path.avoids(unwanted))
                .map(entry -> entry.path)
                .min(Comparator.comparingLong(Path::number));
    }

    private boolean isGood(Entry entry) {
        return entry.strikes == 0
                && entry.path.nodes().stream().noneMatch(node -> health.blame(node.id()) >= NodeHealth.STRIKES_MAX);
    }

    private Entry add(List<NodeInfo> nodes) {
        if (entries.size() >= PATHS_MAX) {
            entries.remove(entries.stream()
                    .min(Comparator.<Entry>comparingInt(entry -> isGood(entry) ? 1 : 0)
                            .thenComparingLong(entry -> entry.usedMs))
                    .orElseThrow());
        }
        var entry = new Entry(new Path(++numbers, nodes, clock.instant()), clock.millis());
        entries.add(entry);
        pool.useGuard(nodes.getFirst().id());
        return entry;
    }

    private Optional<Entry> find(Path path) {
        return entries.stream().filter(entry -> entry.path.equals(path)).findFirst();
    }

    /** Drops paths that are too old, or have a node the network does not have any more. */
    private void prune() {
        var now = clock.instant();
        entries.removeIf(entry -> {
            var age = Duration.between(entry.path.since(), now);
            return age.isNegative()
                    || age.compareTo(rotation) > 0
                    || entry.path.nodes().stream()
                            .anyMatch(node -> pool.find(node.id()).isEmpty());
        });
    }
}
