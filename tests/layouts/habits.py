"""What people do to a form before it is sent on: the same paper, drawn in other ways."""

from collections.abc import Callable, Mapping

from layouts.paper import C, Line, Paper, Row, Table

SPACED = ("分值", "得分", "权重", "总分", "合计", "项目名称", "主管部门", "实施单位", "完成值")


def of_tables(change: Callable[[Table], Table]) -> Callable[[Paper], Paper]:
    """Return what changes each table of a form."""

    def changed(paper: Paper) -> Paper:
        pages = [
            [change(part) if isinstance(part, Table) else part for part in page]
            for page in paper.pages
        ]
        return paper._replace(pages=pages)

    return changed


def in_one_table(paper: Paper) -> Paper:
    """Title, unit and notes are rows of the table, each merged over its whole width."""
    pages: list[list[Line | Table]] = []
    for page in paper.pages:
        tables = [part for part in page if isinstance(part, Table)]
        if not tables:
            pages.append(page)
            continue
        wide = tables[0].width
        rows: list[Row] = []
        for part in page:
            rows += part.rows if isinstance(part, Table) else [[C(part.text, wide)]]
        pages.append([Table(rows, tables[0].widths)])
    return paper._replace(pages=pages)


def moved(table: Table) -> Table:
    """The table begins at the second row and the second column; the first ones are empty."""
    rows = [[C("", table.width)], *table.rows]
    return Table([[C(), *row] for row in rows], (2, *table.widths))


def unmerged(table: Table) -> Table:
    """No cell goes down over several rows: the text stands in the first, nothing below it."""
    return apart(table, filled=False)


def filled_down(table: Table) -> Table:
    """No cell goes down over several rows: the text is repeated in each."""
    return apart(table, filled=True)


def apart(table: Table, *, filled: bool) -> Table:
    rows: list[list[tuple[int, C]]] = [[] for _ in table.rows]
    for row, column, cell in table.placed():
        for below in range(cell.down):
            text = cell.text if filled or not below else ""
            fact = None if below else cell.fact
            rows[row + below].append((column, cell._replace(text=text, down=1, fact=fact)))
    ordered = [sorted(row, key=lambda pair: pair[0]) for row in rows]
    return Table([[cell for _, cell in row] for row in ordered], table.widths)


def spaced(table: Table) -> Table:
    """Short labels are drawn out by spaces, those of four characters broken in two."""
    rows = [[cell._replace(text=drawn_out(cell.text)) for cell in row] for row in table.rows]
    return Table(rows, table.widths)


def drawn_out(text: str) -> str:
    if text not in SPACED:
        return text
    return "    ".join(text) if len(text) < 4 else f"{text[:2]}\n{text[2:]}"


def full_width(table: Table) -> Table:
    """Signs are typed as full-width ones: （50分）, ％, ＝, ：."""
    signs = str.maketrans("()%=:,", "（）％＝：，")
    rows = [
        [
            cell._replace(text=cell.text if cell.form else cell.text.translate(signs))
            for cell in row
        ]
        for row in table.rows
    ]
    return Table(rows, table.widths)


def dragged(table: Table) -> Table:
    """Borders were dragged with the mouse: they are slightly off from one row to the next.

    Between any two columns there is a sliver, which belongs to the cell left of it in some rows
    and to the right one in others.
    """
    right = {(at, row): False for at in range(1, table.width) for row in range(len(table.rows))}
    placed = list(table.placed())
    for at in range(1, table.width):
        for row in range(1, len(table.rows)):
            right[at, row] = right[at, row - 1] ^ (not tied(placed, at, row))
    edges = {(0, row): 0 for row in range(len(table.rows))}
    edges |= {(table.width, row): 2 * table.width - 1 for row in range(len(table.rows))}
    edges |= {(at, row): 2 * at - one for (at, row), one in right.items()}
    rows: list[Row] = [[] for _ in table.rows]
    for row, column, cell in placed:
        across = edges[column + cell.across, row] - edges[column, row]
        rows[row].append(cell._replace(across=across))
    widths = [wide for one in table.widths for wide in (one - 0.8, 0.8)]
    return Table(rows, tuple(widths[:-1]))


def tied(placed: list[tuple[int, int, C]], at: int, row: int) -> bool:
    """Tell whether a merged cell keeps the border before a column as it was a row higher."""
    return any(
        top < row < top + cell.down and at in (column, column + cell.across)
        for top, column, cell in placed
    )


HABITS: Mapping[str, Callable[[Paper], Paper]] = {
    "in-one-table": in_one_table,
    "moved": of_tables(moved),
    "unmerged": of_tables(unmerged),
    "filled-down": of_tables(filled_down),
    "spaced": of_tables(spaced),
    "full-width": of_tables(full_width),
    "dragged": of_tables(dragged),
}
