# Names for the longer commands. `make run` and `make test` are all that a newcomer needs.

MVN       := mvn --batch-mode --no-transfer-progress
HEARTH    := appliance/target/hearth/bin/hearth
BUILT     := appliance/target/hearth.built
# The folder `make vectors` reads; by default the copies that the tests use.
VECTORS   ?= client/src/test/resources/vectors
# The browser of the browser tests. The one that never had a window needs a quarter less time for them.
CHROMIUM  ?= $(or $(shell command -v chromium-headless-shell || command -v chromium),/usr/bin/chromium)
# What a build is made of. Folders are listed too: a file that was taken away changes its folder.
SOURCES   := pom.xml $(shell find .mvn */pom.xml node/*/pom.xml */src/main node/*/src/main 2>/dev/null)

# A JDK new enough; .mvn/find-jdk.sh says what to install when there is none.
ifneq ($(filter-out clean,$(or $(MAKECMDGOALS),build)),)
JAVA_HOME := $(shell sh .mvn/find-jdk.sh 25)
export JAVA_HOME
# Debian's Maven brings a library that recent JDKs warn about at every start.
export MAVEN_OPTS += --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED
ifeq ($(JAVA_HOME),)
$(error No JDK 25, see above)
endif
ifeq ($(shell command -v mvn),)
$(error Hearth is built with Maven, and found none: apt install maven)
endif
endif

.PHONY: build run test test-slow bench bench-node format format-check vectors image image-test image-test-short deb oci packages-test packages-test-short clean chromium

## A runnable distribution in appliance/target/hearth (bin/hearth, conf/, lib/).
build: $(BUILT)

# A build that changed nothing must not cost a start: the second `make run` goes straight to the box.
$(BUILT): $(SOURCES)
	$(MVN) --quiet -Dmaven.test.skip=true package
	@$(HEARTH) warm-up || echo "Hearth will start a little slower: the start-up cache could not be made." >&2
	@touch $@

## Builds if needed, starts the box on its embedded neighbourhood, and says which address to open.
run: build
	@exec $(HEARTH) run $(ARGS)

## Everything that decides whether a change may land: all tests, the browser tests included.
test: chromium
	$(MVN) -Dhearth.chromium=$(CHROMIUM) verify

## Simulations that take minutes.
test-slow: chromium
	$(MVN) -Dhearth.chromium=$(CHROMIUM) -Pslow verify

bench:
	$(MVN) --quiet -Dmaven.test.skip=true package
	sh .mvn/bench.sh $(ARGS)

## Measures nodes in processes of their own with the load generator in the folder LOAD=<folder>.
bench-node: build
	@LOAD="$(LOAD)" sh .mvn/bench-node.sh

format:
	$(MVN) --quiet spotless:apply

format-check:
	$(MVN) --quiet spotless:check

## Runs every vector file of VECTORS=<folder> and prints a line per file.
vectors:
	@$(MVN) --quiet -Pclass-path -pl client -am process-test-classes >&2
	@cd client/target && "$(JAVA_HOME)/bin/java" --enable-native-access=ALL-UNNAMED \
		-cp "test-classes:classes:$$(cat test.classpath)" hearth.vectors.VectorRunner "$(abspath $(VECTORS))"

## The flashable ARM64 image and what is published beside it, in image/target. On Debian, as root.
image: build
	@image/build

## Boots that image in an emulator and tries everything.
image-test: build
	@QUICK=yes image/build
	@image/test/run full

## The part of it that takes minutes: first start, first run, a message, a power cut, an update that does not start.
image-test-short: build
	@QUICK=yes image/build
	@image/test/run short

## Debian packages for amd64 and arm64, in image/target.
deb: build
	@image/deb/build

## A container image for amd64 and arm64 as an OCI archive, in image/target.
oci: build
	@image/oci/build

## Builds both, installs, starts, upgrades and purges the package in Debian 13 and 12, and starts the container's content.
packages-test: build
	@QUICK=yes image/deb/build
	@QUICK=yes image/oci/build
	@image/test/packages

## The part of it that takes a minute or two: the package of this machine's architecture, in Debian 13.
packages-test-short: build
	@QUICK=yes ARCHES=$$(dpkg --print-architecture) image/deb/build
	@image/test/packages deb

clean:
	rm -rf target */target node/*/target

chromium:
	@test -x "$(CHROMIUM)" || { echo "The browser tests need Chromium, and found none: apt install chromium" >&2; exit 1; }
