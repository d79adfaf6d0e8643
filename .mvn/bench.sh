#!/bin/sh
# Runs the benchmarks (JMH). Arguments go to JMH: a pattern for names, -f, -wi, -i, …; -h lists them.
# JAVA_HOME must name the JDK. Results also go to target/bench/results.json.
set -eu
cd "$(dirname "$0")/../node/protocol"

mvn --batch-mode --no-transfer-progress --quiet -Pclass-path -f ../../pom.xml -pl node/protocol -am process-test-classes >&2

out=target/bench
classes=$PWD/target/test-classes:$PWD/target/classes:$(cat target/test.classpath)
rm -rf $out
mkdir -p $out/sources $out/classes
# The benchmarks were compiled with the tests; the loops around them are made from their class files.
"$JAVA_HOME/bin/java" -cp "$classes" org.openjdk.jmh.generators.bytecode.JmhBytecodeGenerator \
    target/test-classes $out/sources $out/classes reflection >&2
find $out/sources -name '*.java' >$out/sources.txt
"$JAVA_HOME/bin/javac" -proc:none -nowarn -cp "$classes" -d $out/classes @$out/sources.txt
exec "$JAVA_HOME/bin/java" -cp "$out/classes:$classes" org.openjdk.jmh.Main -rf json -rff $out/results.json "$@"
