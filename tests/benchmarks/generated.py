"""Generated forms for measuring: the seven of the example with other names, figures and rows.

A template is one of the seven with rows added or left out, and with marks such as {12} where a
name or a figure varies. Each form is a template with other values for its marks, so that a Word
document can be filled in its markup: python-docx takes a third of a second for each form.
"""

import random
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[1])

from layouts import as_docx, as_html, as_text, as_xlsx, seven
from layouts.paper import C, Line, Paper, Table

Page = list[Line | Table]
MARK = re.compile(r"\{(\d+)\}")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
BODY = re.compile(r"(?s)(.*<w:body>)(.*)(<w:sectPr.*)")
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
PLACES = ("东城", "西湖", "南山", "北林", "中原", "江岸", "河口", "海港", "新安", "长乐")
UNITS = ("教育局", "水务局", "交通运输局", "卫生健康局", "农业农村局", "文化和旅游局")
PROJECT, UNIT = 0, 1  # the marks of the two names; figures and what is printed follow
TOTAL_BUDGET = "年度资金总额"
A_SHEET = 100
VARIANTS = 3  # of each of the seven: a row less, as it is, two rows more


class Template(NamedTuple):
    """Lines and a page with marks, the project's name, and what was where the marks are.

    ``figures`` are of the budget, of targets and of actuals; ``printed`` are weights, scores and
    reasons, then the rate, the score and the total, and the explanation at the end.
    """

    lines: tuple[tuple[str, ...], ...]
    page: Page
    project: str
    figures: tuple[str, ...]
    printed: tuple[str, ...]


class Filled(NamedTuple):
    """A form: the number of its template, and a text for each mark.

    The numbers at the marks ``as_text`` are typed as text where a file tells them apart.
    """

    template: int
    texts: tuple[str, ...]
    as_text: frozenset[int] = frozenset()


# Templates


@cache
def templates() -> tuple[Template, ...]:
    """Return each of the seven forms with a row less, as it is, and with two more."""
    lines = seven.parts()[1]
    return tuple(template(varied(form, variant)) for variant in range(VARIANTS) for form in lines)


