"""Numbers that a workbook stores as text: they look right, and its sums leave them out."""

from collections.abc import Iterator, Sequence

from pingfen.auditing.finding import Finding
from pingfen.auditing.telling import WHOLE, Spot, Telling
from pingfen.form import BudgetLine, Figure, Form
from pingfen.messages import Bilingual, Message, listed
from pingfen.places import SheetPlace, letters
from pingfen.scorecard import RowScore, Scorecard

AS_TEXT = "text"
MOST_CELLS = 12  # more are not named
Found = tuple[int | None, Figure]


def numbers_as_text(telling: Telling, form: Form, card: Scorecard) -> Iterator[Finding]:
    """Yield a finding for each column of a form that holds such numbers."""
    rows = list(enumerate(form.rows, 1))
    budget = form.execution
    lines = (budget.total, *budget.parts)
    columns: tuple[tuple[str, list[Found]], ...] = (
        ("stored-weights", [(0, budget.weight), *((n, row.weight) for n, row in rows)]),
        ("stored-scores", [(0, budget.declared), *((n, row.declared) for n, row in rows)]),
        ("stored-budget", [(0, figure) for line in lines for figure in _amounts(line)]),
        ("stored-total", [(None, form.declared_total)]),
    )
    names = {row.number: row for row in card.all_rows}
    for code, figures in columns:
        found = [each for each in figures if _is_text(each[1])]
        if found:
            yield from _finding(telling, Message.of(code), found, names)


def _finding(
    telling: Telling, what: Message, found: Sequence[Found], rows: dict[int, RowScore]
) -> Iterator[Finding]:
    (number, first), *others = found
    row = rows.get(number) if number is not None and not others else None
    text = Message.of("number-as-text", what=what, count=len(found), cells=_cells(found))
    at = Spot(row.number, row.name) if row else WHOLE
    yield from telling.find(
        "number-as-text", text, first.cell.place, at=at, found=Bilingual(first.cell.text)
    )


def _amounts(line: BudgetLine) -> tuple[Figure, ...]:
    return line.initial, line.annual, line.executed


def _is_text(figure: Figure) -> bool:
    return figure.cell.kind == AS_TEXT and figure.value is not None


def _cells(found: Sequence[Found]) -> Bilingual:
    """Return the names of the first of some cells."""
    places = [figure.cell.place for _, figure in found[:MOST_CELLS]]
    names = listed(f"{letters(p.column)}{p.row}" for p in places if isinstance(p, SheetPlace))
    if len(found) <= MOST_CELLS:
        return names
    more = Message.of("and-others", named=names)
    return Bilingual(more.in_lang("zh"), more.in_lang("en"))
