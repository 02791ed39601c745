#!/usr/bin/env python3
"""Writes what the program is made of, as a bill of materials in CycloneDX's JSON: every crate that is compiled in for a system,
with its version, checksum and licence, and the data that is compiled in with them.

usage: components.py TARGET FILE

cargo-cyclonedx lists the crates; it is installed below target/tools where it is not there. With SOURCE_DATE_EPOCH in the
environment the same source gives the same file.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

VERSION = "0.5.9"
ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "target" / "tools"
# It writes a file beside each manifest of the workspace, and can write nowhere else.
NAME = "verbatim.components"
# What is compiled in beside crates: the file, its name, version and licence, and where it is from.
DATA = [
    (
        "models/all-MiniLM-L6-v2/model.onnx",
        "all-MiniLM-L6-v2",
        None,
        "Apache-2.0",
        "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2",
    ),
    ("src/language/thesaurus.tsv", "WordNet (related words)", "3.1", "WordNet", "https://wordnet.princeton.edu/"),
    ("src/language/irregular_forms.tsv", "WordNet (irregular forms)", "3.1", "WordNet", "https://wordnet.princeton.edu/"),
]


def run(*command):
    # Whatever flags the program is compiled with are not the tool's.
    flags = {"CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS", "CFLAGS"}
    environment = {name: value for name, value in os.environ.items() if name not in flags}
    subprocess.run(command, check=True, cwd=ROOT, env=environment)


def crates(target):
    """The list of crates, as the tool makes it."""
    tool = TOOLS / "bin" / ("cargo-cyclonedx" + (".exe" if os.name == "nt" else ""))
    if not tool.exists():
        run("cargo", "install", "--quiet", "--locked", "--root", str(TOOLS), "--version", VERSION, "cargo-cyclonedx")
    options = ["--format", "json", "--spec-version", "1.5", "--target", target, "--no-build-deps"]
    try:
        run(str(tool), "cyclonedx", *options, "--override-filename", NAME)
        return (ROOT / f"{NAME}.json").read_text(encoding="utf-8")
    finally:
        for written in [ROOT, ROOT / "tests" / "fake-discord"]:
            (written / f"{NAME}.json").unlink(missing_ok=True)


def data(file, name, version, licence, url):
    content = hashlib.sha256((ROOT / file).read_bytes()).hexdigest()
    component = {
        "type": "data",
        "bom-ref": file,
        "name": name,
        "scope": "required",
        "hashes": [{"alg": "SHA-256", "content": content}],
        "licenses": [{"license": {"id": licence} if licence == "Apache-2.0" else {"name": licence}}],
        "externalReferences": [{"type": "website", "url": url}],
    }
    if version:
        component["version"] = version
    return component


def sqlite():
    """SQLite, whose C a crate brings along: weaknesses are reported of it, not of the crate."""
    metadata = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked"], check=True, capture_output=True, text=True, cwd=ROOT
    )
    packages = json.loads(metadata.stdout)["packages"]
    (crate,) = (package for package in packages if package["name"] == "libsqlite3-sys")
    header = Path(crate["manifest_path"]).parent / "sqlite3" / "sqlite3.h"
    version = re.search(r'^#define SQLITE_VERSION +"(.+)"$', header.read_text(encoding="utf-8"), re.MULTILINE)[1]
    return {
        "type": "library",
        "bom-ref": "sqlite",
        "name": "SQLite",
        "version": version,
        "scope": "required",
        "licenses": [{"license": {"id": "blessing"}}],
        "purl": f"pkg:generic/sqlite@{version}",
        "cpe": f"cpe:2.3:a:sqlite:sqlite:{version}:*:*:*:*:*:*:*",
    }


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: components.py TARGET FILE")
    target, file = sys.argv[1:]
    # Where the source lies is nobody's business, and would make two lists of the same things differ.
    bill = json.loads(crates(target).replace(ROOT.as_uri(), "file:///verbatim"))
    bill["components"] += [sqlite(), *(data(*one) for one in DATA)]
    if "SOURCE_DATE_EPOCH" in os.environ:
        bill.pop("serialNumber", None)
    Path(file).write_text(json.dumps(bill, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
