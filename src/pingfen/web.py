"""Pages of HTML that need nothing else: to read, to print, to send. The frame and its pieces.

Everything that a caller gives as text is escaped here; what is named ``content`` or ``cells`` is
HTML already.
"""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from html import escape

# a page may fetch nothing, send nothing and run nothing, whatever its texts say
GUARD = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
LANGUAGES = {"zh": "zh-CN"}
# how all pages look, on a screen and printed on A4 landscape; a page adds its own between these
BASE = """\
@page { size: A4 landscape; margin: 12mm; }
:root { color: #1c2733; --line: #cfd8e0; --soft: #f3f6f8; --quiet: #5b6b7a; }
body {
  font: 14px/1.55 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC",
    sans-serif;
  max-width: 1500px; margin: 0 auto; padding: 1.5em 2em 3em;
}
header { border-bottom: 3px solid #24527a; margin-bottom: 1em; }
h1 { font-size: 1.6em; margin: 0 0 .2em; }
h2 { font-size: 1.1em; margin: 1.6em 0 .4em; color: #24527a; break-after: avoid; }
header p { margin: .2em 0 .6em; color: var(--quiet); }
table { border-collapse: collapse; width: 100%; }
th, td {
  border: 1px solid var(--line); padding: .35em .6em; text-align: left; vertical-align: top;
  overflow-wrap: anywhere;
}
th { background: var(--soft); font-weight: 600; white-space: nowrap; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
tbody tr:nth-child(even) { background: #fafbfc; }
code { font-family: "Noto Sans Mono CJK SC", Consolas, Menlo, monospace; font-size: .95em; }
td code { overflow-wrap: normal; }
"""
SMALL = "small, .note { color: var(--quiet); font-size: .86em; }\n"
PRINT = """\
@media print {
  body { font-size: 9.5pt; max-width: none; padding: 0; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def document(title: str, content: str, lang: str, style: str, script: str = "") -> str:
    """Return a whole page; ``script`` is the only one that a browser will run in it."""
    end = f"<script>{script}</script>\n" if script else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGES.get(lang, lang)}">\n<head>\n'
        '<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" '
        f'content="{_guard(script)}">\n'
        '<meta name="generator" content="pingfen">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n{content}\n{end}</body>\n</html>\n"
    )


def _guard(script: str) -> str:
    """Return what a page may do: run the script of exactly these characters, if it has one."""
    if not script:
        return GUARD
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return f"{GUARD}; script-src 'sha256-{digest}'"


def section(kind: str, heading: str, content: str, anchor: str = "") -> str:
    """Return a section with its heading; nothing where there is no content."""
    if not content:
        return ""
    at = f' id="{anchor}"' if anchor else ""
    return f'<section class="{kind}"{at}>\n<h2>{escape(heading)}</h2>\n{content}\n</section>'


def table(heads: Iterable[str], rows: Iterable[Sequence[str]], kind: str) -> str:
    """Return a table, the cells of ``rows`` already HTML; nothing where there are no rows."""
    lines = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    if not lines:
        return ""
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    body = "\n".join(f"<tr>{line}</tr>" for line in lines)
    return (
        f'<table class="{kind}">\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table>"
    )


def broken(lines: Iterable[str]) -> str:
    """Return lines of text one below the other."""
    return "<br>".join(map(escape, lines))


def places(lines: Iterable[str]) -> str:
    """Return places as small print, each of which may break after the slashes of its path."""
    texts = [escape(line).replace("/", "/<wbr>") for line in lines if line]
    return "<br>".join(f"<small>{text}</small>" for text in texts)
