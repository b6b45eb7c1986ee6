"""A form as a table, in the layout in which forms are published (项目支出绩效自评表)."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pingfen.exact import show
from pingfen.form import SHARED, BudgetLine, Cell, ExecutionRow, Figure, Form, Indicator
from pingfen.messages import say
from pingfen.office.table import Box, Paragraph, Row, Table, heights
from pingfen.publishing.cells import figure_box, measured_box, text_box
from pingfen.readers.layout.headings import points_of
from pingfen.words import heading, words

TITLE, MONEY = "项目支出绩效自评表", "单位：万元"
BUDGET, BUDGET_TOTAL = "项目预算执行情况", "年度资金总额"
AMOUNTS = ("年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分")
GOAL, GOALS = "年度总体目标", ("年初预期目标", "目标实际完成情况")
COLUMNS = (
    *("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成指标值"),
    *("分值", "得分", "偏差原因分析及改进措施"),
)
TOTAL, GRADE = "总分", "自评等级"
EXPLANATION = "总分在80分以下的项目未实现绩效目标的原因分析及拟采取的措施说明："
JUDGED = "评定得分"
WIDTHS = (5, 10, 11, 20, 12, 12, 6, 9, 17)  # of the side label and COLUMNS
EXTRA_WIDTH = 11
MOST_UPRIGHT = 11  # columns; with more the paper lies across
ONE_PAGE = 1000  # points of rows that still can be read when they are fitted to one page


def form_table(form: Form) -> Table:
    """Return a form in the published layout; columns of its own stand to the right."""
    extras = extra_headings(form)
    across = len(WIDTHS) + len(extras)
    rows = (
        *_names(form, across),
        *_budget(form.execution, across),
        *_goals(form, across),
        *_indicators(form, extras),
        *_footers(form, across),
    )
    table = Table(
        name=form.project,
        widths=WIDTHS + (EXTRA_WIDTH,) * len(extras),
        rows=tuple(rows),
        titles=(
            Paragraph(TITLE, "title"),
            Paragraph(f"（{form.year}年度）" if form.year else "（    年度）", "subtitle"),
            Paragraph(MONEY, "right"),
        ),
        landscape=across > MOST_UPRIGHT,
        new_page=True,
    )
    return replace(table, whole=sum(heights(table)) <= ONE_PAGE)


def extra_headings(form: Form) -> tuple[str, ...]:
    """Return the headings of the further columns, in the order in which they first come.

    Points by judgement are one of them. What stands beside the whole block is written anyway.
    """
    side = say("form-side", "zh")
    judged = (JUDGED,) if any(row.judged.cell.text for row in form.rows) else ()
    found = dict.fromkeys(text for row in form.rows for text, _ in row.extra)
    if not any(cell.text for row in form.rows for text, cell in row.extra if text == side):
        found.pop(side, None)
    return (*judged, *found)


def _names(form: Form, across: int) -> Iterator[Row]:
    yield Box("项目名称", 2, style="label"), Box(form.project, across - 2, style="center")
    yield (
        Box("主管部门", 2, style="label"),
        Box(None, 3, style="center"),
        Box("实施单位", 1, style="label"),
        Box(form.unit, across - 6, style="center"),
    )


def _budget(execution: ExecutionRow, across: int) -> Iterator[Row]:
    """Yield the block of the budget, if the form says anything of it."""
    if execution._replace(place=None, label="") == ExecutionRow():
        return
    lines = (execution.total, *execution.parts)
    rest = across - 8  # the last column of the block ends where the table does
    head = [Box(text, style="label") for text in AMOUNTS[:-1]]
    side = Box(execution.label or BUDGET, down=1 + len(lines), style="label")
    yield side, Box(None, 2), *head, Box(AMOUNTS[-1], rest, style="label")
    weight, rate = figure_box(execution.weight), figure_box(execution.declared_rate)
    score = figure_box(execution.declared)._replace(across=rest)
    yield *_amounts(execution.total, _total_label(execution)), weight, rate, score
    for part in execution.parts:
        yield *_amounts(part, part.label), Box(), Box(), Box(None, rest)


def _total_label(execution: ExecutionRow) -> str:
    """Return the label of the total: the form's, where it can be told from those of the parts."""
    label = execution.total.label
    known = heading(label) in words().headings.single["budget-total"]
    return label if known or (label and not execution.parts) else BUDGET_TOTAL


