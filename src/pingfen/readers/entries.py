"""From the nodes of a document to the parts of a form, and what is wrong with them."""

import re
from collections.abc import Iterator
from fractions import Fraction

from pingfen.errors import Problem, nearest_or_all, problem
from pingfen.form import (
    BudgetLine,
    Cell,
    ExecutionRow,
    Figure,
    Form,
    Indicator,
    Measured,
    Quantity,
    SummaryLine,
    Wording,
)
from pingfen.messages import Message
from pingfen.readers.layout.headings import points_of
from pingfen.readers.layout.summary import Left, line_of
from pingfen.source import Entries, Items, Node, Scalar
from pingfen.understanding import deadline, figure, measured
from pingfen.words import compact, words

FORM = (
    *("project", "year", "unit", "execution", "rows", "declared_total", "declared_grade"),
    *("explanation", "goal", "outcome"),
)
ROW = (
    *("name", "level1", "level2", "target", "actual", "relation", "unit", "weight"),
    *("declared", "judged", "label_weight", "label2_weight", "reason", "extra"),
)
BUDGET = ("label", "initial", "annual", "executed")
EXECUTION = (*BUDGET, "weight", "declared", "declared_rate", "parts")
SUMMARY = ("project", "total", "grade")
DOCUMENT = ("forms", "summary")


def _is_fraction(node: Node | None) -> bool:
    """Tell whether a value is a Fraction of Python whose decimals do not end."""
    return isinstance(node, Scalar) and node.rational


