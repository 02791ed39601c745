#!/usr/bin/env python3
"""Runs commands of the program and makes a moving picture of what a person sees: an SVG that loops, light or dark as
the reader's system is.

usage: terminal.py PROGRAM SEEDS > terminal.svg

Every character of output is what PROGRAM printed to a terminal of 96 columns, in a data folder made for it. Only the
times are made up: keys follow each other faster than by hand, and lines stay long enough to be read.
"""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
import unicodedata
from html import escape

COLUMNS, LINE, CHARACTER, TOP, LEFT = 96, 19, 8.4, 44, 18
# Seconds: between two keys, before the output, and to read a character of it.
KEY, THINK, READ, LAST = 0.035, 0.25, 0.012, 4.0
WEIGHT = {False: "", True: ' class="b"'}
QUESTION = "when did Cambodia coordinate the Russia–ASEAN dialogue?"


def run(program, arguments):
    """What the program prints to a terminal, as text with escapes."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, COLUMNS, 0, 0))
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm", "LANG": "en_GB.UTF-8", "VERBATIM_LOG": "error"}
    process = subprocess.Popen([program, *arguments], stdout=theirs, stderr=theirs, stdin=theirs, env=environment)
    os.close(theirs)
    printed = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        printed += piece
    os.close(ours)
    if process.wait() not in (0, 1):
        sys.exit(f"{program} {arguments}: exit code {process.returncode}: {printed.decode()}")
    return printed.decode().replace("\r\n", "\n").rstrip("\n")


def styled(text):
    """Characters, each with whether it is bold."""
    bold, at, found = False, 0, []
    for escape_ in re.finditer(r"\x1b\[([0-9;]*)m", text):
        found += [(character, bold) for character in text[at : escape_.start()]]
        bold = escape_[1] not in ("", "0", "22")
        at = escape_.end()
    found += [(character, bold) for character in text[at:]]
    if any(unicodedata.category(character) == "Cc" and character != "\n" for character, _ in found):
        sys.exit(f"an escape that is not drawn: {text!r}")
    return found


def wrapped(characters):
    """Lines of at most COLUMNS characters, as a terminal breaks them."""
    lines = [[]]
    for character, bold in characters:
        if character == "\n":
            lines.append([])
            continue
        if len(lines[-1]) == COLUMNS:
            lines.append([])
        lines[-1].append((character, bold))
    return lines


def drawn(line):
    """A line as SVG: each run of one weight at its own column, whatever the font's widths are."""
    runs = []
    for column, (character, bold) in enumerate(line):
        if not runs or runs[-1][1] != bold:
            runs.append([column, bold, ""])
        runs[-1][2] += character
    return "".join(
        f'<tspan x="{LEFT + column * CHARACTER:.1f}" textLength="{len(text) * CHARACTER:.1f}" lengthAdjust="spacingAndGlyphs"'
        f"{WEIGHT[bold]}>{escape(text)}</tspan>"
        for column, bold, text in runs
        if text.strip()
    )


def main():
    program, seeds = (os.path.abspath(path) for path in sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        common = ["--seeds", seeds, "--data", f"{folder}/data"]
        run(program, [*common, "index"])
        answer = run(program, [*common, "ask", "--quotes", "2", QUESTION])
        receipt = re.search(r"proof (\S+)", answer)[1]
        scenes = [
            (f'verbatim ask --quotes 2 "{QUESTION}"', answer),
            (f"verbatim verify {receipt}", run(program, [*common, "verify", receipt])),
        ]
        for question in ["who painted the embassy in Lisbon?"]:
            scenes.append((f'verbatim ask "{question}"', run(program, [*common, "ask", question])))
    # Every line with the second at which it appears; typed lines appear character by character.
    now, shown = 0.6, []
    for command, output in scenes:
        typed = wrapped([("$", True), (" ", False), *((character, False) for character in command)])
        for line in typed:
            shown.append((now, len(line) * KEY, line))
            now += len(line) * KEY
        now += THINK
        for line in wrapped(styled(output)):
            shown.append((now, 0, line))
        now += max(2.0, len(output) * READ)
        shown.append((now, 0, []))
    shown.pop()
    total = now + LAST
    height = TOP + len(shown) * LINE + 8
    width = round(2 * LEFT + COLUMNS * CHARACTER)
    rules, body = [], []
    for row, (at, lasts, line) in enumerate(shown):
        if not line:
            continue
        begins = 100 * at / total
        y = TOP + row * LINE
        if lasts:
            ends = 100 * (at + lasts) / total
            rules.append(
                f"@keyframes k{row}{{0%,{begins:.2f}%{{transform:scaleX(0)}}{ends:.2f}%,100%{{transform:scaleX(1)}}}}"
                f"#c{row}{{animation:k{row} {total:.1f}s steps({len(line)},end) infinite}}"
            )
            length = len(line) * CHARACTER
            body.append(
                f'<clipPath id="p{row}"><rect id="c{row}" x="{LEFT}" y="{y - 15}" width="{length:.1f}" height="{LINE}"/></clipPath>'
                f'<text y="{y}" clip-path="url(#p{row})">{drawn(line)}</text>'
            )
        else:
            rules.append(
                f"@keyframes k{row}{{0%,{begins:.2f}%{{opacity:0}}{begins + 0.01:.2f}%,100%{{opacity:1}}}}"
                f"#l{row}{{animation:k{row} {total:.1f}s infinite}}"
            )
            body.append(f'<text id="l{row}" y="{y}">{drawn(line)}</text>')
    print(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">'
        "<title>verbatim in a terminal: a question answered with quotes, a quote verified, and a question that the "
        "documents do not answer</title><style>"
        ".w{fill:#fbfbfa;stroke:#d5d5d2}text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;"
        "fill:#2b2d31;white-space:pre}.b{font-weight:700;fill:#000}.d{fill:#d5d5d2}"
        "@media(prefers-color-scheme:dark){.w{fill:#1b1d21;stroke:#3a3d43}text{fill:#d3d6da}.b{fill:#fff}.d{fill:#3a3d43}}"
        f"rect[id]{{transform-box:fill-box;transform-origin:left}}{''.join(rules)}"
        "@media(prefers-reduced-motion:reduce){*{animation:none!important}}</style>"
        f'<rect class="w" x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="8"/>'
        '<circle class="d" cx="20" cy="16" r="5"/><circle class="d" cx="37" cy="16" r="5"/><circle class="d" cx="54" cy="16" r="5"/>'
        f"{''.join(body)}</svg>"
    )


main()
