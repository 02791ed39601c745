#!/usr/bin/env python3
"""Prints the licences of everything that is compiled into the program, each text once, with whom it is of.

usage: licences.py TARGET > THIRD-PARTY.txt

Run it in the project's folder, after the dependencies were fetched. What Cargo compiles in for TARGET counts, and
so do the sentence model and the lists of words. A dependency that brings no text is listed with the licence that
it names.
"""

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

# How files with a licence, or with what a licence asks to pass on, are called.
NAMES = ("licen", "copying", "copyright", "notice", "unlicense")
OWN = {
    "models/all-MiniLM-L6-v2/LICENSE": "all-MiniLM-L6-v2 (the sentence model)",
    "LICENSE-WORDNET": "WordNet (related English words)",
    "LICENSE-VARCON": "VarCon (English words that are spelled otherwise elsewhere; in the crate varcon)",
}


def cargo(*arguments):
    return subprocess.run(["cargo", *arguments], check=True, capture_output=True, text=True).stdout


def compiled_in(target):
    """Names and versions of what is linked into the program: no build scripts, no macros, no tests."""
    tree = cargo("tree", "--locked", "--target", target, "-e", "normal,no-proc-macro", "--prefix", "none", "-f", "{p}")
    return {tuple(line.split()[:2]) for line in tree.splitlines() if line}


def texts_of(folder):
    """The licence files in a package's folder, and in a folder of licences in it."""
    for path in sorted(folder.iterdir()):
        if not path.name.lower().startswith(NAMES):
            continue
        files = [path] if path.is_file() else sorted(inner for inner in path.rglob("*") if inner.is_file())
        for file in files:
            if file.suffix.lower() in {"", ".md", ".txt", ".apache", ".mit"} or file.name.lower().startswith(NAMES):
                text = file.read_text(encoding="utf-8", errors="replace").strip()
                if text and file.suffix != ".rs":
                    yield text


def main():
    (target,) = sys.argv[1:]
    wanted = compiled_in(target)
    packages = json.loads(cargo("metadata", "--format-version", "1", "--locked"))["packages"]
    # Texts that differ in their line ends alone are one.
    who, written, named = defaultdict(list), {}, []
    for package in sorted(packages, key=lambda package: (package["name"], package["version"])):
        if (package["name"], "v" + package["version"]) not in wanted or package["source"] is None:
            continue
        name = f"{package['name']} {package['version']}"
        licence = package["license"] or f"see {package['license_file']}"
        texts = list(texts_of(Path(package["manifest_path"]).parent))
        named.append(f"{name}: {licence}{'' if texts else ' (brings no text of it)'}")
        for text in texts:
            words = " ".join(text.split())
            written.setdefault(words, text)
            if name not in who[words]:
                who[words].append(name)
    if not named:
        sys.exit("no dependencies found: is this the project's folder?")
    for path, name in OWN.items():
        named.append(f"{name}: the text below")
        text = Path(path).read_text(encoding="utf-8").strip()
        written[text] = text
        who[text].append(name)
    print("What is compiled into verbatim, beside its own code, and under which licence.\n")
    print("\n".join(named))
    for words, names in sorted(who.items(), key=lambda item: item[1]):
        print(f"\n{'=' * 100}\n{', '.join(names)}\n{'=' * 100}\n\n{written[words]}")


main()
