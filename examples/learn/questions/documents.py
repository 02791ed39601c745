#!/usr/bin/env python3
"""Lays the manuals that the questions beside this file are about below a folder.

usage: documents.py FOLDER
needs: npm, pip and cargo, each with its registry in reach

Each archive is checked by its SHA-256: another version has other bytes at the ranges.
"""
import hashlib, os, pathlib, subprocess, sys, tarfile, tempfile

MANUALS = {  # name: (SHA-256 of the archive, folder of the documents within it, files that are left out)
    "npm": ("c12def16fe3efdc80b1e652d60903d807ac4b78b9e7c3e76f633f4b13a32897c", "package/docs/content", []),
    "hatch": ("7f365f1a5b8f1a8162813daed9bf9fce83f15dc933fc99c6d04cbb942e64f4d0", "hatch-1.18.2/docs", []),
    "cargo": ("7bcc52d107e10f9695543bbdc9128c7798abafdd36c6ba5adfb35e0abe87bf6e", "cargo-0.98.0/src/doc/src", ["CHANGELOG.md"]),
}
CRATE = '[package]\nname = "fetch"\nversion = "0.0.0"\nedition = "2021"\n[lib]\npath = "lib.rs"\n[dependencies]\ncargo = "=0.98.0"\n'


def fetch(folder):
    """The archives, by the names of the manuals."""
    run = lambda *command, **more: subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, **more)
    run("npm", "pack", "--silent", "npm@10.9.0")
    run(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", "hatch==1.18.2")
    (folder / "Cargo.toml").write_text(CRATE)
    (folder / "lib.rs").touch()
    home = folder / "cargo-home"
    home.mkdir()
    own = pathlib.Path.home() / ".cargo" / "config.toml"
    if own.is_file():  # where a registry is configured
        (home / "config.toml").write_bytes(own.read_bytes())
    run("cargo", "fetch", "--quiet", env=os.environ | {"CARGO_HOME": str(home)})
    return {"npm": folder / "npm-10.9.0.tgz", "hatch": folder / "hatch-1.18.2.tar.gz",
            "cargo": next(home.glob("registry/cache/*/cargo-0.98.0.crate"))}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    out = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as place:
        for name, archive in fetch(pathlib.Path(place)).items():
            expected, within, left_out = MANUALS[name]
            found = hashlib.sha256(archive.read_bytes()).hexdigest()
            if found != expected:
                sys.exit(f"{archive.name}: its SHA-256 is {found}, expected {expected}")
            with tarfile.open(archive) as files:
                for member in files.getmembers():
                    path = pathlib.PurePosixPath(member.name)
                    if not member.isfile() or path.suffix != ".md" or not path.is_relative_to(within):
                        continue
                    below = path.relative_to(within)
                    if str(below) in left_out or ".." in below.parts:
                        continue
                    target = out / name / below
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(files.extractfile(member).read())
            print(f"{out / name}: {sum(1 for _ in (out / name).rglob('*.md'))} documents")


if __name__ == "__main__":
    main()
