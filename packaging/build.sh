#!/usr/bin/env bash
# Makes an archive of the program for this machine's system, and a Debian package where dpkg-deb is there.
#
# usage: packaging/build.sh [--profile PROFILE] [--target TRIPLE] [--output FOLDER] [--program FILE]
#
#   --profile   dist (default: smaller, takes longer) or release
#   --target    what to compile for (default: this machine)
#   --output    where the packages go (default: target/packages)
#   --program   the program, compiled before for that target: nothing is compiled
#
# Needs Rust, a C compiler and python3; root is not needed. Prints the files that it made.
#
# With the profile dist the same source gives the same bytes, wherever it lies and whoever compiles it, as long as the versions
# of Rust, of the C compiler and of the system's libraries are the same: packaging/reproduce.sh tries that. The date of
# everything in the packages is SOURCE_DATE_EPOCH, else that of the last commit.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

profile=dist target= output=target/packages built=
while [ $# -gt 0 ]; do
    case "$1" in
        --profile) profile=$2 ;;
        --target) target=$2 ;;
        --output) output=$2 ;;
        --program) built=$2 ;;
        *) sed -n '2,15s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
    esac
    shift 2
done
host=$(rustc -vV | sed -n 's/^host: //p')
target=${target:-$host}
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml)
name=verbatim-$version-$target
program=verbatim
case "$target" in *windows*) program=verbatim.exe ;; esac

python="$(command -v python3 || command -v python)"
written() { "$python" -c 'import os; print(int(os.path.getmtime("CHANGELOG.md")))'; }
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2> /dev/null || written)}
export SOURCE_DATE_EPOCH
compiled=${CARGO_TARGET_DIR:-target}

# Where the sources lie is no part of the program. Only for packages: other flags compile every dependency anew.
if [ "$profile" = dist ]; then
    mkdir -p "$compiled"
    from=("$PWD" "${CARGO_HOME:-$HOME/.cargo}/registry/src" "$(cd "$compiled" && pwd)")
    to=(/verbatim /crates /compiled)
    flags=$(tr ' ' '\037' <<< "${RUSTFLAGS:-}")
    for number in 0 1 2; do
        flags=${flags:+$flags$'\037'}--remap-path-prefix=${from[number]}=${to[number]}
        CFLAGS="${CFLAGS:-} -ffile-prefix-map=${from[number]}=${to[number]}"
    done
    export CARGO_ENCODED_RUSTFLAGS=$flags CFLAGS
fi

# Without --target Cargo shares what it has compiled with every other build of this folder.
if [ -n "$built" ]; then
    :
elif [ "$target" = "$host" ]; then
    cargo build --locked --profile "$profile" --bin verbatim
    built=$compiled/$profile/$program
else
    cargo build --locked --profile "$profile" --bin verbatim --target "$target"
    built=$compiled/$target/$profile/$program
fi

mkdir -p "$output"
output=$(cd "$output" && pwd)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

# Gives everything in a folder the date of the packages.
dated() { "$python" -c '
import os, sys
for folder, folders, files in os.walk(sys.argv[1], topdown=False):
    for name in [*files, "."]:
        os.utime(os.path.join(folder, name), (int(sys.argv[2]),) * 2, follow_symlinks=False)
' "$1" "$SOURCE_DATE_EPOCH"; }
# GNU tar is told whose files these are; that of macOS has other names for it.
owned=(--owner=0 --group=0 --numeric-owner)
case "$(tar --version)" in *bsdtar*) owned=(--uid 0 --gid 0 --numeric-owner) ;; esac

# --- the archive ----------------------------------------------------------------------------------------

folder=$stage/$name
mkdir "$folder"
cp "$built" "$folder/$program"
cp README.md CHANGELOG.md SECURITY.md LICENSE-APACHE LICENSE-MIT LICENSE-WORDNET LICENSE-VARCON .env.example "$folder/"
cp -R docs "$folder/docs"
rm -f "$folder"/docs/pictures/{make.sh,message.cjs,message.css,terminal.py}
"$python" packaging/licences.py "$target" > "$folder/THIRD-PARTY.txt"
"$python" packaging/components.py "$target" "$folder/verbatim.cdx.json"
# The documents in seeds/ are other people's: the archive brings one of its own, to try with.
cp -R packaging/example "$folder/example"
case "$target" in
    *linux*) mkdir "$folder/systemd"; cp packaging/verbatim.service packaging/verbatim.sysusers packaging/verbatim.env "$folder/systemd/" ;;
