# Names for the longer commands. `make run` and `make test` are all that a newcomer needs.

JAVA_HOME := $(shell sh .mvn/find-jdk.sh 25)
export JAVA_HOME
MVN       := mvn --batch-mode --no-transfer-progress
HEARTH    := appliance/target/hearth/bin/hearth
# The folder `make vectors` reads; by default the copies that the tests use.
VECTORS   ?= node/protocol/src/test/resources/vectors

.PHONY: build run test bench format format-check vectors clean jdk

## A runnable distribution in appliance/target/hearth (bin/hearth, lib/).
build: jdk
	$(MVN) --quiet -DskipTests package

## Builds if needed, starts the box on its embedded neighbourhood, and says which address to open.
run: build
	$(HEARTH) run $(ARGS)

## Everything that decides whether a change may land: all tests, the browser tests included.
test: jdk
	$(MVN) verify

bench: jdk
	$(MVN) --quiet -DskipTests package
	sh .mvn/bench.sh $(ARGS)

format: jdk
	$(MVN) --quiet spotless:apply

format-check: jdk
	$(MVN) --quiet spotless:check

## Runs every vector file of VECTORS=<folder> and prints a line per file.
vectors: jdk
	@$(MVN) --quiet -pl node/protocol -am test-compile
	@$(MVN) --quiet -pl node/protocol exec:exec -Dvectors="$(abspath $(VECTORS))"

clean:
	$(MVN) --quiet clean

jdk:
	@test -n "$(JAVA_HOME)"
