"""How reports say where a finding is, what is there, and which remedies need saying once only."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pingfen.auditing import SEVERITIES, Audit, AuditedForm, AuditedRow, Finding, Guess
from pingfen.errors import Place
from pingfen.exact import printed
from pingfen.messages import Bilingual, Text, is_message, listed, say
from pingfen.scorecard import UNDECIDED


@cache
def title_of(code: str, lang: str) -> str:
    """Return what a kind of finding is called; nothing for a check, which has a name only."""
    return say(f"kind-{code}", lang) if is_message(f"kind-{code}") else ""


def spot(finding: Finding, lang: str) -> str:
    """Return what of a form a finding is about: a row, the budget row, a group of rows."""
    if finding.row is None:
        return finding.level
    return row_named(finding.row, finding.name, lang)


def row_named(number: int, name: str, lang: str) -> str:
    """Return the number and the name of a row.

    >>> row_named(3, "聘用人员数量", "zh"), row_named(0, "预算执行", "zh")
    ('第 3 行 聘用人员数量', '预算执行行')
    """
    if number == 0:
        return say("row-execution", lang)
    return say("report-row-named", lang, number=number, name=name).rstrip()


def short_place(place: Place | None, file: str, lang: str) -> str:
    """Return a place without the name of the file, where that is said anyway.

    >>> from pingfen.errors import CellPlace, DataPlace
    >>> short_place(CellPlace("表.csv", 12, 5), "表.csv", "zh")
    '行12 列5'
    >>> short_place(DataPlace("表.yaml", ".rows[3].weight"), "表.yaml", "zh")
    'rows[3].weight'
    """
    if place is None:
        return ""
    shown = place.show(lang)
    if not file or not shown.startswith(file):
        return shown
    rest = shown[len(file) :].lstrip(":.")
    return rest[1:-1] if rest.startswith("[") and rest.endswith("]") else rest


def points(total: Decimal | None, grade: str | None) -> str:
    """Return a total with its grade, a dash for either where there is none."""
    return f"{printed(total)} {grade or ''}".rstrip()


def totals(form: AuditedForm, lang: str) -> str:
    """Return the declared total beside the computed one, with their grades."""
    total = points(form.total, form.grade)
    if form.undecided:
        because = why_undecided(form, lang)
        said = "report-undecided-because" if because else "verdict-undecided"
        total = say(said, lang, because=because)
    declared = points(form.declared_total, form.declared_grade)
    if form.verdict is None or form.undecided:
        return say("report-form-uncompared", lang, declared=declared, total=total)
    verdict = say(f"verdict-{form.verdict}", lang)
    return say("report-form-totals", lang, declared=declared, total=total, verdict=verdict)


def why_undecided(form: AuditedForm, lang: str) -> str:
    """Return why a total is undecided, unless rows are: which of them is said beside it."""
    if form.undecided is None or form.verdicts()[UNDECIDED]:
        return ""
    return form.undecided.text.in_lang(lang)


def against(finding: Finding, lang: str) -> str:
    """Return what stands there and what should, as far as the finding says so."""
    found, expected = finding.found, finding.expected
    if found is None and expected is None:
        return ""
    if expected is None:
        return say("report-found", lang, found=found)
    if found is None:
        return say("report-expected", lang, expected=expected)
    return say("report-found-expected", lang, found=found, expected=expected)


def guessed(guess: Guess, lang: str) -> str:
    """Return which formula gives the declared score, with others that do."""
    said = "report-guess-formula" if guess.formula else "report-guess"
    text = say(said, lang, label=guess.label, formula=guess.formula)
    return text + (say("report-guess-ties", lang, ties=listed(guess.ties)) if guess.ties else "")


def untied(guesses: Iterable[Guess]) -> Iterator[Guess]:
    """Yield the guesses that no guess before them has named as a tie."""
    named: set[Bilingual] = set()
    for guess in guesses:
        if guess.label not in named:
            yield guess
        named.update(guess.ties)


def declared_of(row: AuditedRow, lang: str) -> str:
    """Return a row's declared score beside the computed one."""
    name = row_named(row.number, row.name, lang)
    declared, score = printed(row.declared), printed(row.score)
    return say("report-row", lang, row=name, declared=declared, score=score)


class Count(NamedTuple):
    """How many findings of one kind there are, and what to do about each of them.

    ``remedy`` is None where there is none, or not the same for all; then ``several`` is true.
    """

    severity: str
    code: str
    open: int
    accepted: int
    remedy: Text | None
    several: bool = False


def counted(audit: Audit) -> tuple[Count, ...]:
    """Return the kinds of findings with their numbers, the worst and most frequent first."""
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for finding in audit.findings:
        kinds.setdefault((finding.severity, finding.code), []).append(finding)
    counts = [_count(*kind, found) for kind, found in kinds.items()]
    return tuple(sorted(counts, key=lambda it: (SEVERITIES.index(it.severity), -it.open, it.code)))


def _count(severity: str, code: str, found: list[Finding]) -> Count:
    remedies = {finding.remedy for finding in found}
    several = len(remedies) > 1
    same = None if several else remedies.pop()
    accepted = sum(finding.accepted is not None for finding in found)
    return Count(severity, code, len(found) - accepted, accepted, same, several)