esac
case "$target" in
    *windows*)
        archive=$output/$name.zip
        rm -f "$archive"
        (cd "$stage" && 7z a -tzip "$archive" "$name" > /dev/null)
        ;;
    *)
        archive=$output/$name.tar.gz
        dated "$folder"
        (cd "$stage" && find "$name" -print0 | LC_ALL=C sort -z | tar --null --no-recursion -T - "${owned[@]}" -cf - | gzip -9n > "$archive")
        ;;
esac
# Windows and Linux have the one, macOS the other.
sum() { if command -v sha256sum > /dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi; }
(cd "$output" && sum "$(basename "$archive")" > "$(basename "$archive").sha256")
echo "$archive"

# --- the Debian package ---------------------------------------------------------------------------------

case "$target" in
    x86_64-unknown-linux-gnu) architecture=amd64 ;;
    aarch64-unknown-linux-gnu) architecture=arm64 ;;
    *) echo "SKIPPED: no Debian package for $target"; exit 0 ;;
esac
for tool in dpkg-deb objdump; do
    if ! command -v "$tool" > /dev/null; then echo "SKIPPED: the Debian package: $tool is not here"; exit 0; fi
done
root=$stage/root
doc=$root/usr/share/doc/verbatim
install -D -m 0755 "$built" "$root/usr/bin/verbatim"
install -D -m 0644 packaging/verbatim.service "$root/lib/systemd/system/verbatim.service"
install -D -m 0644 packaging/verbatim.sysusers "$root/usr/lib/sysusers.d/verbatim.conf"
install -D -m 0640 packaging/verbatim.env "$root/etc/verbatim/verbatim.env"
# Commands that are run in /etc/verbatim have the service's settings.
ln -s verbatim.env "$root/etc/verbatim/.env"
mkdir -p "$doc"
cp -R "$folder"/{README.md,CHANGELOG.md,SECURITY.md,verbatim.cdx.json,docs,example} "$doc/"
find "$doc" -type f -exec chmod 0644 {} +
find "$root" -type d -exec chmod 0755 {} +
# Debian looks for all licences in one file.
{
    printf 'The code of verbatim is under MIT or Apache-2.0, at your option.\n\n'
    cat LICENSE-MIT
    printf '\nThe Apache License 2.0 is in /usr/share/common-licenses/Apache-2.0.\n\n'
    cat "$folder/THIRD-PARTY.txt"
} > "$doc/copyright"
gzip -9n "$doc/CHANGELOG.md"

# The C library that the program was linked against, or a later one; what it needs is read from the program itself.
libc=$(objdump -T "$built" | grep -o 'GLIBC_[0-9.]*' | sed 's/GLIBC_//' | sort -uV | tail -n 1)
depends="libc6 (>= $libc)"
if objdump -p "$built" | grep -q 'NEEDED *libgcc_s'; then depends="$depends, libgcc-s1"; fi

mkdir "$root/DEBIAN"
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@DEPENDS@/$depends/" \
    -e "s/@SIZE@/$(du -sk "$root" | cut -f1)/" \
    -e "s/@MAINTAINER@/${DEBFULLNAME:-The verbatim project} <${DEBEMAIL:-verbatim@localhost}>/" \
    packaging/debian/control > "$root/DEBIAN/control"
install -m 0644 packaging/debian/conffiles "$root/DEBIAN/conffiles"
install -m 0755 packaging/debian/postinst packaging/debian/prerm packaging/debian/postrm "$root/DEBIAN/"
(cd "$root" && find usr etc lib -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum > DEBIAN/md5sums)
dated "$root"
package=$output/verbatim_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zxz -z3 --build "$root" "$package" > /dev/null
echo "$package"
