"""Copies what fuzzing begins with into a folder for each reader: the tests' fixtures and a few lines of our own.

usage: seeds.py FOLDER
"""

import json
import shutil
import sys
import zipfile
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 65_536
# Parts that say how a document looks, which nobody reads.
LOOKS = ("theme", "fontTable", "settings", "slideLayout", "slideMaster", "presProps", "viewProps", "tableStyles", "webSettings")
TEXTS = (".xml", ".rels", ".opf", ".ncx", ".xhtml", ".html", "mimetype")

READERS = {
    "plain": ["seeds/*.txt", "tests/looks/*.txt"],
    "markdown": ["tests/looks/*.md", "tests/formats/sources/*.md"],
    "html": ["tests/looks/*.html", "tests/formats/made/*.html"],
    "notebook": ["tests/formats/made/*.ipynb", "tests/looks/*.ipynb"],
    "pdf": ["tests/formats/made/*.pdf"],
    "head": ["tests/looks/*.md"],
    "sources": ["seeds/sources.toml"],
    "phrases": ["prompts/*.ftl"],
    "questions": ["prompts/questions.jsonl"],
}

USER = {"id": "4", "username": "u", "discriminator": "0", "avatar": None}
EVENTS = {
    "MESSAGE_CREATE": {
        "id": "1", "channel_id": "2", "guild_id": "3", "author": USER, "content": "<@4> why?", "timestamp": "2024-01-01T00:00:00Z",
        "edited_timestamp": None, "tts": False, "mention_everyone": False, "mentions": [USER], "mention_roles": [], "attachments": [],
        "embeds": [{"title": "x", "fields": [{"name": "a", "value": "b"}]}], "pinned": False, "type": 0,
    },
    "GUILD_CREATE": {"id": "3", "name": "g", "owner_id": "4", "roles": [{"id": "3", "permissions": "1024"}], "channels": [{"id": "2", "type": 0}]},
    "CHANNEL_UPDATE": {"id": "2", "type": 0, "guild_id": "3", "permission_overwrites": []},
    "INTERACTION_CREATE": {
        "id": "1", "application_id": "2", "type": 2, "channel_id": "3", "token": "t", "version": 1, "user": USER, "locale": "en-US",
        "data": {"id": "5", "name": "ask", "type": 1, "options": [{"type": 3, "name": "question", "value": "why?"}]},
        "entitlements": [], "attachment_size_limit": 0, "authorizing_integration_owners": {"0": "0"}, "app_permissions": "0",
    },
}


def parts(files):
    """Files as one, each behind a line with its name; what is no text goes last, since it needs no line break."""
    named = sorted(files, key=lambda file: file[0].endswith(".onnx"))
    return b"".join(b"=== " + name.encode() + b"\n" + content + (b"" if name.endswith(".onnx") else b"\n") for name, content in named)


def put(folder, name, content):
    folder.mkdir(parents=True, exist_ok=True)
    if len(content) <= LARGEST:
        (folder / name).write_bytes(content)


def main(into):
    shutil.rmtree(into, ignore_errors=True)
    for reader, patterns in READERS.items():
        for pattern in patterns:
            for path in ROOT.glob(pattern):
                put(into / reader, path.name, path.read_bytes())
    for path in (ROOT / "tests/formats/made").iterdir():
        if path.suffix in (".docx", ".odt", ".pptx", ".epub") and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                entries = [entry for entry in packed.infolist() if entry.filename.endswith(TEXTS) and not any(name in entry.filename for name in LOOKS)]
                try:
                    content = parts([(entry.filename, packed.read(entry)) for entry in entries])
                except (zipfile.BadZipFile, zlib.error):
                    continue
            put(into / "archive", path.name, content)
    put(into / "subtitles", "cues", b"WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000 align:start\n<v Keeper>The lamp\n- was lit.\n\nNOTE x\n")
    put(into / "head", "yaml", b"---\ntitle: \"The yard\"\nauthors: [A. Meyer, 'B. Kole']\ndate: 2021-04-03\nurl: https://example.org/a\nabstract: |\n  x\n---\nText.\n")
    put(into / "head", "toml", b"+++\ntitle = 'The yard'\nauthors = ['A. Meyer']\ndate = 2021-04-03 10:00:00\n[extra]\nx = { y = 1 }\n+++\nText.\n")
    tiny = ROOT / "tests/encoders/tiny"
    files = [(str(path.relative_to(tiny)), path.read_bytes()) for path in tiny.rglob("*") if path.is_file()]
    put(into / "model", "tiny", parts(files))
    for line in (ROOT / "prompts/questions.jsonl").read_text().splitlines():
        asked = json.loads(line)
        put(into / "question", asked["id"], asked["question"].encode())
    for name, event in EVENTS.items():
        put(into / "event", name, name.encode() + b"\n" + json.dumps(event).encode())
    for name, header in {"request": {"format": "Html", "n_bytes": 3}, "answer": {"found": {"Err": "Locked"}, "n_bytes": 3}}.items():
        header = json.dumps(header).encode()
        put(into / "protocol", name, len(header).to_bytes(8, "little") + header + b"<p>")


main(Path(sys.argv[1]))
