#!/bin/sh
# Prints the home of a JDK of at least the given major version: JAVA_HOME if it is new enough, else the newest found
# in the usual places, or in the folder HEARTH_JVMS instead. Prints what to install, and fails, when there is none.
set -u
least=$1

major() { # the major version of the JDK in folder $1, or 0 (a JRE without javac counts as none)
    [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || { echo 0; return; }
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" | head -n 1
}

enough() { [ "$(major "$1")" -ge "$least" ] 2>/dev/null; }

if [ -n "${JAVA_HOME:-}" ] && enough "$JAVA_HOME"; then
    echo "$JAVA_HOME"
    exit 0
fi

best='' best_major=0
look_in() { # keeps the newest of the folders given, if it is new enough
    for home in "$@"; do
        if [ -n "$home" ] && enough "$home" && [ "$(major "$home")" -gt "$best_major" ]; then
            best=$home best_major=$(major "$home")
        fi
    done
}
if [ -n "${HEARTH_JVMS:-}" ]; then
    look_in "$HEARTH_JVMS"/*
else
    on_path=$(command -v javac 2>/dev/null) && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    look_in "${on_path:-}" /usr/lib/jvm/* /opt/java/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/*
fi
if [ -z "$best" ]; then
    echo "Hearth needs a JDK of version $least or newer, and found none." >&2
    echo "  Debian 13:  apt install openjdk-$least-jdk-headless" >&2
    echo "  Debian 12:  apt install temurin-$least-jdk   (from the Adoptium package repository)" >&2
    exit 1
fi
echo "$best"
