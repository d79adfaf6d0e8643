# shellcheck shell=bash
# What every script of this folder begins with. Source it; $image is this folder, $out where everything is made.
set -euo pipefail
export LC_ALL=C TZ=UTC
umask 022

image=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(dirname "$image")
out=${OUT:-$image/target}
# Packages outlive builds: a clean checkout need not fetch them again.
cache=${IMAGE_CACHE:-/var/cache/hearth-image}
suite=trixie
# The image carries this id in its partition table; everything finds its disk by it.
disk_id=48454152

# One number makes two builds from the same packages the same: every file carries the time of the commit.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$top" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
version=$(sed -n '0,/<version>/s/.*<version>\(.*\)<\/version>.*/\1/p' "$top/pom.xml")
if [ -z "${JAVA_HOME:-}" ] || [ ! -x "$JAVA_HOME/bin/jlink" ]; then
    JAVA_HOME=$(sh "$top/.mvn/find-jdk.sh" 25)
fi
export JAVA_HOME
mkdir -p "$out"

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

# Says what a step does and what it took.
timed() { # words, command
    local start=$SECONDS words=$1
    shift
    say "$words ..."
    "$@"
    say "$words: $((SECONDS - start)) s"
}

# Everything in a folder gets the time of the build.
same_times() { find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +; }
