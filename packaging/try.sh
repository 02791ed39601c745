#!/usr/bin/env bash
# Tries the packages as an operator would: installs them in a clean Debian, asks there, and looks at the unit.
#
# usage: packaging/try.sh [FOLDER]
#   FOLDER   where packaging/build.sh put the packages (default: target/packages)
#
# Needs root (for chroot and device files) and Debian's debootstrap, which fetches a small Debian once, below
# target/packaging. What is not here is skipped, with a line. systemd does not run in a chroot: how it starts the unit is not
# tried, only the unit's form, its exposure, and that the program makes no system call that the unit forbids.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
packages=${1:-target/packages}
step() { printf '\n== %s\n' "$*"; }
skip() { printf 'SKIPPED: %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

if ! command -v debootstrap > /dev/null; then skip "everything: debootstrap is not here"; exit 0; fi
if [ "$(id -u)" != 0 ]; then skip "everything: a chroot needs root"; exit 0; fi
package=$(ls -t "$packages"/verbatim_*_"$(dpkg --print-architecture)".deb 2> /dev/null | head -n 1)
archive=$(ls -t "$packages"/verbatim-*-"$(uname -m)"-unknown-linux-gnu.tar.gz 2> /dev/null | head -n 1)
[ -n "$package" ] && [ -n "$archive" ] || fail "no packages in $packages: run packaging/build.sh"

work=$PWD/target/packaging
clean=$work/clean
root=$work/root
mkdir -p "$work"
mounted=
tidy() {
    if [ -n "$mounted" ]; then umount "$root/proc"; fi
    rm -rf "$root" "$work"/made.* "$work/serve.log"
}
trap tidy EXIT
if [ ! -f "$clean/complete" ]; then
    step "a clean Debian"
    rm -rf "$clean"
    debootstrap --variant=minbase bookworm "$clean" > "$work/debootstrap.log"
    touch "$clean/complete"
fi
fresh() {
    if [ -n "$mounted" ]; then umount "$root/proc"; mounted=; fi
    rm -rf "$root"
    cp -a "$clean" "$root"
    mount -t proc proc "$root/proc"
    mounted=yes
}
# A command in the clean Debian, with nothing of this environment.
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "$@"; }
# One as the service's user, in the folder of its settings, as docs/hosting says.
as_verbatim() { inside setpriv --reuid verbatim --regid verbatim --clear-groups sh -c 'cd /etc/verbatim && exec "$@"' - "$@"; }
# The exit code of a command.
code() { local code=0; "$@" || code=$?; echo "$code"; }
holds() { grep -qF -- "$2" <<< "$1" || fail "expected \"$2\" in: $1"; }
question="when was the harbour of Sandholm opened?"
answer="The harbour of Sandholm was opened on 4 May 1908"

step "the package is installed"
fresh
cp "$package" "$root/tmp/verbatim.deb"
inside dpkg -i /tmp/verbatim.deb
inside verbatim --version
[ "$(inside stat -c '%U:%G %a' /etc/verbatim/verbatim.env)" = "root:verbatim 640" ] || fail "the settings are open"
[ "$(inside stat -c '%U:%G %a' /var/lib/verbatim/data)" = "verbatim:verbatim 700" ] || fail "the data folder is open"

step "check says what is missing"
said=$(as_verbatim verbatim check 2>&1) && fail "check found nothing wrong: $said"
holds "$said" "DISCORD_TOKEN is not set"
[ "$(code as_verbatim verbatim serve 2> /dev/null)" = 2 ] || fail "serve without a token must end with 2, which is not started again"

step "it answers from documents, as the service's user"
inside sh -c 'cp /usr/share/doc/verbatim/example/* /var/lib/verbatim/seeds/'
# A token's form: three parts. It is nobody's.
inside sed -i 's/^DISCORD_TOKEN=.*/DISCORD_TOKEN=MTAwMDAwMDAwMDAwMDAwMDAwMA.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789ab/' /etc/verbatim/verbatim.env
as_verbatim verbatim check
said=$(as_verbatim verbatim ask "$question")
printf '%s\n' "$said"
holds "$said" "$answer"
[ -z "$(inside find /var/lib/verbatim/seeds -newer /etc/verbatim/verbatim.env -type f)" ] || fail "a document was written"

