"""Reports as text for a terminal: what failed as a diff, then what no case has tried."""

from collections.abc import Iterator, Sequence

from pingfen.cases.report import Boundary, Difference, Report, Result, RuleHits
from pingfen.errors import Place
from pingfen.exact import NO_VALUE
from pingfen.messages import Message, listed, say
from pingfen.width import pad, width

MOST_SHOWN = 10
MOST_ALIGNED = 30
FAILED = "×"  # a cross that GBK has


def to_text(reports: Sequence[Report], lang: str = "zh", *, everything: bool = False) -> str:
    """Return reports as lines of text; ``everything`` counts parents too and cuts no list."""
    blocks = ("\n".join(_report(report, lang, everything=everything)) for report in reports)
    return "\n\n".join(blocks) + "\n" if reports else ""


def failure(result: Result, lang: str = "zh") -> str:
    """Return what is wrong with a case that failed, as a diff."""
    return "\n".join(_failure(result, lang))


def gaps(
    report: Report, lang: str = "zh", *, inherited: bool = False, most: int | None = None
) -> str:
    """Return how much of a policy the cases try, and what they do not: each list up to ``most``.

    ``inherited`` counts what comes from its parents too.
    """
    return "\n".join(_gaps(report, lang, inherited=inherited, most=most))


def _gaps(report: Report, lang: str, *, inherited: bool, most: int | None) -> Iterator[str]:
    rules, unhit = report.counted_rules(inherited=inherited), report.unhit(inherited=inherited)
    yield say("cases-rules", lang, hit=len(rules) - len(unhit), count=len(rules))
    yield from _table([(rule.place, _rule(rule, lang)) for rule in unhit], lang, most)
    counted = report.counted_boundaries(inherited=inherited)
    left = report.open(inherited=inherited)
    yield say("cases-boundaries", lang, seen=len(counted) - len(left), count=len(counted))
    yield from _table([(found.place, _boundary(found, lang)) for found in left], lang, most)
    if excused := report.excused(inherited=inherited):
        yield say("cases-excused", lang, count=len(excused))


def _report(report: Report, lang: str, *, everything: bool) -> Iterator[str]:
    if not report.results:
        yield say("cases-none", lang, policy=report.policy, file=report.file)
        return
    for result in report.failed:
        yield from _failure(result, lang)
    for problem in report.stale:
        yield f"{FAILED} {problem.line(lang)}"
    count, failed = len(report.results), len(report.failed)
    names = {"policy": report.policy, "file": report.file}
    yield say("cases-run", lang, **names, passed=count - failed, failed=failed)
    most = None if everything else MOST_SHOWN
    yield from _gaps(report, lang, inherited=everything, most=most)
    rules = len(report.rules) - len(report.counted_rules(inherited=everything))
    others = len(report.boundaries) - len(report.counted_boundaries(inherited=everything))
    if rules or others:
        yield say("cases-inherited", lang, rules=rules, boundaries=others)


def _failure(result: Result, lang: str) -> Iterator[str]:
    yield f"{FAILED} {result.case.place.show(lang)}: {result.case.name}"
    for problem in result.problems:
        yield from (f"    {line}" for line in problem.show(lang).splitlines())
    yield from _diff(result.differences, lang)


def _diff(differences: Sequence[Difference], lang: str) -> Iterator[str]:
    """Yield two lines for each difference, values below each other; also Chinese ones."""
    names = [say("case-expected", lang), say("case-found", lang)]
    texts = [_value(text) for found in differences for text in (found.expected, found.found)]
    what = max((width(found.what) for found in differences), default=0)
    values = max((width(text) for text in texts if width(text) <= MOST_ALIGNED), default=0)
    for found in differences:
        note = found.note.in_lang(lang) if found.note else ""
        pair = ((found.expected, found.place.show(lang)), (found.found, note))
        for number, (name, (value, more)) in enumerate(zip(names, pair, strict=True)):
            head = pad("" if number else found.what, what)
            label = pad(name, max(map(width, names)))
            yield f"    {head}  {label}  {pad(_value(value), values)}  {more}".rstrip()


def _value(text: str | None) -> str:
    return NO_VALUE if text is None else text


def _rule(rule: RuleHits, lang: str) -> tuple[str, str]:
    if not rule.undecided:
        return rule.rule, say("case-unhit", lang)
    return rule.rule, say("case-undecided-only", lang, count=rule.undecided)


def _boundary(found: Boundary, lang: str) -> tuple[str, str]:
    sides = listed(Message.of(f"side-{side}") for side in found.open)
    return found.text, say("case-unseen", lang, sides=sides)


def _table(
    lines: Sequence[tuple[Place, tuple[str, str]]], lang: str, most: int | None
) -> Iterator[str]:
    """Yield a line for each place, its columns aligned; a list that is cut says how much."""
    cells = [(f"{place.show(lang)}:", *texts) for place, texts in lines[:most]]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        padded = (pad(cell, columns) for cell, columns in zip(line, widths, strict=True))
        yield "    " + "  ".join(padded).rstrip()
    if len(cells) < len(lines):
        yield "    " + say("cases-more", lang, count=len(lines) - len(cells))
