"""Findings that somebody accepted, from a file of their own: which, why and by whom.

``schemas/accepted.schema.json`` describes it. Reading a file and laying what it says over an audit
are apart; neither makes or removes a finding that it is about.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from os import PathLike

from pingfen.auditing.finding import Acceptance, Audit, AuditedForm, Finding
from pingfen.auditing.fingerprint import fingerprint, fingerprinted
from pingfen.errors import (
    AcceptanceError,
    Problem,
    first_at,
    problem,
)
from pingfen.exact import NO_VALUE
from pingfen.kinds import KINDS
from pingfen.loading.entries import entries_of, read_entries
from pingfen.loading.nodes import text_of
from pingfen.messages import LANGS, Bilingual, Message
from pingfen.places import without_text
from pingfen.source import Entries

Acceptances = Sequence[Acceptance] | Sequence[Mapping[str, object]] | Mapping[str, object]
KEY, SHOWN = "accepted", "<accepted>"
WRONG_CODE = "acceptance-code"


def read_acceptances(path: str | PathLike[str]) -> tuple[Acceptance, ...]:
    """Read a file of accepted findings, YAML or JSON in UTF-8.

    Raises ``AcceptanceError`` with all that is wrong with it, also for a draft that nobody filled.
    """
    entries = read_entries(path, KEY, AcceptanceError, "accepted-not-utf-8")
    return _each_once([*map(_acceptance, entries)])


def acceptances_of(given: Acceptances) -> tuple[Acceptance, ...]:
    """Return acceptances that were read, or those in plain data of the shape of a file.

    Of a file that holds nothing else the list is enough. Raises ``AcceptanceError``.
    """
    if not isinstance(given, Mapping):
        read = tuple(item for item in given if isinstance(item, Acceptance))
        if len(read) == len(given):
            return _each_once(read)
    entries = entries_of(given, KEY, AcceptanceError, SHOWN)
    return _each_once([*map(_acceptance, entries)])


def _acceptance(item: Entries) -> Acceptance:
    row = item.get("row")
    return Acceptance(
        fingerprint=text_of(item.get("fingerprint")),
        reason=text_of(item.get("reason")).strip(),
        by=text_of(item.get("by")).strip(),
        code=text_of(item.get("code")).strip(),
        project=text_of(item.get("project")).strip(),
        place=item.place,
        row=int(text_of(row)) if row else None,
        date=text_of(item.get("date")).strip(),
    )


def _each_once(acceptances: Sequence[Acceptance]) -> tuple[Acceptance, ...]:
    """Return acceptances that name no finding twice. Raises ``AcceptanceError`` otherwise."""
    first: dict[str, Acceptance] = {}
    problems = []
    for one in acceptances:
        known = first.setdefault(one.fingerprint, one)
        if known is not one:
            problems.append(_twice(one, known))
    if problems:
        raise AcceptanceError(problems)
    return tuple(acceptances)


def _twice(one: Acceptance, known: Acceptance) -> Problem:
    place = known.place
    first = Bilingual(*(place.show(lang) if place else NO_VALUE for lang in LANGS))
    hint = first_at(place)
    return problem("acceptance-twice", one.place, hint=hint, found=one.fingerprint, first=first)


def accept(audit: Audit, acceptances: Acceptances) -> Audit:
    """Return the audit with its accepted findings marked, and what no longer occurs.

    A finding is known by its fingerprint alone, so an acceptance never covers another defect of
    the same row. One that names another kind of finding is not used, and that is a finding too.
    Raises ``AcceptanceError`` as ``acceptances_of`` does.
    """
    known = {one.fingerprint: one for one in acceptances_of(acceptances)}
    if any(not finding.fingerprint for finding in audit.findings):
        audit = fingerprinted(audit)
    codes = {finding.fingerprint: finding.code for finding in audit.findings}
    fitting = {
        key: one for key, one in known.items() if key in codes and one.code in {"", codes[key]}
    }
    wrong = tuple(
        _wrong_code(one, codes[key])
        for key, one in known.items()
        if key in codes and key not in fitting
    )
    return replace(
        audit,
        forms=tuple(_form(form, fitting) for form in audit.forms),
        others=(*_marked(audit.others, fitting), *wrong),
        stale=tuple(one for key, one in known.items() if key not in codes),
    )


def _form(form: AuditedForm, known: Mapping[str, Acceptance]) -> AuditedForm:
    found = tuple(_marked(form.findings, known))
    return form if found == form.findings else replace(form, findings=found)


def _marked(findings: Iterable[Finding], known: Mapping[str, Acceptance]) -> Iterator[Finding]:
    return (finding._replace(accepted=known.get(finding.fingerprint)) for finding in findings)


def _wrong_code(one: Acceptance, code: str) -> Finding:
    values = {"kind": one.code, "fingerprint": one.fingerprint, "expected": code}
    found = Finding(
        severity=KINDS[WRONG_CODE],
        code=WRONG_CODE,
        text=Message.of("acceptance-code", **values),
        place=without_text(one.place),
        found=Bilingual(one.code),
        expected=Bilingual(code),
        remedy=Message.of("remedy-acceptance-code"),
        file=one.place.file if one.place else "",
        project=one.project,
    )
    return found._replace(fingerprint=fingerprint(found))
