#!/usr/bin/env bash
# Makes the documents in made/ from the texts in sources/, with programs that are not this project's own.
#
# The tests never need these programs: what the programs made is kept in made/, and the tests read that.
# Run this only when a text in sources/ changes or when another program joins; then run the tests again.
# Two runs give the same bytes, but for the number by which LibreOffice names its EPUB.
#
# Debian packages:
#   pandoc libreoffice-writer-nogui hyphen-en-gb hyphen-ru fonts-liberation texlive-latex-base
#   texlive-latex-recommended texlive-fonts-recommended texlive-lang-cyrillic cm-super lmodern
#   chromium poppler-utils qpdf img2pdf faketime python3
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
sources=$here/sources
made=$here/made
work=$(mktemp -d)
server=
tidy() {
    if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi
    rm -rf "$work"
}
trap tidy EXIT

export SOURCE_DATE_EPOCH=1557792000 FORCE_SOURCE_DATE=1 LC_ALL=C.UTF-8 TZ=UTC
rm -rf "$made"
mkdir -p "$made"
cd "$work"

# The sources have their typographic characters already, so pandoc's own are off.
# The second-level headings of the sources are chapters or sections everywhere but on a web page.
page() { pandoc -f markdown-smart "$@"; }
book() { page --shift-heading-level-by=-1 "$@"; }

# --- pandoc ---------------------------------------------------------------------------------------------

for name in lighthouse mayak; do
    book -t docx -o "$made/$name-pandoc.docx" "$sources/$name.md"
    faketime -f '2019-05-14 12:00:00' \
        pandoc -f markdown-smart --shift-heading-level-by=-1 -t odt -o "$made/$name-pandoc.odt" "$sources/$name.md"
    faketime -f '2019-05-14 12:00:00' \
        pandoc -f markdown-smart --shift-heading-level-by=-1 -t epub3 -o "$made/$name-pandoc.epub" "$sources/$name.md" \
        -M identifier="urn:kelm:$name" --epub-chapter-level=1
done

faketime -f '2019-05-14 12:00:00' pandoc -t pptx -o "$made/slides-pandoc.pptx" "$sources/slides.md"
pandoc -t ipynb -o "$made/slides-pandoc.ipynb" "$sources/slides.md"

cat >before.html <<'END'
<div class="cookies"><p>This site uses cookies to remember your language. <button>Accept all cookies</button></p></div>
<header class="site">
<a href="/">Kelm Harbour Online</a>
<nav>
<ul>
<li><a href="/tides">Tide tables</a></li>
<li><a href="/notices">Notices to mariners</a></li>
<li><a href="/tower/visits">Book a visit</a></li>
<li><a href="/contact">Contact us</a></li>
</ul>
</nav>
</header>
<main>
END
cat >after.html <<'END'
</main>
<aside>
<h2>Read next</h2>
<ul>
<li><a href="/winter">Ten things to do in Kelm this winter</a></li>
<li><a href="/ferry">The ferry timetable has changed</a></li>
</ul>
</aside>
<footer>
<p>Subscribe to our newsletter and never miss a spring tide.</p>
<p>© 2019 Kelm Harbour Online. All rights reserved. <a href="#top">Back to top</a></p>
</footer>
<script>window.visits = (window.visits || 0) + 1;</script>
END
page -s -t html5 -B before.html -A after.html -o "$made/lighthouse-pandoc.html" "$sources/lighthouse.md"

# --- LaTeX ----------------------------------------------------------------------------------------------

# Lines break at hyphens more readily than LaTeX likes by itself: the tests are about broken words.
heads() { # the title for the running heads
    cat <<END
\\usepackage{fancyhdr}
\\pagestyle{fancy}
\\fancyhf{}
\\fancyhead[L]{\\mbox{$1}}
\\fancyhead[R]{\\mbox{\\itshape\\nouppercase{\\leftmark}}}
\\fancyfoot[C]{\\thepage}
\\setlength{\\headheight}{15pt}
\\AtBeginDocument{\\let\\plaintitle\\maketitle
\\def\\maketitle{\\plaintitle\\pretolerance=-1 \\hyphenpenalty=-20 \\exhyphenpenalty=-60 }}
END
}

