"""Drafts notices of return (退回意见): what a unit must correct, explain and add to its form."""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from unicodedata import normalize

from pingfen.auditing import Audit, AuditedForm, Finding
from pingfen.characters import HIDDEN
from pingfen.errors import PingfenError, Problem
from pingfen.marking import wording
from pingfen.marking.folder import Folder
from pingfen.marking.remarks import COLONS, said
from pingfen.messages import say
from pingfen.office import needs
from pingfen.office.package import timeless
from pingfen.office.table import Box, Paragraph, Table
from pingfen.scorecard import PolicyName

SUFFIX = ".docx"
# what no file system, or only some, take in a name
UNSAFE = re.compile(rf'[\s{HIDDEN}\\/:*?"<>|]+')
MOST_NAME = 150  # bytes; a name of 255 is the longest that file systems take
SECTIONS = (("error", "notice-errors"), ("doubt", "notice-doubts"))
UNDECIDED = ((wording.UNDECIDED, "notice-undecided"),)
NUMERALS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"zh": ("一、", "二、", "三、"), "en": ("1. ", "2. ", "3. ")}
)
WIDTHS = (8, 24, 42, 34)
COLUMNS = (
    "notice-column-number",
    "notice-column-place",
    "notice-column-matter",
    "notice-column-remedy",
)


def write_notices(audit: Audit, folder: str, lang: str = "zh") -> tuple[list[str], list[Problem]]:
    """Write a draft for each form with open errors or doubts; return the files and what failed.

    Nothing that somebody else wrote or changed is overwritten: a draft that was completed since
    stays, and is a problem. Needs python-docx.
    """
    forms = [form for form in audit.forms if any(wording.due(form).values())]
    target = Folder(folder)
    written, problems = list[str](), list[Problem]()
    for form, name in zip(forms, _names(forms, lang), strict=True):
        try:
            written.append(target.write(name, notice_of(form, audit.policy, lang)))
        except PingfenError as error:
            problems += error.problems
            if any(found.code == "extra-missing-writing" for found in error.problems):
                break  # it is missing for the others too
    return written, problems


def notice_of(form: AuditedForm, policy: PolicyName, lang: str = "zh") -> bytes:
    """Return the draft of a form's notice as a Word document, the same bytes for the same form.

    Raises ``UsageError`` if python-docx is not installed.
    """
    with needs("docx", form.file):
        from pingfen.office.document import document_of  # noqa: PLC0415  # an extra
    return timeless(document_of(tuple(_parts(form, policy, lang))))


def _parts(form: AuditedForm, policy: PolicyName, lang: str) -> Iterator[Paragraph | Table]:
    project = wording.shown(form.project) or say("notice-unnamed", lang)
    unit = wording.shown(form.unit) or say("notice-no-unit", lang)
    yield Paragraph(say("notice-title", lang, project=project), "title")
    yield Paragraph("", "address")
    yield Paragraph(unit + COLONS[lang].rstrip(), "address")
    yield Paragraph(said(wording.opening(form, policy), lang))
    yield Paragraph(said(wording.totals(form), lang))
    due = wording.due(form)
    sections = [(due[key], title) for key, title in (*SECTIONS, *UNDECIDED) if due[key]]
    for numeral, (findings, title) in zip(NUMERALS[lang], sections, strict=False):
        yield _table(findings, form, numeral + say(title, lang), lang)
    yield Paragraph("", "address")
    yield Paragraph(say("notice-deadline", lang))
    for code in ("notice-signature", "notice-date"):
        yield Paragraph(say(code, lang), "signature")
    yield Paragraph(say("notice-draft", lang), "left")


def _table(findings: Sequence[Finding], form: AuditedForm, heading: str, lang: str) -> Table:
    head = tuple(Box(say(code, lang), style="head") for code in COLUMNS)
    rows = (_row(number, each, form, lang) for number, each in enumerate(findings, 1))
    titles = (Paragraph("", "left"), Paragraph(heading, "heading"))
    return Table(heading, WIDTHS, (head, *rows), titles=titles, head=1)


def _row(number: int, finding: Finding, form: AuditedForm, lang: str) -> tuple[Box, ...]:
    matter = [said(finding.text, lang), wording.difference(finding, lang)]
    return (
        Box(str(number), style="center"),
        Box(wording.where(finding, form, lang)),
        Box("\n".join(filter(None, matter))),
        Box(wording.remedy(finding, lang)),
    )


def _names(forms: Sequence[AuditedForm], lang: str) -> Iterator[str]:
    """Yield names for the notices of forms: safe on any system, none twice in whatever case."""
    taken = set[str]()
    for form in forms:
        base = say("notice-file", lang, name=_safe(form.project) or say("notice-unnamed", lang))
        names = (base if n == 1 else f"{base}-{n}" for n in range(1, len(forms) + 1))
        name = next(name for name in names if name.casefold() not in taken)
        taken.add(name.casefold())
        yield name + SUFFIX


def _safe(name: str) -> str:
    r"""Return a name of a project as a part of a file's name.

    >>> _safe("../a b\\c:d."), _safe("\0")
    ('a_b_c_d', '')
    """
    short = UNSAFE.sub("_", normalize("NFC", name)).encode()[:MOST_NAME]
    return short.decode(errors="ignore").strip("._ ")
