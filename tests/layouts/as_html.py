"""Writes a form as a web page: headings, paragraphs, tables with rowspan and colspan."""

from html import escape
from pathlib import Path

from layouts.paper import Line, Paper, Table

STYLE = "td{border:1px solid #000;text-align:center}table{border-collapse:collapse}"


def write(paper: Paper, path: Path) -> None:
    body = "\n".join(element(part) for page in paper.pages for part in page)
    head = f'<meta charset="utf-8"><title>绩效自评情况公开</title><style>{STYLE}</style>'
    page = f'<!DOCTYPE html>\n<html lang="zh"><head>{head}</head><body>\n{body}\n</body></html>\n'
    path.write_text(page, "utf-8")


def element(part: Line | Table) -> str:
    if isinstance(part, Line):
        tag = "h2" if part.look == "title" else "p"
        return f"<{tag}>{escape(part.text)}</{tag}>"
    rows: dict[int, str] = dict.fromkeys(range(len(part.rows)), "")
    for row, _, cell in part.placed():
        spans = f' colspan="{cell.across}"' * (cell.across > 1)
        spans += f' rowspan="{cell.down}"' * (cell.down > 1)
        rows[row] += f"<td{spans}>{escape(cell.text).replace(chr(10), '<br>')}</td>"
    return "<table>\n" + "\n".join(f"<tr>{row}</tr>" for row in rows.values()) + "\n</table>"