def varied(form: Sequence[list[str]], variant: int) -> list[list[str]]:
    """Return the lines of a form with a row of indicators less or two more."""
    lines = [list(line) for line in form]
    first = next(at for at, line in enumerate(lines) if "三级指标" in line) + 1
    rows = [at for at in range(first, len(lines)) if len(lines[at]) > 6 and lines[at][3]]
    if variant == 0:
        spare = [at for at in rows[1:] if not lines[at][2]][:1]  # no level begins there
        return [line for at, line in enumerate(lines) if at not in spare]
    for at in reversed(rows[:: len(rows) // 2][:2] if variant == 2 else []):
        halves = [str(Decimal(points) / 2) for points in lines[at][6:8]]
        lines[at][6:8] = halves
        more = ["", "", "", f"{lines[at][3]}（续）", *lines[at][4:6], *halves, ""]
        lines.insert(at + 1, more)
    return lines


def template(lines: list[list[str]]) -> Template:
    """Return a page with a mark for each name and figure that varies."""
    figures: list[str] = []

    def marked(match: re.Match[str]) -> str:
        figures.append(match[0])
        return f"{{{UNIT + len(figures)}}}"

    name, office = (line for line in lines if line[0] in {"项目名称", "主管部门"})
    project, unit = name[2], office[2]
    cells = [*printed_in(lines)]
    for line in lines:
        for at, text in enumerate(line):
            if at in figures_in(line) and "月" not in text and "日" not in text:
                line[at] = NUMBER.sub(marked, text)
            else:
                line[at] = text.replace(project, f"{{{PROJECT}}}").replace(unit, f"{{{UNIT}}}")
    printed = [lines[row][column] for row, column in cells]
    for number, (row, column) in enumerate(cells, UNIT + len(figures) + 1):
        lines[row][column] = f"{{{number}}}"
    why = next(line for line in lines if line[0].startswith("总分在"))
    why[0] += f"{{{UNIT + len(figures) + len(printed) + 1}}}"
    page = [*seven.titles(lines), Table(seven.table(lines), seven.WIDTHS)]
    copied = tuple(map(tuple, lines))
    return Template(copied, page, project, tuple(figures), (*printed, ""))


def printed_in(lines: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Yield the places of weights, scores, reasons, of the rate and of the total."""
    for row, line in enumerate(lines):
        if len(line) > 6 and line[1] == TOTAL_BUDGET:
            yield from ((row, column) for column in (6, 7))
        elif len(line) > 6 and line[3] and NUMBER.search(line[6]) and "资金" not in line[1]:
            yield from ((row, column) for column in (6, 7, 8))
        elif line[0] == "总分":
            yield row, 3


def figures_in(line: Sequence[str]) -> range:
    """Return the columns of a line that hold figures: of the budget, of an indicator."""
    if len(line) > 6 and ("资金" in line[1] or "财政" in line[1]):
        return range(2, 5)
    indicator = len(line) > 6 and line[3] and NUMBER.search(line[6])
    return range(4, 6) if indicator and "资金" not in line[1] else range(0)


# Forms


def forms(count: int, seed: int = 2024) -> Iterator[Filled]:
    """Yield forms, the same each time; no two have the same project."""
    chance = random.Random(seed)  # these forms are no secret
    for number in range(count):
        at = chance.randrange(len(templates()))
        place, office = chance.choice(PLACES), chance.choice(UNITS)
        project = f"{place}{templates()[at].project}（第{number + 1}批）"
        figures = (another(figure, chance) for figure in templates()[at].figures)
        printed = templates()[at].printed
        yield Filled(at, (project, f"{place}区{office}", *figures, *printed))


def another(figure: str, chance: random.Random) -> str:
    """Return another figure with as many places; what may be a rate is at most 100."""
    value = Decimal(figure)
    other = (value * chance.randint(50, 150) / 100).quantize(value)
    return str(min(other, Decimal(100)) if value <= 100 else other)


def filled(text: str, texts: Sequence[str]) -> str:
    """Return a text with texts for its marks."""
    return MARK.sub(lambda match: texts[int(match[1])], text) if "{" in text else text


def page_of(form: Filled) -> Page:
    """Return a form as it lies on paper."""
    page = templates()[form.template].page
    as_text = frozenset(f"{{{mark}}}" for mark in form.as_text)
    return [part_of(part, form.texts, as_text) for part in page]


def part_of(part: Line | Table, texts: Sequence[str], as_text: frozenset[str]) -> Line | Table:
    """Return a line or a table with texts for its marks."""
    if isinstance(part, Line):
        return part._replace(text=filled(part.text, texts))
    rows = [[cell_of(cell, texts, as_text) for cell in row] for row in part.rows]
    return part._replace(rows=rows)


def cell_of(cell: C, texts: Sequence[str], as_text: frozenset[str]) -> C:
    """Return a cell with texts for its marks."""
    found = C(filled(cell.text, texts), *cell[1:])
    return found._replace(form="@") if cell.text in as_text else found


# Files


def write(forms: Sequence[Filled], path: Path) -> None:
    """Write forms as one file; its ending says which."""
    WRITERS[path.suffix](forms, path)


def text(forms: Sequence[Filled], path: Path) -> None:
    """Write tab-separated text in UTF-8."""
    as_text.write(paper(forms), path)


def page(forms: Sequence[Filled], path: Path) -> None:
    """Write a web page."""
    as_html.write(paper(forms), path)


def paper(forms: Sequence[Filled]) -> Paper:
    """Return forms as one document."""
    return Paper("generated", [page_of(form) for form in forms], [])


def sheets(forms: Sequence[Filled], path: Path) -> None:
    """Write a workbook with a sheet for each form."""
    as_xlsx.write(paper(forms), path)


def few_sheets(forms: Sequence[Filled], path: Path) -> None:
    """Write a workbook with a hundred forms below one another in each sheet.

    More would take openpyxl long: it looks through all merged cells of a sheet for each new one.
    """
    pages = [page_of(form) for form in forms]
    runs = (pages[at : at + A_SHEET] for at in range(0, len(pages), A_SHEET))
    joined = [[part for each in run for part in each] for run in runs]
    as_xlsx.write(Paper("generated", joined, []), path)


def word(forms: Sequence[Filled], path: Path) -> None:
    """Write a document as python-docx writes it, a page for each form."""
    parts, bodies = drawn()
    head, _, tail = BODY.fullmatch(parts["word/document.xml"].decode()).groups()
    pages = (filled(bodies[form.template], tuple(map(escape, form.texts))) for form in forms)
    markup = f"{head}{BREAK.join(pages)}{tail}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, markup if name == "word/document.xml" else content)


@cache
def drawn() -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    """Return the parts of a document of python-docx, and the markup of each template."""
    parts, bodies = {}, []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.docx"
        for each in templates():
            as_docx.write(Paper("template", [each.page], []), path)
            with zipfile.ZipFile(path) as archive:
                parts = {name: archive.read(name) for name in archive.namelist()}
            bodies.append(BODY.fullmatch(parts["word/document.xml"].decode())[2])
    return parts, tuple(bodies)


WRITERS = {".txt": text, ".html": page, ".xlsx": sheets, ".docx": word}
