package hearth.service.ledger;

import hearth.protocol.Bytes;
import hearth.protocol.bt.Bt;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.TableHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A map that never changes: a change gives another map, which shares what stayed the same. It knows its {@link TableHash}, and
 * works out again only what changed.
 */
final class HashedMap<V> {

    private final Function<V, Bt> form;
    private final List<Bucket<V>> buckets;
    private final int size;

    private HashedMap(Function<V, Bt> form, List<Bucket<V>> buckets, int size) {
        this.form = form;
        this.buckets = buckets;
        this.size = size;
    }

    /** A map without entries whose values are written by {@code form}. */
    static <V> HashedMap<V> empty(Function<V, Bt> form) {
        return new HashedMap<>(form, Collections.nCopies(TableHash.BUCKETS, new Bucket<>(new TreeMap<>())), 0);
    }

    /** A map with these entries. */
    static <V> HashedMap<V> of(Function<V, Bt> form, Map<Bytes, V> all) {
        var parts =
                Stream.generate(TreeMap<Bytes, V>::new).limit(TableHash.BUCKETS).toList();
        all.forEach((key, value) -> parts.get(TableHash.bucketOf(key)).put(key, value));
        return new HashedMap<>(form, parts.stream().map(Bucket::new).toList(), all.size());
    }

    int size() {
        return size;
    }

    Optional<V> find(Bytes key) {
        return Optional.ofNullable(buckets.get(TableHash.bucketOf(key)).entries.get(key));
    }

    /** With {@code value} under {@code key}, whatever was there before. Keys are not empty. */
    HashedMap<V> with(Bytes key, V value) {
        var entries = new TreeMap<>(buckets.get(TableHash.bucketOf(key)).entries);
        var old = entries.put(key, value);
        return replace(TableHash.bucketOf(key), entries, old == null ? size + 1 : size);
    }

    /** Without {@code key}. */
    HashedMap<V> without(Bytes key) {
        if (find(key).isEmpty()) {
            return this;
        }
        var entries = new TreeMap<>(buckets.get(TableHash.bucketOf(key)).entries);
        entries.remove(key);
        return replace(TableHash.bucketOf(key), entries, size - 1);
    }

    /** All values, always in the same order, which is not that of the keys. */
    Stream<V> values() {
        return buckets.stream().flatMap(bucket -> bucket.entries.values().stream());
    }

    /** The bt list of all [key, value], in the order of {@link #values}. */
    Bt.List form() {
        return new Bt.List(buckets.stream().flatMap(this::forms).toList());
    }

    /** The hash of all keys and values. */
    LedgerHash hash() {
        return TableHash.ofTable(buckets.stream().map(this::hash).toList());
    }

    private Bytes hash(Bucket<V> bucket) {
        var known = bucket.hash;
        if (known == null) {
            known = TableHash.ofBucket(forms(bucket).toList());
            bucket.hash = known;
        }
        return known;
    }

    private Stream<Bt> forms(Bucket<V> bucket) {
        return bucket.entries.entrySet().stream()
                .map(entry -> TableHash.entry(entry.getKey(), form.apply(entry.getValue())));
    }

    private HashedMap<V> replace(int index, SortedMap<Bytes, V> entries, int newSize) {
        var others = new ArrayList<>(buckets);
        others.set(index, new Bucket<>(entries));
        return new HashedMap<>(form, others, newSize);
    }

    private static final class Bucket<V> {

        private final SortedMap<Bytes, V> entries;

        /** Once worked out. Two threads may do so at the same time and find the same. */
        private @Nullable Bytes hash;

        Bucket(SortedMap<Bytes, V> entries) {
            this.entries = entries;
        }
    }
}
