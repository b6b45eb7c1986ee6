"""Forms without what differs from file to file: places, how a cell is stored, which way to end."""

from pingfen.form import BudgetLine, Cell, Figure, Form, Measured
from pingfen.words import heading

NO_REASON = ("0", "无", "无偏差")  # a reader takes these for blanks


def bare(form: Form) -> dict[str, object]:
    """Everything that a form says; labels of levels count without the weight in them."""
    execution = form.execution
    printed = (execution.weight, execution.declared, execution.declared_rate)
    return {
        "head": (form.project, form.year, form.unit, form.goal, form.outcome),
        "foot": (figure(form.declared_total), form.declared_grade, form.explanation),
        "total": line(execution.total)[1:],
        "parts": [line(part) for part in execution.parts],
        "printed": [figure(each) for each in printed],
        "rows": [row(each) for each in form.rows],
    }


def row(found) -> tuple[object, ...]:
    figures = (found.weight, found.declared, found.judged, found.label_weight)
    return (
        *(heading(found.level1), heading(found.level2), found.name),
        "" if found.reason in NO_REASON else found.reason,
        *(measured(found.target), measured(found.actual)),
        *(figure(each) for each in (*figures, found.label2_weight)),
        {text: cell.printed for text, cell in found.extra if cell.printed},
    )


def line(found: BudgetLine) -> tuple[object, ...]:
    return (found.label, *map(figure, (found.initial, found.annual, found.executed)))


def figure(found: Figure) -> tuple[object, ...]:
    return found.value, found.unread, found.cell.printed


def measured(found: Measured) -> tuple[object, ...]:
    return found.reading, text_of(found.cell)


def text_of(cell: Cell) -> str:
    return cell.text.replace("\r\n", "\n")