# TeX keeps what it makes of its fonts in the folder of this run.
export VARTEXFONTS=$work/fonts TEXMFVAR=$work/texmf

latex() { # name of the .tex file, name of the .pdf file
    for _ in 1 2 3; do
        pdflatex -interaction=nonstopmode -halt-on-error -file-line-error "$1.tex" >"$1.out" 2>&1 ||
            { tail -n 40 "$1.out" >&2; exit 1; }
    done
    cp "$1.pdf" "$made/$2.pdf"
}

heads 'The Lighthouse and Pilot Station at Kelm' >heads.tex
book -s -t latex -H heads.tex -o lighthouse.tex "$sources/lighthouse.md" \
    -V documentclass=article -V fontsize=11pt -V papersize=a4 -V geometry=hmargin=4.6cm
latex lighthouse lighthouse-latex

# Tables that go on over pages are not allowed between two columns: they become plain ones. The fonts of
# this one say their letters by name only, without a table to Unicode, as older LaTeX made them.
{ cat heads.tex; echo '\pdfgentounicode=0'; } >heads-old.tex
book -s -t latex -H heads-old.tex "$sources/lighthouse.md" \
    -V documentclass=article -V classoption=twocolumn -V fontsize=10pt -V papersize=a4 \
    -V microtypeoptions=draft -V geometry=hmargin=2.9cm -V geometry=vmargin=3cm -V geometry=columnsep=8mm |
    sed -e 's/\\begin{longtable}\[\]/\\begin{center}\\begin{tabular}/' \
        -e 's/\\end{longtable}/\\end{tabular}\\end{center}/' \
        -e '/\\end\(first\|last\)\?\(head\|foot\)$/d' >columns.tex
latex columns lighthouse-latex-two-columns

{
    heads 'Маяк и лоцманская станция в Кельме'
    echo '\renewcommand{\rmdefault}{cmr}\renewcommand{\sfdefault}{cmss}\renewcommand{\ttdefault}{cmtt}'
} >heads-ru.tex
book -s -t latex -H heads-ru.tex -o mayak.tex "$sources/mayak.md" \
    -V documentclass=article -V fontsize=12pt -V papersize=a4 -V fontenc=T2A
latex mayak mayak-latex

# --- Chromium -------------------------------------------------------------------------------------------

# The pages are served under the name of the harbour, which Chromium prints in the foot of every page.
cat >style.html <<'END'
<style>
body { font-family: "Liberation Serif", serif; text-align: justify; max-width: none; font-size: 13pt !important; }
h1, h2 { font-family: "Liberation Sans", sans-serif; text-align: left; }
table { border-collapse: collapse; } td, th { border: 1px solid #888; padding: 0.2em 0.6em; }
</style>
END
mkdir site
for name in lighthouse mayak; do
    page -s -t html5 -H style.html -o "site/$name.html" "$sources/$name.md"
done
cat >serve.py <<'END'
import functools, http.server
class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory="site"))
with open("port", "w") as file:
    print(server.server_port, file=file, flush=True)
server.serve_forever()
END
python3 serve.py &
server=$!
until [ -s port ]; do sleep 0.1; done

for name in lighthouse mayak; do
    faketime -f '2019-05-14 12:00:00' timeout 120 chromium --headless --no-sandbox --disable-gpu --disable-quic \
        --no-first-run --disable-background-networking --disable-component-update --disable-sync \
        --no-proxy-server --host-resolver-rules="MAP kelm-harbour.example 127.0.0.1:$(cat port)" \
        --user-data-dir="$work/chromium-$name" --print-to-pdf="$made/$name-chromium.pdf" \
        "http://kelm-harbour.example/$name.html" >"chromium-$name.out" 2>&1 ||
        { tail -n 20 "chromium-$name.out" >&2; exit 1; }
done

# --- LibreOffice ----------------------------------------------------------------------------------------