class FormReader:
    """Reads nodes as the parts of a form and notes what is wrong with them."""

    def __init__(self) -> None:
        """Start without problems."""
        self.problems: list[Problem] = []

    def form(self, node: Node, left: Left) -> Form:
        """Return one form."""
        entries = self.entries(node, FORM)
        project = self.text(entries, "project")
        if not project:
            self.problems.append(problem("missing-key", node.place, expected="project"))
        return Form(
            project=project,
            year=self.year(entries),
            unit=self.text(entries, "unit"),
            execution=self.execution(entries.get("execution")),
            rows=tuple(self.indicator(item) for item in self.items(entries, "rows")),
            declared_total=self.figure(entries, "declared_total"),
            declared_grade=self.text(entries, "declared_grade"),
            explanation=self.text(entries, "explanation"),
            goal=self.text(entries, "goal"),
            outcome=self.text(entries, "outcome"),
            summary=line_of(project, left),
            place=node.place,
        )

    def indicator(self, node: Node) -> Indicator:
        """Return one row."""
        row = self.entries(node, ROW)
        return Indicator(
            name=self.text(row, "name"),
            level1=self.text(row, "level1"),
            level2=self.text(row, "level2"),
            target=self.target(row),
            actual=self.measured(row, "actual", ""),
            weight=self.figure(row, "weight"),
            declared=self.figure(row, "declared"),
            judged=self.figure(row, "judged"),
            label_weight=self.label_weight(row, "label_weight", "level1"),
            label2_weight=self.label_weight(row, "label2_weight", "level2"),
            reason=self.text(row, "reason"),
            place=node.place,
            extra=self.other_cells(row.get("extra")),
        )

    def label_weight(self, row: Entries, key: str, level: str) -> Figure:
        """Return the weight printed in a level's label, in a key of its own or in the label."""
        if row.get(key) is not None:
            return self.figure(row, key)
        label = row.get(level)
        return points_of(Cell(self.text(row, level), label.place if label else None))

    def other_cells(self, node: Node | None) -> tuple[tuple[str, Cell], ...]:
        """Return the cells of columns that the form itself does not know, by their headings."""
        if node is None:
            return ()
        if not isinstance(node, Entries):
            self.wrong_kind(node, "object")
            return ()
        return tuple(
            (key.text, Cell(self.text(node, key.text), value.place)) for key, value in node.pairs
        )

    def execution(self, node: Node | None) -> ExecutionRow:
        """Return the budget row."""
        if node is None:
            return ExecutionRow()
        entries = self.entries(node, EXECUTION)
        parts = (self.entries(item, BUDGET) for item in self.items(entries, "parts"))
        return ExecutionRow(
            total=self.budget(entries),
            parts=tuple(self.budget(part) for part in parts),
            weight=self.figure(entries, "weight"),
            declared=self.figure(entries, "declared"),
            declared_rate=self.figure(entries, "declared_rate"),
            place=node.place,
        )

    def budget(self, entries: Entries) -> BudgetLine:
        """Return one line of the budget."""
        figures = (self.figure(entries, name) for name in ("initial", "annual", "executed"))
        return BudgetLine(self.text(entries, "label"), *figures)

    def summary(self, node: Entries) -> tuple[SummaryLine, ...]:
        """Return the summary table of a document."""
        self.entries(node, DOCUMENT)
        lines = [self.entries(item, SUMMARY) for item in self.items(node, "summary")]
        return tuple(
            SummaryLine(
                self.text(line, "project"),
                self.figure(line, "total"),
                self.text(line, "grade"),
                line.place,
            )
            for line in lines
        )

    def entries(self, node: Node, known: tuple[str, ...]) -> Entries:
        """Return a mapping; anything else, and each key that is not known, is a problem."""
        if not isinstance(node, Entries):
            self.problems.append(problem("wrong-kind", node.place, says="not-a-mapping"))
            return Entries((), node.place)
        for key, _ in node.pairs:
            if key.text not in known:
                hint = nearest_or_all(key.text, known)
                self.problems.append(problem("unknown-key", key.place, found=key.text, hint=hint))
        return node

    def items(self, entries: Entries, key: str) -> Iterator[Node]:
        """Yield the items of a list."""
        node = entries.get(key)
        if isinstance(node, Items):
            yield from node.items
        elif node is not None:
            self.wrong_kind(node, "array")

    def text(self, entries: Entries, key: str) -> str:
        """Return a text; numbers as they are written, nothing for null."""
        node = entries.get(key)
        if node is not None and not isinstance(node, Scalar):
            self.wrong_kind(node, "string")
        return node.text if isinstance(node, Scalar) and node.value is not None else ""

    def figure(self, entries: Entries, key: str) -> Figure:
        """Return a cell that should hold a number; other text is kept and reported by scoring."""
        text, node = self.text(entries, key), entries.get(key)
        place = node.place if node else None
        if _is_fraction(node):
            return Figure(Cell(text, place), Fraction(text))
        return figure(text, place)

    def target(self, row: Entries) -> Measured:
        """Return the target; its relation and unit may stand in keys of their own."""
        relation, relations = self.text(row, "relation"), words().relations
        if relation and relation not in relations.names:
            expected = " ".join(relations.names)
            place = row.index["relation"].place
            self.problems.append(problem("wrong-value", place, found=relation, expected=expected))
            return Measured()
        if relation == relations.wording:
            found = self.measured(row, "target", "")
            return found._replace(reading=Wording(compact(found.cell.text)))
        if relation == relations.deadline:
            found = self.measured(row, "target", "")
            return found._replace(reading=deadline(found.reading, found.cell.text))
        return self.measured(row, "target", relation)

    def measured(self, row: Entries, key: str, relation: str) -> Measured:
        """Return a target or an actual, a bare number with the row's unit."""
        text, node = self.text(row, key), row.get(key)
        place = node.place if node else None
        unit = self.text(row, "unit") if text and text[-1].isdigit() else ""
        if _is_fraction(node):
            return Measured(Cell(text, place), Quantity(Fraction(text), unit, relation))
        return measured(relation + text + unit if text else "", place)

    def year(self, form: Entries) -> int | None:
        """Return the fiscal year."""
        text, node = self.text(form, "year"), form.get("year")
        if not text or node is None:
            return None
        if not re.fullmatch("[12][0-9]{3}", text):
            self.problems.append(problem("wrong-value", node.place, found=text, expected="YYYY"))
            return None
        return int(text)

    def wrong_kind(self, node: Node, expected: str) -> None:
        """Note that something else was due."""
        kind = {Scalar: "string", Items: "array", Entries: "object"}[type(node)]
        found, due = (Message.of(f"kind-{name}") for name in (kind, expected))
        self.problems.append(problem("wrong-kind", node.place, found=found, expected=due))
