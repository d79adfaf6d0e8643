package hearth.service.swarm;

import hearth.protocol.Bytes;
import hearth.protocol.id.Account;
import hearth.protocol.id.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A backlog in maps, for simulations. Closing it does nothing, so that it survives the node. */
final class InMemoryBacklog implements Backlog {

    private record Owed(NodeId member, Missed request) {}

    private final List<Owed> owed = new ArrayList<>();
    private final Map<NodeId, Dump> dumps = new TreeMap<>();
    private final Map<NodeId, Long> rounds = new HashMap<>();
    private Optional<Layout> layout = Optional.empty();
    private final int missedMax;
    private long last;

    InMemoryBacklog(int missedMax) {
        this.missedMax = missedMax;
    }

    @Override
    public synchronized boolean add(NodeId member, Account account, String method, Bytes params, long nowMs) {
        if (missed(member, Integer.MAX_VALUE).size() >= missedMax) {
            return false;
        }
        owed.add(new Owed(member, new Missed(++last, account, method, params, nowMs)));
        return true;
    }

    @Override
    public synchronized Set<Account> accountsMissing() {
        var accounts = new HashSet<Account>();
        owed.forEach(one -> accounts.add(one.request().account()));
        return accounts;
    }

    @Override
    public synchronized void oweAlso(Set<NodeId> members, Account account, long nowMs) {
        record Said(String method, Bytes params) {}
        for (var member : members) {
            var had = new HashSet<Said>();
            missed(member, Integer.MAX_VALUE).forEach(one -> had.add(new Said(one.method(), one.params())));
            for (var one : List.copyOf(owed)) {
                var request = one.request();
                if (request.account().equals(account) && had.add(new Said(request.method(), request.params()))) {
                    add(member, account, request.method(), request.params(), nowMs);
                }
            }
        }
    }

    @Override
    public synchronized Set<NodeId> membersMissing() {
        var members = new TreeSet<NodeId>();
        owed.forEach(one -> members.add(one.member()));
        return members;
    }

    @Override
    public synchronized List<Missed> missed(NodeId member, int countMax) {
        return owed.stream()
                .filter(one -> one.member().equals(member))
                .map(Owed::request)
                .limit(countMax)
                .toList();
    }

    @Override
    public synchronized void settled(List<Missed> requests) {
        owed.removeIf(one -> requests.contains(one.request()));
    }

    @Override
    public synchronized void forget(NodeId member) {
        owed.removeIf(one -> one.member().equals(member));
    }

    @Override
    public synchronized void oweDump(NodeId member) {
        dumps.put(member, new Dump(member, rounds.merge(member, 1L, Long::sum), 0));
    }

    @Override
    public synchronized Set<NodeId> membersWithoutDump() {
        return new TreeSet<>(dumps.keySet());
    }

    @Override
    public synchronized Optional<Dump> dump(NodeId member) {
        return Optional.ofNullable(dumps.get(member));
    }

    @Override
    public synchronized void dumped(Dump dump, long upTo) {
        dumps.computeIfPresent(
                dump.member(),
                (member, known) -> known.round() == dump.round() ? new Dump(member, dump.round(), upTo) : known);
    }

    @Override
    public synchronized void dumpDone(Dump dump) {
        dumps.computeIfPresent(dump.member(), (_, known) -> known.round() == dump.round() ? null : known);
    }

    @Override
    public synchronized void forgetDump(NodeId member) {
        dumps.remove(member);
    }

    @Override
    public synchronized Optional<Layout> layout() {
        return layout;
    }

    @Override
    public synchronized void layout(Layout now) {
        layout = Optional.of(now);
    }

    @Override
    public synchronized long countMissed() {
        return owed.size();
    }

    @Override
    public void close() {}
}