step "it works where no memory can be both writable and executable (MemoryDenyWriteExecute)"
if command -v python3 > /dev/null; then
    # The kernel's own switch for it (PR_SET_MDWE, Linux 6.3), which goes on to every process that is started.
    cat > "$work/mdwe.py" << 'END'
import ctypes, os, sys
if ctypes.CDLL(None, use_errno=True).prctl(65, 1, 0, 0, 0) != 0:
    sys.exit(99)
os.execvp(sys.argv[1], sys.argv[1:])
END
    said=$(python3 "$work/mdwe.py" chroot "$root" setpriv --reuid verbatim --regid verbatim --clear-groups \
        /usr/bin/verbatim --seeds /var/lib/verbatim/seeds --data /tmp/mdwe ask "$question") && code=0 || code=$?
    if [ "$code" = 99 ]; then skip "this kernel has no such switch"; else holds "$said" "$answer"; fi
else
    skip "python3 is not here"
fi

step "the unit"
if command -v systemd-analyze > /dev/null; then
    # That the program is not installed on this system is no fault of the unit.
    said=$(systemd-analyze verify "$root/lib/systemd/system/verbatim.service" 2>&1 |
        grep -F verbatim | grep -v 'Command /usr/bin/verbatim is not executable' || true)
    [ -z "$said" ] || fail "$said"
    said=$(systemd-analyze security --no-pager --offline=true --threshold=20 "$root/lib/systemd/system/verbatim.service" | tail -n 1)
    printf '%s\n' "$said"
else
    skip "systemd-analyze is not here"
fi
if command -v systemd-analyze > /dev/null && command -v strace > /dev/null; then
    # Every system call of an answer, of reading documents, and of serving until Discord cannot be reached, against the
    # filter: names that the unit allows, less those that it takes away, with those that it gives back.
    rm -f "$work"/made.*
    strace -f -qq -c -U name -o "$work/made.ask" chroot "$root" setpriv --reuid verbatim --regid verbatim --clear-groups \
        /usr/bin/verbatim --seeds /var/lib/verbatim/seeds --data /tmp/traced ask "$question" > /dev/null
    DISCORD_TOKEN=MTAwMDAwMDAwMDAwMDAwMDAwMA.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789ab DISCORD_API_URL=http://127.0.0.1:9 \
        timeout --signal=TERM 20 strace -f -qq -c -U name -o "$work/made.serve" chroot "$root" setpriv --reuid verbatim \
        --regid verbatim --clear-groups /usr/bin/verbatim --seeds /var/lib/verbatim/seeds --data /tmp/traced serve 2> /dev/null || true
    group() { systemd-analyze syscall-filter "$1" | sed -n '1d;s/^ *\([a-z0-9_]*\)$/\1/p;s/^ *\(@[a-z-]*\)$/\1/p'; }
    members() { local name; for name in $(group "$1"); do case "$name" in @*) members "$name" ;; *) echo "$name" ;; esac; done; }
    members @system-service | sort -u > "$work/allowed"
    { members @privileged; members @resources; } | sort -u > "$work/taken"
    given=$(sed -n 's/^SystemCallFilter=\([a-z].*\)/\1/p' packaging/verbatim.service)
    { comm -23 "$work/allowed" "$work/taken"; tr ' ' '\n' <<< "$given"; } | sort -u > "$work/filter"
    # What chroot and setpriv do before the program begins is not the program's.
    sed -n 's/^ *\([a-z][a-z0-9_]*\) *$/\1/p' "$work"/made.ask "$work"/made.serve | sort -u |
        grep -vxE 'syscall|name|total|chroot|setresuid|setresgid|setgroups|setreuid|setregid|capset' > "$work/used"
    printf '%s system calls are used\n' "$(wc -l < "$work/used")"
    refused=$(comm -23 "$work/used" "$work/filter")
    [ -z "$refused" ] || fail "the unit forbids what the program does: $refused"
else
    skip "the system calls: strace or systemd-analyze is not here"
fi