# A pattern for pandoc's documents: a head line, page numbers in the foot, justified and hyphenated text.
pandoc --print-default-data-file reference.docx >plain.docx
cat >pattern.py <<'END'
import re, sys, zipfile
title, page, of, out = sys.argv[1:]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
def field(code):
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
def text(words):
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
head = f'<w:hdr {W}><w:p><w:pPr><w:jc w:val="right"/></w:pPr>{text(title)}</w:p></w:hdr>'
foot = (f'<w:ftr {W}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
        f'{text(page + " ")}{field("PAGE")}{text(" " + of + " ")}{field("NUMPAGES")}</w:p></w:ftr>')
declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
mime = "application/vnd.openxmlformats-officedocument.wordprocessingml."
with zipfile.ZipFile("plain.docx") as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
    for name in old.namelist():
        xml = old.read(name)
        if name == "word/document.xml":
            found = re.search(rb"<w:sectPr\s*/>|<w:sectPr\b[^>]*>", xml).group()
            refs = (f'<w:sectPr><w:headerReference {R} w:type="default" r:id="rIdHead"/>'
                    f'<w:footerReference {R} w:type="default" r:id="rIdFoot"/>'
                    '<w:pgSz w:w="11906" w:h="16838"/>'
                    '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" '
                    'w:header="709" w:footer="709" w:gutter="0"/>').encode()
            if found.endswith(b"/>"):
                refs += b"</w:sectPr>"
            xml = xml.replace(found, refs)
        elif name == "word/_rels/document.xml.rels":
            refs = (f'<Relationship Id="rIdHead" Type="{kind}header" Target="header1.xml"/>'
                    f'<Relationship Id="rIdFoot" Type="{kind}footer" Target="footer1.xml"/>').encode()
            xml = xml.replace(b"</Relationships>", refs + b"</Relationships>")
        elif name == "[Content_Types].xml":
            refs = (f'<Override PartName="/word/header1.xml" ContentType="{mime}header+xml"/>'
                    f'<Override PartName="/word/footer1.xml" ContentType="{mime}footer+xml"/>').encode()
            xml = xml.replace(b"</Types>", refs + b"</Types>")
        elif name == "word/styles.xml":
            style = rb'(w:styleId="BodyText".*?)<w:pPr>'
            xml, count = re.subn(style, rb'\1<w:pPr><w:jc w:val="both"/>', xml, count=1, flags=re.S)
            assert count == 1
            xml = re.sub(rb"<w:rFonts [^>]*/>",
                         b'<w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif"'
                         b' w:eastAsia="Liberation Serif" w:cs="Liberation Serif"/>', xml)
            # The order of the parts of a w:pPr is fixed: w:jc comes after w:spacing.
            xml = re.sub(rb'(<w:jc w:val="both"/>)(\s*<w:spacing [^>]*/>)', rb'\2\1', xml)
        elif name == "word/settings.xml":
            xml, count = re.subn(rb"(<w:zoom [^>]*/>|<w:settings [^>]*>)",
                                 rb"\1<w:autoHyphenation/>", xml, count=1)
            assert count == 1
        new.writestr(name, xml)
    new.writestr("word/header1.xml", declared + head)
    new.writestr("word/footer1.xml", declared + foot)
END
python3 pattern.py 'The Lighthouse and Pilot Station at Kelm' Page of pattern-lighthouse.docx
python3 pattern.py 'Маяк и лоцманская станция в Кельме' Страница из pattern-mayak.docx

office() { # to what, which file, into which folder
    faketime -f '2019-05-14 12:00:00' timeout 300 soffice "-env:UserInstallation=file://$work/office" \
        --headless --norestore --convert-to "$1" --outdir "$3" "$2" >office.out 2>&1 ||
        { tail -n 20 office.out >&2; exit 1; }
}
mkdir odt again
for name in lighthouse mayak; do
    case $name in mayak) lang=ru-RU ;; *) lang=en-GB ;; esac
    book -t docx --reference-doc="pattern-$name.docx" -M lang="$lang" -o "$name.docx" "$sources/$name.md"
    office odt "$name.docx" odt
    office docx:"MS Word 2007 XML" "odt/$name.odt" again
    cp "again/$name.docx" "$made/$name-libreoffice.docx"
done
office pdf odt/lighthouse.odt again
cp again/lighthouse.pdf "$made/lighthouse-libreoffice.pdf"
office epub:EPUB odt/lighthouse.odt again
cp again/lighthouse.epub "$made/lighthouse-libreoffice.epub"