def _amounts(line: BudgetLine, label: str) -> Row:
    figures = (line.initial, line.annual, line.executed)
    return Box(label, 2), *map(figure_box, figures)


def _goals(form: Form, across: int) -> Iterator[Row]:
    right = across - 5
    goal, outcome = (Box(text, style="label") for text in GOALS)
    side = Box(GOAL, down=2, style="label")
    yield side, goal._replace(across=4), outcome._replace(across=right)
    yield Box(form.goal or None, 4), Box(form.outcome or None, right)


def _indicators(form: Form, extras: Sequence[str]) -> Iterator[Row]:
    heads = [Box(text, style="label") for text in (*COLUMNS, *extras)]
    yield Box(say("form-side", "zh"), down=1 + len(form.rows), style="label"), *heads
    level1 = [(row.level1, row.label_weight.value) for row in form.rows]
    level2 = [
        (*above, row.level2, row.label2_weight.value)
        for above, row in zip(level1, form.rows, strict=True)
    ]
    weights = [_shared(row.weight, at) for at, row in enumerate(form.rows)]
    scores = [_shared(row.declared, at) for at, row in enumerate(form.rows)]
    spans = zip(_spans(level1), _spans(level2), _spans(weights), _spans(scores), strict=True)
    for row, (first, second, weight, score) in zip(form.rows, spans, strict=True):
        yield (
            *_over(first, _label(row.level1, row.label_weight)),
            *_over(second, _label(row.level2, row.label2_weight)),
            Box(row.name),
            measured_box(row.target.cell),
            measured_box(row.actual.cell),
            *_over(weight, figure_box(row.weight)),
            *_over(score, figure_box(row.declared)),
            Box(row.reason),
            *(_extra(row, text) for text in extras),
        )


def _shared(figure: Figure, at: int) -> Hashable:
    """Return what tells a number that stands merged over rows from each row's own."""
    return (figure.cell.text, figure.cell.place) if figure.cell.kind == SHARED else at


def _spans(keys: Iterable[object]) -> list[int]:
    """Return over how many rows a box stands that begins in each: none within an equal run.

    >>> _spans(["产出", "产出", "效益"])
    [2, 0, 1]
    """
    runs = (len(list(run)) for _, run in groupby(keys))
    return [count for run in runs for count in (run, *(0,) * (run - 1))]


def _over(down: int, box: Box) -> tuple[Box, ...]:
    """Return a box over so many rows; nothing where one from above covers the place."""
    return (box._replace(down=down),) if down else ()


def _label(level: str, weight: Figure) -> Box:
    """Return the label of a level, with the weight that belongs into it: 产出指标(50分)."""
    said = points_of(Cell(level)).value is not None or not weight.cell.text
    points = weight.cell.text if weight.value is None else show(weight.value)
    return Box(level if said else f"{level}({points}分)", style="label")


def _extra(row: Indicator, text: str) -> Box:
    if text == JUDGED and row.judged.cell.text:
        return figure_box(row.judged)
    return text_box(next((cell.printed for name, cell in row.extra if name == text), ""))


def _footers(form: Form, across: int) -> Iterator[Row]:
    total = figure_box(form.declared_total)._replace(across=across - 3)
    yield Box(TOTAL, 3, style="label"), total
    if form.declared_grade:
        yield Box(GRADE, 3, style="label"), Box(form.declared_grade, across - 3, style="center")
    yield (Box(f"{EXPLANATION}{form.explanation}", across),)
