"""Writes a form as people copy it out of a table: tabs between cells, merged cells left empty."""

from pathlib import Path

from layouts.paper import Line, Paper


def write(paper: Paper, path: Path) -> None:
    lines: list[str] = []
    for page in paper.pages:
        for part in page:
            if isinstance(part, Line):
                lines += [part.text, ""]
                continue
            grid = [[""] * part.width for _ in part.rows]
            for row, column, cell in part.placed():
                grid[row][column] = cell.text.replace("\n", "")
            lines += ["\t".join(row) for row in grid]
            lines.append("")
    path.write_text("\n".join(lines), "utf-8")