# --- Locked, scanned ------------------------------------------------------------------------------------

qpdf --allow-weak-crypto --static-id --static-aes-iv --encrypt kelm harbour 128 --use-aes=y -- \
    "$made/lighthouse-libreoffice.pdf" "$made/encrypted.pdf"
pdftoppm -f 2 -l 2 -r 100 -mono "$made/lighthouse-latex.pdf" scan
python3 - scan-*.pbm <<'END'
# A page of black and white dots, as a PNG, with nothing but the standard library.
import struct, sys, zlib
with open(sys.argv[1], "rb") as file:
    assert file.readline() == b"P4\n"
    width, height = map(int, file.readline().split())
    rows = file.read()
step = (width + 7) // 8
data = b"".join(b"\0" + bytes(255 - b for b in rows[y * step:(y + 1) * step]) for y in range(height))
def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
with open("scan.png", "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
               + chunk(b"pHYs", struct.pack(">IIB", 3937, 3937, 1))
               + chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b""))
END
faketime -f '2019-05-14 12:00:00' img2pdf --nodate --output "$made/scanned.pdf" scan.png

# --- Damaged, swollen, deep -----------------------------------------------------------------------------

cat >spoil.py <<'END'
import io, re, struct, sys, zipfile, zlib
from pathlib import Path

made = Path(sys.argv[1])
WHEN = (2019, 5, 14, 0, 0, 0)
DOCX = made / "lighthouse-pandoc.docx"
EPUB = made / "lighthouse-pandoc.epub"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

def entry(name, method=zipfile.ZIP_DEFLATED):
    info = zipfile.ZipInfo(name, WHEN)
    info.compress_type = method
    info.external_attr = 0o644 << 16
    return info

