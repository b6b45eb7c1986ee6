"""Compares what was read of a form with what a careful person understands, row by row."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from layouts.all_forms import write
from layouts.paper import Expected, Paper, Table
from pingfen import Form, FormError, Forms, load_policy, read_forms, score_all
from pingfen.errors import Place, Problem
from pingfen.form import ExecutionRow, Figure, Indicator, Measured, Unparsed, Wording
from pingfen.places import CellPlace, SheetPlace, TablePlace
from pingfen.readers.data import forms_from_data

At = tuple[object, ...]  # the line of a document: its sheet or table, and the row
# a person knows the canonical word of a level; the tests have their own table of those printed
CANONICAL = {
    "效果指标": "效益指标",
    "进度指标": "时效指标",
    "项目决策": "决策指标",
    "项目管理": "管理指标",
}
LABEL = re.compile(r"(.*?)\(?(\d+)分\)?")
FIGURES = ("initial", "annual", "executed")
UNDERSTOOD, UNDECIDED, REFUSED, WRONG = "understood", "undecided", "refused", "wrong"


class Outcome(NamedTuple):
    """What became of one row of the print; ``why`` is what differs, or the reason given.

    Refused is undecided too, with one reason for the whole file.
    """

    row: str
    outcome: str
    why: str = ""


def outcomes(paper: Paper, kind: str, folder: Path) -> list[Outcome]:
    """Write a form, read it and say of each row whether it was understood."""
    path = folder / f"{paper.key}.{kind}"
    write(paper, path)
    try:
        forms = read_forms(path)
    except FormError as error:
        why = error.problems[0].show("en")
        return [Outcome(row["name"], REFUSED, why) for one in paper.forms for row in rows(one)]
    return list(of_document(paper, kind, forms))


def of_document(paper: Paper, kind: str, forms: Forms) -> Iterator[Outcome]:
    problems = {problem for form in forms for problem in form.problems} | set(forms.problems)
    said = [problem for problem in problems if problem.severity != "note"]
    lines = lines_of(paper, kind)
    for number, one in enumerate(paper.forms):
        if number >= len(forms):
            why = "; ".join(problem.show("en") for problem in forms.problems)
            outcome = REFUSED if forms.problems else WRONG
            yield from (Outcome(row["name"], outcome, why) for row in rows(one))
        else:
            where = lines[number] if number < len(lines) else {}
            yield from of_form(one, forms[number], said, where)
    for form in forms[len(paper.forms) :]:
        yield Outcome(form.project, WRONG, "a form that is none")


def rows(one: Expected) -> list[dict[str, Any]]:
    """Return what is expected of the rows, with the budget where the form has one."""
    return [*one.data["rows"], *([{"name": "预算执行"}] if "execution" in one.data else [])]


def of_form(
    one: Expected, form: Form, said: list[Problem], where: dict[int, At]
) -> Iterator[Outcome]:
    wanted = forms_from_data(one.data)[0]
    undecided = by_score(form)
    left = list(form.rows)
    for number, row in enumerate(wanted.rows):
        found = take(left, row, where.get(number))
        at = line_of(found.place) if found else where.get(number)
        reasons = [problem.show("en") for problem in said if at and line_of(problem.place) == at]
        if found:
            reasons += unread(found)
        if number in one.undecided:
            reasons += undecided.get(id(found), [])
            outcome = UNDECIDED if reasons else WRONG
            why = reasons[0] if reasons else one.undecided[number]
            yield Outcome(row.name, outcome, why)
            continue
        missing = [] if number in one.nothing else ["not read"]
        wrong = differences(row, found) if found else missing
        yield judged(row.name, wrong, reasons)
    for extra in left:
        at = line_of(extra.place)
        reasons = [problem.show("en") for problem in said if line_of(problem.place) == at]
        yield judged(extra.name or "?", ["a row that is none"], reasons)
    if "execution" in one.data:
        yield of_execution(wanted.execution, form.execution, said)


def judged(name: str, wrong: list[str], reasons: list[str]) -> Outcome:
    if not wrong:
        return Outcome(name, UNDERSTOOD)
    if reasons:
        return Outcome(name, UNDECIDED, reasons[0])
    return Outcome(name, WRONG, "; ".join(wrong))


def by_score(form: Form) -> dict[int, list[str]]:
    """Return why rows are undecided where a policy scores them."""
    (card,) = score_all(load_policy("mof@2020"), [form]).cards
    pairs = zip(form.rows, card.rows, strict=True)
    return {id(row): [str(score.undecided)] for row, score in pairs if score.undecided}


def take(left: list[Indicator], row: Indicator, at: At | None) -> Indicator | None:
    """Take the row of that name, in that line if there are several, or else the one there."""
    here = [one for one in left if at is not None and line_of(one.place) == at]
    named = [one for one in left if same(one.name, row.name)]
    found = next(iter([*(one for one in here if one in named), *named, *here]), None)
    if found:
        left.remove(found)
    return found


def differences(row: Indicator, found: Indicator) -> list[str]:
    """Return what a person would read otherwise, as expected → found."""
    pairs = [
        ("name", row.name, found.name, False),
        # 0 among the reasons says that there is none
        ("reason", row.reason, found.reason, row.reason == "0" and not found.reason),
    ]
    wrong = [
        f"{what}: {wanted!r} → {got!r}"
        for what, wanted, got, right in pairs
        if not right and not same(wanted, got)
    ]
    for what in ("target", "actual"):
        wanted, got = getattr(row, what), getattr(found, what)
        if not means(wanted, got):
            wrong.append(f"{what}: {wanted.cell.text!r} → {got.cell.text!r} {got.reading}")
    for what in ("weight", "declared"):
        wanted, got = getattr(row, what), getattr(found, what)
        if wanted.value != got.value:
            wrong.append(f"{what}: {wanted.cell.text!r} → {got.cell.text!r}")
    wrong += levels(row, found)
    have = {squeezed(heading): cell.text for heading, cell in found.extra}
    for heading, cell in row.extra:
        if not same(have.get(squeezed(heading), ""), cell.text):
            wrong.append(f"{heading}: {cell.text!r} → {have.get(squeezed(heading))!r}")
    return wrong


def levels(row: Indicator, found: Indicator) -> Iterator[str]:
    for what, weight in (("level1", "label_weight"), ("level2", "label2_weight")):
        name, points = label(getattr(row, what))
        got, _ = label(getattr(found, what))
        got_weight = getattr(found, weight).value
        if name != got and not (not name and got == LOST.get(points)):
            yield f"{what}: {name!r} → {getattr(found, what)!r}"
        if points and str(got_weight) != points:
            yield f"{weight}: {points} → {got_weight}"


# where the name of a level is lost and its points are left, 50 and 30 leave no doubt in that form
LOST = {"50": "产出指标", "30": "效益指标"}


def label(text: str) -> tuple[str, str]:
    """Return the canonical name of a level and the points in its label."""
    found = LABEL.fullmatch(squeezed(text))
    name, points = found.groups() if found else (squeezed(text), "")
    return CANONICAL.get(name, name), points


def of_execution(row: ExecutionRow, found: ExecutionRow, said: list[Problem]) -> Outcome:
    """The budget row; a rate printed without its sign may be read as a percentage or as it is."""
    pairs = [(f"{one}", getattr(row.total, one), getattr(found.total, one)) for one in FIGURES]
    pairs += [(one, getattr(row, one), getattr(found, one)) for one in ("weight", "declared")]
    wrong = [
        f"{what}: {wanted.cell.text!r} → {got.cell.text!r}"
        for what, wanted, got in pairs
        if wanted.value != got.value
    ]
    if not same_rate(row.declared_rate, found.declared_rate):
        wrong.append(f"rate: {row.declared_rate.cell.text} → {found.declared_rate.cell.text!r}")
    for part in row.parts:
        values = [getattr(part, one).value for one in FIGURES]
        others = [[getattr(other, one).value for one in FIGURES] for other in found.parts]
        if values not in others:
            wrong.append(f"{part.label} not among the parts: {[p.label for p in found.parts]}")
    figures = [found.declared, found.weight, *(getattr(found.total, one) for one in FIGURES)]
    reasons = [f"{figure.cell.text!r} is no number" for figure in figures if figure.unread]
    places = {line_of(figure.cell.place) for figure in figures if figure.cell.place}
    places |= {line_of(found.place)} if found.place else set()
    reasons += [problem.show("en") for problem in said if line_of(problem.place) in places]
    return judged("预算执行", wrong, reasons)


def same_rate(wanted: Figure, got: Figure) -> bool:
    if wanted.value is None or got.value is None:
        return wanted.value == got.value
    return got.value in (wanted.value, wanted.value / 100)


def head(one: Expected, form: Form) -> list[str]:
    """Return what is wrong outside the rows: project, year, unit, total, grade, unscored."""
    wanted = forms_from_data(one.data)[0]
    wrong = [
        f"{what}: {getattr(wanted, what)!r} → {getattr(form, what)!r}"
        for what in ("project", "unit", "declared_grade")
        if getattr(wanted, what) and not same(getattr(wanted, what), getattr(form, what))
    ]
    if wanted.year != form.year:
        wrong.append(f"year: {wanted.year} → {form.year}")
    if wanted.declared_total.value != form.declared_total.value:
        wrong.append(f"total: {wanted.declared_total.value} → {form.declared_total.cell.text!r}")
    called = any(problem.code == "unscored-form" for problem in form.problems)
    if called is not one.unscored:
        wrong.append(f"unscored: {one.unscored} → {called}")
    return wrong


def unread(row: Indicator) -> list[str]:
    """Return what the reading itself says that it does not understand."""
    texts = [
        one.cell.text for one in (row.target, row.actual) if isinstance(one.reading, Unparsed)
    ]
    texts += [one.cell.text for one in (row.weight, row.declared) if one.unread]
    return [f"{text!r} is not understood" for text in texts]


def means(wanted: Measured, got: Measured) -> bool:
    if same(wanted.cell.text, got.cell.text) and wanted.reading == got.reading:
        return True
    return wanted.reading == got.reading and not isinstance(wanted.reading, Unparsed | Wording)


def same(wanted: str, got: str) -> bool:
    return squeezed(wanted) == squeezed(got)


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def line_of(place: Place | None) -> At:
    match place:
        case SheetPlace(_, sheet, row, _):
            return sheet, row
        case TablePlace(_, table, row, _, page):
            return page, table, row
        case CellPlace(_, row, _):
            return (row,)
        case _:
            return ("nowhere", id(place))


def lines_of(paper: Paper, kind: str) -> list[dict[int, At]]:
    """Return for each table with indicators in which line of the file each of them stands."""
    found: list[dict[int, At]] = []
    line = tables = 0
    for number, page in enumerate(paper.pages, start=1):
        line = 0 if kind == "xlsx" else line
        for part in page:
            if not isinstance(part, Table):
                line += 2 if kind == "txt" else 1
                continue
            tables += 1
            facts: dict[int, At] = {}
            for row, _, cell in part.placed():
                if cell.fact is not None:
                    at: At = (line + row + 1,)
                    at = (f"Sheet{number}", *at) if kind == "xlsx" else at
                    facts[cell.fact] = (0, tables, row + 1) if kind in ("docx", "html") else at
            found += [facts] if facts else []
            line += len(part.rows) + (kind == "txt")
    return found


def counted(results: list[Outcome]) -> Counter[str]:
    return Counter(result.outcome for result in results)
