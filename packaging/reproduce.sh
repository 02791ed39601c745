#!/usr/bin/env bash
# Makes the packages twice, from the last commit, in two folders with nothing in common, and compares them byte for byte.
#
# usage: packaging/reproduce.sh
#
# Compiles everything twice: half an hour of computing. Prints the checksums; exit code 1 where something differs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
one=$work/one
other=$work/a/longer/way/to/the/other
# Both of the same commit, whatever is committed meanwhile.
for folder in "$one" "$other"; do git clone --quiet . "$folder"; done
for folder in "$one" "$other"; do
    env -u CARGO_TARGET_DIR -u RUSTFLAGS "$folder/packaging/build.sh"
done
different=0
compared=0
while read -r name; do
    compared=$((compared + 1))
    if cmp --silent "$one/$name" "$other/$name"; then
        printf 'the same      %s %s\n' "$(sha256sum "$one/$name" | cut -d' ' -f1)" "$name"
    else
        different=$((different + 1))
        printf 'DIFFERENT     %s\n' "$name"
    fi
done < <(cd "$one" && ls target/dist/verbatim target/packages/*)
printf '%s of %s files differ\n' "$different" "$compared"
[ "$different" = 0 ]