def rewritten(source, target, change):
    """A copy of a zip; change(name, bytes) gives the new bytes of a part, or None to leave it out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            data = change(part.filename, old.read(part))
            if data is not None:
                new.writestr(entry(part.filename, part.compress_type), data)

def half(source, target):
    data = (made / source).read_bytes()
    (made / target).write_bytes(data[: len(data) // 2])

half("lighthouse-libreoffice.pdf", "damaged-half.pdf")
half("lighthouse-pandoc.docx", "damaged-half.docx")
half("lighthouse-pandoc.epub", "damaged-half.epub")

# One byte in the middle of the compressed text is another.
data = bytearray(DOCX.read_bytes())
with zipfile.ZipFile(DOCX) as old:
    part = old.getinfo("word/document.xml")
name_length, extra_length = struct.unpack_from("<HH", data, part.header_offset + 26)
start = part.header_offset + 30 + name_length + extra_length
data[start + part.compress_size // 2] ^= 0xFF
(made / "damaged-stream.docx").write_bytes(data)
try:
    zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    sys.exit("damaged-stream.docx is not damaged")
except (zipfile.BadZipFile, zlib.error):
    pass

# The text ends in the middle of a tag.
def cut(name, data):
    if name != "word/document.xml":
        return data
    at = data.index(b"<w:t ", len(data) * 3 // 5)
    return data[: at + 4]
rewritten(DOCX, made / "damaged-xml.docx", cut)

# A chapter that the list of chapters names is not there.
rewritten(EPUB, made / "damaged-chapter.epub",
          lambda name, data: None if name.endswith("ch003.xhtml") else data)

# The table of objects is rubbish, and so is the number that says where it is.
data = (made / "lighthouse-chromium.pdf").read_bytes()
table = data.rindex(b"\nxref\n") + 1
trailer = data.index(b"trailer", table)
rubbish = re.sub(rb"[0-9]", b"7", data[table:trailer])
data = data[:table] + rubbish + re.sub(rb"startxref\s+\d+", b"startxref\n99999999", data[trailer:])
(made / "damaged-xref.pdf").write_bytes(data)

with zipfile.ZipFile(made / "not-a-document.zip", "w") as new:
    new.writestr(entry("tides.txt"), "High water at Kelm on 14 May 2019 was at 6.42 in the morning.\n")
    new.writestr(entry("notes/boats.txt"), "The launch was painted and the gig was not.\n")

# Parts that are small in the file and large in memory.
MEGA = 1 << 20
def swollen(file, info, before, megabytes, after):
    blank = b" " * MEGA
    with file.open(info, "w", force_zip64=False) as part:
        part.write(before)
        for _ in range(megabytes):
            part.write(blank)
        part.write(after)

def bomb(source, target, swells, before, after, megabytes=150):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", compresslevel=9) as new:
        for part in old.infolist():
            info = entry(part.filename, part.compress_type)
            if swells(part.filename):
                swollen(new, info, before, megabytes, after)
            else:
                new.writestr(info, old.read(part))

declared = '<?xml version="1.0" encoding="UTF-8"?>\n'
bomb(DOCX, made / "bomb.docx", lambda name: name == "word/document.xml",
     f'{declared}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t xml:space="preserve">A tide of'.encode(),
     b"nothing.</w:t></w:r></w:p></w:body></w:document>")
bomb(EPUB, made / "bomb.epub", lambda name: name.endswith("ch003.xhtml"),
     f'{declared}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>A tide</title></head>'
     '<body><p>A tide of'.encode(),
     b"nothing.</p></body></html>")

def deflated(before, megabytes, after):
    squeeze = zlib.compressobj(9)
    blank = b" " * MEGA
    parts = [squeeze.compress(before)]
    parts += [squeeze.compress(blank) for _ in range(megabytes)]
    return b"".join(parts + [squeeze.compress(after), squeeze.flush()])

def pdf(target, objects):
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    (made / target).write_bytes(out)

def stream(data, filters=b""):
    return b"<< /Length %d%s >>\nstream\n" % (len(data), filters) + data + b"\nendstream"

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
PAGE = (b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >>%s >>")
BEFORE = b"BT /F1 12 Tf 72 720 Td (The page before the flood is dry.) Tj ET\n"
AFTER = b"\nBT /F1 12 Tf 72 700 Td (The page after the flood is wet.) Tj ET\n"

pdf("bomb.pdf", [CATALOG, PAGES, PAGE % b"",
                 stream(deflated(BEFORE, 100, AFTER), b" /Filter /FlateDecode"), FONT])
pdf("bomb-twice.pdf", [CATALOG, PAGES, PAGE % b"",
                       stream(zlib.compress(deflated(BEFORE, 2048, AFTER), 9),
                              b" /Filter [/FlateDecode /FlateDecode]"), FONT])

DEPTH = 100_000
pdf("deep.pdf", [CATALOG, PAGES, PAGE % b" /Annots 6 0 R", stream(BEFORE + AFTER), FONT,
                 b"[" * DEPTH + b"]" * DEPTH])
pdf("loop.pdf", [CATALOG, b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 /Parent 2 0 R >>",
                 PAGE % b"", stream(BEFORE + AFTER), FONT])

def deep(name, data):
    if name != "word/document.xml":
        return data
    return (f'{declared}<w:document xmlns:w="{W}"><w:body>'
            '<w:p><w:r><w:t>The boxes are stacked in the cellar.</w:t></w:r></w:p>'
            + "<w:tbl><w:tr><w:tc>" * DEPTH
            + "<w:p><w:r><w:t>The smallest box is at the bottom.</w:t></w:r></w:p>"
            + "</w:tc></w:tr></w:tbl>" * DEPTH + "</w:body></w:document>").encode()
rewritten(DOCX, made / "deep.docx", deep)
END
python3 spoil.py "$made"

# --- What made them -------------------------------------------------------------------------------------

{
    echo "pandoc: $(pandoc --version | head -n 1)"
    echo "LaTeX: $(pdflatex --version | head -n 1)"
    echo "Chromium: $(chromium --version 2>/dev/null | head -n 1)"
    echo "LibreOffice: $(soffice "-env:UserInstallation=file://$work/office" --version | head -n 1)"
    echo "qpdf: $(qpdf --version | head -n 1)"
    echo "pdftoppm: $(pdftoppm -v 2>&1 | head -n 1)"
    echo "img2pdf: $(img2pdf --version)"
    echo "Python: $(python3 --version)"
} >"$made/VERSIONS"
