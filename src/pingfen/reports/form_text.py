"""One form of an audit as lines of text: its totals, its findings, the rows that need a look."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from pingfen.auditing import Acceptance, AuditedForm, AuditedRow, Finding
from pingfen.auditing.verdicts import SAYS_THE_SAME, UNSCORED
from pingfen.messages import Text, listed, say
from pingfen.reports.wording import (
    against,
    declared_of,
    guessed,
    row_named,
    short_place,
    spot,
    title_of,
    totals,
    untied,
)
from pingfen.scorecard import DIFFERS
from pingfen.width import one_line, wrapped

COLUMNS, INDENT = 100, "      "
# the findings that say themselves how a row differs, or why it is undecided
SAID = frozenset({"score-differs", "execution-score", "row-undecided"})
MANY = 3  # so many rows of which the same is said are named together
NO_ROWS: Mapping[int, AuditedRow] = MappingProxyType({})


class Listing(NamedTuple):
    """How findings are listed: the language, and the kinds whose remedies differ."""

    lang: str
    apart: frozenset[tuple[str, str]] = frozenset()


def clean(form: AuditedForm) -> bool:
    """Tell whether there is nothing to say of a form but its totals."""
    return not form.findings and not any(_notable(row) for row in form.rows)


def form_lines(number: int, form: AuditedForm, listing: Listing) -> Iterator[str]:
    """Yield the lines of one form: a single one where nothing was found."""
    lang = listing.lang
    name = one_line(form.project) or say("nameless", lang)
    if clean(form):
        text = (name, one_line(form.unit), totals(form, lang), say("report-clean", lang))
        yield f"━━ {number} {'  '.join(filter(None, text))}"
        return
    yield f"━━ {number} {name}"
    yield from hanging("  ".join(_origin(form, lang)), "   ")
    yield from hanging(f"{totals(form, lang)}  {_counts(form, lang)}", "   ")
    yield from finding_lines(form.findings, listing, {row.number: row for row in form.rows})
    yield from _rows([row for row in form.rows if not _is_told(row, form)], lang)


def finding_lines(
    findings: Iterable[Finding], listing: Listing, rows: Mapping[int, AuditedRow] = NO_ROWS
) -> Iterator[str]:
    """Yield the lines of findings, those of one kind together; what was accepted comes last.

    ``rows`` are the rows that they are about, by number.
    """
    for kind, found in _kinds(findings):
        yield f"   {_head(kind, listing.lang)}"
        for alike in _alike(found):
            yield from _finding(alike, listing.lang, rows)
        remedy = found[0].remedy
        if remedy and (kind.severity, kind.code) in listing.apart:
            yield from hanging(say("report-remedy", listing.lang, remedy=remedy))


class Kind(NamedTuple):
    """What findings that are listed together have in common."""

    severity: str
    code: str
    remedy: Text | None
    accepted: Acceptance | None


def _kinds(findings: Iterable[Finding]) -> Iterator[tuple[Kind, list[Finding]]]:
    kinds: dict[Kind, list[Finding]] = {}
    for found in findings:
        kind = Kind(found.severity, found.code, found.remedy, found.accepted)
        kinds.setdefault(kind, []).append(found)
    return iter(sorted(kinds.items(), key=lambda item: item[0].accepted is not None))


def _head(kind: Kind, lang: str) -> str:
    title = title_of(kind.code, lang)
    head = f"{say(f'severity-{kind.severity}', lang)}  {title or kind.code}"
    return f"{head}  {kind.code}" if title else head


def _alike(found: Iterable[Finding]) -> Iterator[list[Finding]]:
    """Yield the findings that say the same of several rows together."""
    same: dict[object, list[Finding]] = {}
    for finding in found:
        same.setdefault((finding.text, finding.found, finding.expected), []).append(finding)
    for alike in same.values():
        rows = all(finding.row for finding in alike)
        yield from [alike] if rows and len(alike) >= MANY else ([each] for each in alike)


def _finding(alike: Sequence[Finding], lang: str, rows: Mapping[int, AuditedRow]) -> Iterator[str]:
    """Yield the lines of one finding, or of several rows that have the same."""
    first = alike[0]
    sentence = _sentence(first, lang)
    where = _where(first, lang) if len(alike) == 1 else _of_rows(alike, lang)
    yield from hanging(f"{where}  {sentence}" if where else sentence)
    if first.accepted:
        by, reason = first.accepted.by, first.accepted.reason
        yield from hanging(say("report-accepted", lang, by=by, reason=reason))
    for finding in alike if first.code in SAID else ():
        row = None if finding.row is None else rows.get(finding.row)
        yield from _guessed(row, lang) if row else ()


def _where(finding: Finding, lang: str) -> str:
    named = one_line(spot(finding, lang))
    place = one_line(short_place(finding.place, finding.file, lang))
    return f"{named} [{place}]".lstrip() if place else named


def _of_rows(alike: Sequence[Finding], lang: str) -> str:
    numbers = sorted({finding.row for finding in alike if finding.row})
    return say("report-many-rows", lang, rows=listed(runs(numbers)), count=len(numbers))


def runs(numbers: Sequence[int]) -> list[str]:
    """Return rising numbers, those that follow one another as one.

    >>> runs([1, 4, 5, 6, 9])
    ['1', '4-6', '9']
    """
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [f"{run[0]}-{run[-1]}" if run[1:] else str(run[0]) for run in found]


def _origin(form: AuditedForm, lang: str) -> Iterator[str]:
    if form.unit:
        yield say("report-unit", lang, unit=form.unit)
    if form.file:
        yield say("report-file", lang, file=form.file)


def _counts(form: AuditedForm, lang: str) -> str:
    counts = listed(
        f"{say(f'verdict-{verdict}', lang)} {count}"
        for verdict, count in form.verdicts().items()
        if count
    )
    return say("report-rows", lang, count=len(form.rows), counts=counts) if str(counts) else ""


def _sentence(finding: Finding, lang: str) -> str:
    beside = against(finding, lang)
    text = finding.text.in_lang(lang)
    return f"{text}  [{beside}]" if beside else text


def _is_told(row: AuditedRow, form: AuditedForm) -> bool:
    """Tell whether a finding says how a row differs or why it is undecided."""
    own = {finding.code for finding in form.findings if finding.row == row.number}
    if own & SAID or (row.undecided and own & SAYS_THE_SAME["undecided"]):
        return True
    return any(finding.code == UNSCORED for finding in form.findings) and row.number > 0


def _rows(rows: Iterable[AuditedRow], lang: str) -> Iterator[str]:
    """Yield the rows that differ or are undecided, of which no finding has told."""
    notable = [row for row in rows if _notable(row)]
    differing = [row for row in notable if row.undecided is None]
    if differing:
        yield "   " + say("report-differing", lang)
    for row in differing:
        yield from hanging(declared_of(row, lang))
        yield from _reckoned(row, lang)
    undecided = [row for row in notable if row.undecided]
    if undecided:
        yield "   " + say("report-undecided", lang)
    for row in undecided:
        because = row.undecided.text.in_lang(lang) if row.undecided else ""
        yield from hanging(f"{row_named(row.number, row.name, lang)}  {because}")


def _reckoned(row: AuditedRow, lang: str) -> Iterator[str]:
    """Yield how the policy's score came about, and what else would give the declared one."""
    if row.formula:
        yield from hanging(say("report-computed", lang, formula=row.formula))
    yield from _guessed(row, lang)


def _guessed(row: AuditedRow, lang: str) -> Iterator[str]:
    for guess in untied(row.guesses):
        yield from hanging(guessed(guess, lang))


def heading(code: str, lang: str) -> str:
    """Return the line above a part of the report."""
    return f"━━ {say(code, lang)}"


def _notable(row: AuditedRow) -> bool:
    return row.verdict == DIFFERS or row.undecided is not None


def hanging(text: str, indent: str = INDENT) -> list[str]:
    """Return a text as lines behind an indent."""
    return [indent + line for line in wrapped(text, COLUMNS - len(indent))]
