"""Forms as a table: each row with the values that were read of it, form after form.

The rows go to a temporary file first: how many decimals a column needs is known at its end.
"""

import csv
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from pingfen.errors import FormError, Problem
from pingfen.exact import decimals, plain_decimal
from pingfen.expression.interpret import Known
from pingfen.expression.vocabulary import EXECUTION, FIELDS, INDICATOR, Type, Where
from pingfen.files import Job, find_files, in_order, worker_count
from pingfen.files.tasks import judged_forms
from pingfen.form import Form
from pingfen.policy import Policy
from pingfen.scoring import read_form
from pingfen.tables.layout import FORM, UNPARSED, type_of
from pingfen.tables.measuring import Measure

OWN = FILE, ROW = "file", "row"
Line = dict[str, Known]


def headings_of(policy: Policy) -> tuple[str, ...]:
    """Return the columns of forms as a table: where a row comes from, then all fields."""
    of_row, of_form = (
        [name for name, at in FIELDS.items() if at.where is where]
        for where in (Where.ROW, Where.FORM)
    )
    computed = {"rate", "expected_weight"}
    every = (*of_row, *policy.fields, UNPARSED, *of_form)
    return FILE, FORM, ROW, *(name for name in every if name not in computed)


class Read(NamedTuple):
    """The rows of one file as lines of the table, and what is wrong beside them."""

    forms: int
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]


class Tabling:
    """Reads the forms of a file as lines of a table; a task for several processes."""

    def __init__(self, policy: Policy) -> None:
        """Take the policy, whose own columns are read too."""
        self.policy = policy

    def __call__(self, job: Job) -> Read:
        """Return the lines; raises ``FormError`` if the file cannot be read."""
        forms = judged_forms(job)
        several = len(forms) > 1
        lines: list[Line] = []
        for number, form in enumerate(forms, 1):
            label = f"{job.file}#{number}" if several else job.file
            lines += self._lines(form, {FILE: job.file, FORM: label})
        return Read(len(forms), tuple(lines), forms.problems)

    def _lines(self, form: Form, where: Mapping[str, Known]) -> Iterator[Line]:
        found = read_form(self.policy, form)
        if self.policy.execution:
            first: Line = {ROW: Fraction(0), "kind": EXECUTION}
            yield {**where, **first, **found.names, **found.execution}
        for number, values in enumerate(found.rows, 1):
            own: Line = {ROW: Fraction(number), "kind": INDICATOR}
            yield {**where, **own, **found.names, **values}


@dataclass(slots=True)
class FormTable:
    """A temporary file of rows, with the measures of its numbers and what cannot be read."""

    policy: Policy
    path: str
    headings: tuple[str, ...]
    rows: int = 0
    forms: int = 0
    measures: dict[str, Measure] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def drop(self) -> None:
        """Remove the file."""
        if os.path.exists(self.path):
            os.unlink(self.path)

    def is_number(self, heading: str) -> bool:
        """Tell whether a column holds numbers."""
        return heading == ROW or self.type_of(heading) is Type.NUMBER

    def type_of(self, heading: str) -> Type:
        """Return the type of a column."""
        return type_of(self.policy, heading)

    def write(self, lines: Sequence[Line], writer: "csv.DictWriter[str]") -> None:
        """Write lines and measure their numbers."""
        for line in lines:
            writer.writerow({name: _written(value) for name, value in line.items()})
            self.rows += 1
            for name, value in line.items():
                if isinstance(value, Fraction):
                    scale = decimals(value) or 0
                    one = Measure(given=1, scale=scale, low=value, high=value)
                    self.measures[name] = self.measures.get(name, Measure()).and_then(one)


def _written(value: Known) -> str:
    if isinstance(value, Fraction):
        return f"{plain_decimal(value):f}"
    return str(value).lower() if isinstance(value, bool) else str(value)


def read_forms_in(
    policy: Policy,
    paths: Sequence[str],
    own: Sequence[str],
    tick: Callable[[str, int, int | None], None],
    jobs: int | None = None,
) -> FormTable:
    """Read the forms of files and folders into a temporary table; the caller removes it."""
    listing = find_files(paths, own)
    handle, path = tempfile.mkstemp(suffix=".csv", prefix="pingfen-")
    table = FormTable(policy, path, headings_of(policy))
    table.problems += listing.problems
    work = [Job(file) for file in listing.files]
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.headings)
            writer.writeheader()
            results = in_order(Tabling(policy), work, worker_count(work, jobs, None))
            for done, found in enumerate(results, 1):
                if isinstance(found, FormError):
                    table.problems += found.problems
                else:
                    table.problems += found.problems
                    table.forms += found.forms
                    table.write(found.lines, writer)
                tick("progress-reading", done, len(work))
    except BaseException:
        table.drop()
        raise
    return table
