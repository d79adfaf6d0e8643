#!/bin/sh
# Runs a load generator against nodes in processes of their own: one, then three in one swarm. The generator is not part of
# this project: LOAD names its folder, which holds bench.sh, PeerLoad.java and summary.py.
#   REPEATS  how often each row is measured (1)
#   FIRST    how often all rows run before that without being counted, since code is compiled while it runs (0)
#   NODES    how many nodes, one after the other ("1 3")
# ONLY, SECS and WARM go to the generator. Results: target/bench-node/n1.jsonl, n3.jsonl.
# JAVA_HOME must name the JDK.
set -eu
cd "$(dirname "$0")/.."

if [ -z "${LOAD:-}" ] || [ ! -f "$LOAD/bench.sh" ]; then
    echo "The load generator is not part of Hearth: name its folder, make bench-node LOAD=<folder>" >&2
    exit 2
fi
LOAD=$(cd "$LOAD" && pwd)
hearth=$PWD/appliance/target/hearth/bin/hearth
out=$PWD/target/bench-node
mkdir -p "$out"

pids=''
stop() {
    for pid in $pids; do
        kill "$pid" 2>/dev/null || true
    done
    for pid in $pids; do
        wait "$pid" 2>/dev/null || true
    done
    pids=''
}
trap stop EXIT
trap 'exit 1' INT TERM

measure() { # results, how often
    # The generator's status says nothing: with one node it ends in a condition that does not hold.
    JAVA=$JAVA_HOME/bin/java bash "$LOAD/bench.sh" "$place/nodes.json" "$list" "$1" "$2" || true
}

for count in ${NODES:-1 3}; do
    place=$out/nodes-$count
    rm -rf "$place" "$out/n$count.jsonl"
    mkdir -p "$place"
    number=1
    while [ "$number" -le "$count" ]; do
        mkdir "$place/$number"
        printf 'node.https-port = %s\nnode.omq-port = %s\nnode.list = ../nodes.json\n' $((24020 + number)) $((24120 + number)) >"$place/$number/node.conf"
        "$hearth" node entry --config "$place/$number/node.conf" >"$place/$number/entry"
        number=$((number + 1))
    done
    { echo '['; cat "$place"/*/entry | sed '$!s/$/,/'; echo ']'; } >"$place/nodes.json"
    for conf in "$place"/*/node.conf; do
        "$hearth" node --config "$conf" >"${conf%.conf}.out" 2>"${conf%.conf}.err" &
        pids="$pids $!"
    done
    for conf in "$place"/*/node.conf; do
        until [ -s "${conf%.conf}.out" ]; do
            sleep 0.1
        done
    done
    list=$(echo $pids | tr ' ' ,)
    if [ "${FIRST:-0}" -gt 0 ]; then
        measure /dev/null "$FIRST" >/dev/null
    fi
    measure "$out/n$count.jsonl" "${REPEATS:-1}"
    for pid in $pids; do
        sed -n 's/^VmRSS: */RSS after the rows, process '"$pid"': /p' "/proc/$pid/status"
    done
    stop
done
