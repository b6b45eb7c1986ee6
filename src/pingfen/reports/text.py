"""An audit as text for a terminal: each form with its findings, then what all come to."""

from collections.abc import Iterable, Iterator, Sequence

from pingfen.auditing import Audit, AuditedForm, Finding
from pingfen.errors import Problem
from pingfen.messages import listed, say
from pingfen.reports.form_text import Listing, clean, finding_lines, form_lines, hanging, heading
from pingfen.reports.wording import Count, counted, title_of
from pingfen.scorecard import VERDICTS
from pingfen.width import aligned
from pingfen.writers.text import header, summary_lines

INDENT = "    "


def to_text(audit: Audit, lang: str = "zh") -> str:
    """Return the audit as lines of text, aligned also for Chinese."""
    return "".join(f"{line.rstrip()}\n" for line in _lines(audit, lang))


def _lines(audit: Audit, lang: str) -> Iterator[str]:
    counts = counted(audit)
    apart = frozenset((kind.severity, kind.code) for kind in counts if kind.several)
    listing = Listing(lang, apart)
    yield header(audit.policy, lang)
    yield totals_line(audit, lang)
    yield from _forms(audit.forms, listing)
    yield from _others(audit.others, listing)
    if audit.summary:
        yield from ("", *summary_lines(audit.summary, lang))
    yield from _kinds(counts, lang)
    yield from ("", by_verdict(audit, lang))
    yield from _stale(audit, lang)
    yield from _problems(audit.problems, lang)


def totals_line(audit: Audit, lang: str) -> str:
    """Return how many files, forms, and findings of each severity there are."""
    counts = audit.counts()
    text = say("report-counts", lang, files=audit.files, forms=len(audit.forms), **counts)
    accepted = sum(finding.accepted is not None for finding in audit.findings)
    return text + (say("report-accepted-count", lang, accepted=accepted) if accepted else "")


def by_verdict(audit: Audit, lang: str) -> str:
    """Return how many forms agree, differ, are judged, undecided, and declare nothing."""
    found = [form.verdict for form in audit.forms]
    names = [(say(f"verdict-{verdict}", lang), found.count(verdict)) for verdict in VERDICTS]
    names.append((say("report-nothing-declared", lang), found.count(None)))
    shown = [f"{name} {count}" for name, count in names if count]
    return say("report-by-verdict", lang, counts=listed(shown) if shown else "0")


def _forms(forms: Iterable[AuditedForm], listing: Listing) -> Iterator[str]:
    """Yield a block for each form that has something, a line for each that has nothing."""
    line = False
    for number, form in enumerate(forms, 1):
        if not (line and clean(form)):
            yield ""
        line = clean(form)
        yield from form_lines(number, form, listing)


def _others(others: Sequence[Finding], listing: Listing) -> Iterator[str]:
    if others:
        yield from ("", heading("report-others", listing.lang))
        yield from finding_lines([found._replace(file="") for found in others], listing)


def _kinds(counts: Sequence[Count], lang: str) -> Iterator[str]:
    """Yield each kind of finding with its number and, said once, what to do about it."""
    yield from ("", heading("report-by-code", lang))
    if not counts:
        yield say("report-no-findings", lang)
    table = [_cells(kind, lang) for kind in counts]
    for kind, line in zip(counts, aligned(table, right=(1,)) if table else (), strict=True):
        yield line
        if kind.remedy:
            yield from hanging(say("report-remedy", lang, remedy=kind.remedy), INDENT)


def _cells(kind: Count, lang: str) -> tuple[str, ...]:
    accepted = say("report-accepted-some", lang, accepted=kind.accepted) if kind.accepted else ""
    severity, title = say(f"severity-{kind.severity}", lang), title_of(kind.code, lang)
    return severity, str(kind.open), kind.code, title, accepted


def _stale(audit: Audit, lang: str) -> Iterator[str]:
    if audit.stale:
        yield from ("", heading("report-stale", lang))
    for found in audit.stale:
        place = found.place.show(lang) if found.place else ""
        yield "  ".join(filter(None, (found.fingerprint, found.code, found.project, place)))
        yield f"{INDENT}{say('report-accepted', lang, by=found.by, reason=found.reason)}"


def _problems(problems: Sequence[Problem], lang: str) -> Iterator[str]:
    if problems:
        yield from ("", heading("report-unread", lang))
    for found in problems:
        yield f"{say(f'severity-{found.severity}', lang)} {found.code}  {found.line(lang)}"