step "an upgrade, and back to the version before: settings, documents and data stay"
# The same program under a later version.
dpkg-deb -R "$package" "$work/made.newer"
version=$(sed -n 's/^Version: //p' "$work/made.newer/DEBIAN/control")
sed -i "s/^Version: .*/&+newer/" "$work/made.newer/DEBIAN/control"
dpkg-deb --root-owner-group -Zgzip -z1 --build "$work/made.newer" "$root/tmp/newer.deb" > /dev/null
for next in "newer $version+newer" "verbatim $version"; do
    inside dpkg -i "/tmp/${next% *}.deb"
    [ "$(inside dpkg-query -W -f '${Version}' verbatim)" = "${next#* }" ] || fail "not ${next#* }"
    inside grep -q MTAwMDAw /etc/verbatim/verbatim.env || fail "the settings are gone"
    [ "$(inside stat -c '%U:%G %a' /etc/verbatim/verbatim.env)" = "root:verbatim 640" ] || fail "the settings are open"
    holds "$(as_verbatim verbatim ask "$question")" "$answer"
done

step "a backup made while it runs, and restored"
if command -v sqlite3 > /dev/null; then
    # It serves, and waits for a Discord that is not there.
    (exec chroot "$root" setpriv --reuid verbatim --regid verbatim --clear-groups /usr/bin/env -i \
        DISCORD_API_URL=http://127.0.0.1:9 sh -c 'cd /etc/verbatim && exec verbatim serve' 2> "$work/serve.log") &
    serving=$!
    for _ in $(seq 100); do
        [ -s "$work/serve.log" ] && [ -f "$root/var/lib/verbatim/data/answered.sqlite" ] && break
        sleep 0.1
    done
    kill -0 "$serving" || fail "it does not serve: $(cat "$work/serve.log")"
    sqlite3 "$root/var/lib/verbatim/data/answered.sqlite" ".backup '$work/made.answered.sqlite'"
    [ "$(sqlite3 "$work/made.answered.sqlite" 'pragma integrity_check')" = ok ] || fail "the copy is damaged"
    kill -TERM "$serving"
    code=0
    wait "$serving" || code=$?
    [ "$code" = 0 ] || fail "SIGTERM ended it with $code: $(cat "$work/serve.log")"
else
    skip "sqlite3 is not here"
fi
tar -C "$root/var/lib" -czf "$work/made.backup.tar.gz" verbatim
rm -rf "$root/var/lib/verbatim"
tar -C "$root/var/lib" -xzf "$work/made.backup.tar.gz"
holds "$(as_verbatim verbatim ask "$question")" "$answer"

step "another machine: moved as docs/hosting/moving.md says"
tar -C "$root" -czf "$work/made.moved.tar.gz" etc/verbatim var/lib/verbatim
fresh
# There the user gets another number.
inside useradd --system somebody
cp "$package" "$root/tmp/verbatim.deb"
inside dpkg -i /tmp/verbatim.deb > /dev/null
tar -C "$root" -xzf "$work/made.moved.tar.gz" --no-same-owner
inside chown root:verbatim /etc/verbatim/verbatim.env
inside chmod 0640 /etc/verbatim/verbatim.env
inside chgrp -R verbatim /var/lib/verbatim/seeds
inside chown -R verbatim:verbatim /var/lib/verbatim/data
as_verbatim verbatim check > /dev/null
holds "$(as_verbatim verbatim ask "$question")" "$answer"

step "removed, then purged: documents stay"
inside dpkg -r verbatim
[ -f "$root/etc/verbatim/verbatim.env" ] || fail "removing took the settings"
inside dpkg -P verbatim
[ -f "$root/var/lib/verbatim/seeds/harbour.md" ] || fail "purging took documents"
[ ! -e "$root/var/lib/verbatim/data" ] && [ ! -e "$root/etc/verbatim" ] || fail "purging left what the program made"

step "the archive, in a Debian without the package"
fresh
tar -C "$root/opt" -xzf "$archive"
(cd "$(dirname "$archive")" && sha256sum --quiet -c "$(basename "$archive").sha256")
folder=/opt/$(basename "$archive" .tar.gz)
holds "$(inside sh -c "cd $folder && ./verbatim --seeds example --data /tmp/data ask '$question'")" "$answer"
for file in README.md LICENSE-MIT LICENSE-APACHE LICENSE-WORDNET LICENSE-VARCON THIRD-PARTY.txt .env.example systemd/verbatim.service; do
    [ -s "$root$folder/$file" ] || fail "the archive lacks $file"
done

for crate in serenity tantivy rusqlite; do
    version=$(sed -n "/^name = \"$crate\"$/{n;s/^version = \"\(.*\)\"$/\1/p}" Cargo.lock)
    grep -qF "pkg:cargo/$crate@$version" "$root$folder/verbatim.cdx.json" || fail "the list of components lacks $crate $version"
done

step "all of it holds"
