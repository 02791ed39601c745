#!/usr/bin/env bash
# Runs the fuzz targets: fuzz/run.sh SECONDS [READER [SEED]]. For each reader, or the one, so many seconds of inputs that
# libFuzzer thinks of, beginning with the tests' fixtures; prints a line a reader, and exits with 1 after a crash.
# The same seed (1 where none is given) with nothing learned before begins with the same inputs.
# Inputs that crashed are below target/fuzz/artifacts; what was learned is kept below target/fuzz/corpus.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:?"usage: fuzz/run.sh SECONDS [READER [SEED]]"}
seed=${3:-1}
readers=${2:-plain markdown html archive subtitles notebook pdf head question control receipt sources phrases questions model event protocol}
tool=target/tools/bin/cargo-fuzz
host=$(rustc -vV | sed -n 's/^host: //p')

if [ ! -x "$tool" ]; then cargo install cargo-fuzz --version 0.13.2 --locked --root target/tools; fi
# The program's own versions of everything; what only fuzzing needs is added.
cp Cargo.lock fuzz/Cargo.lock
# The program forbids unsafe code: a sanitizer would find nothing more, and needs another compiler than the stable one.
"$tool" build --sanitizer none --release --target-dir target/fuzz reader

python3 fuzz/seeds.py target/fuzz/seeds
printf '%-10s %10s %8s %8s %8s %8s\n' reader inputs a-second new peak-MB crashes
failed=0
for reader in $readers; do
    corpus=target/fuzz/corpus/$reader artifacts=target/fuzz/artifacts/$reader
    mkdir -p "$corpus" "$artifacts" "target/fuzz/seeds/$reader"
    log=target/fuzz/$reader.log
    # Limits of the process that reads: 3 GiB; it has 60 s, and nothing that small may need a third of that.
    status=0
    READER=$reader "target/fuzz/$host/release/reader" "$corpus" "target/fuzz/seeds/$reader" \
        -seed="$seed" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3072 -max_len=65536 -artifact_prefix="$artifacts/" \
        -print_final_stats=1 > "$log" 2>&1 || status=$?
    figure() { sed -n "s/^stat::$1: *//p" "$log" | tail -1; }
    crashes=$(find "$artifacts" -type f | wc -l)
    printf '%-10s %10s %8s %8s %8s %8s\n' "$reader" "$(figure number_of_executed_units)" "$(figure average_exec_per_sec)" \
        "$(figure new_units_added)" "$(figure peak_rss_mb)" "$crashes"
    if [ "$status" != 0 ]; then
        failed=1
        grep -aE 'panicked at|^==|SUMMARY|Test unit written' -A1 "$log" | head -12
    fi
done
exit $failed
