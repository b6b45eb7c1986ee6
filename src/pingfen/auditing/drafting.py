"""A file of acceptances to be filled in: all findings of an audit that nobody accepted."""

import json
from collections.abc import Iterator, Sequence

from pingfen.auditing.finding import Audit, Finding
from pingfen.auditing.fingerprint import fingerprinted
from pingfen.characters import clipped, escaped
from pingfen.messages import Message, say
from pingfen.source import to_flow

# a comment helps to find the place; the report says the whole
MOST_COMMENT = 160


def draft(audit: Audit, lang: str = "zh") -> str:
    """Return the open findings as YAML that reads back once reasons and names are filled in.

    Findings with one fingerprint stand in it once.
    """
    if any(not finding.fingerprint for finding in audit.findings):
        audit = fingerprinted(audit)
    alike: dict[str, list[Finding]] = {}
    for finding in audit.open:
        alike.setdefault(finding.fingerprint, []).append(finding)
    if not alike:
        return "# " + say("accept-draft-none", lang) + "\naccepted: []\n"
    lines = ["# " + say("accept-draft", lang), "accepted:"]
    for several in alike.values():
        lines += _entry(several, lang)
    return "\n".join(lines) + "\n"


def _entry(several: Sequence[Finding], lang: str) -> Iterator[str]:
    finding = several[0]
    yield f"  # {_comment(several, lang)}"
    yield f"  - fingerprint: {json.dumps(finding.fingerprint)}"
    yield f"    code: {to_flow(finding.code)}"
    if finding.project.strip():
        yield f"    project: {to_flow(finding.project)}"
    if finding.row is not None:
        yield f"    row: {finding.row}"
    yield '    reason: ""'
    yield '    by: ""'


def _comment(several: Sequence[Finding], lang: str) -> str:
    """Return in one line what a finding is about and what it says."""
    finding = several[0]
    severity = say(f"severity-{finding.severity}", lang)
    said = _where(finding, lang) + finding.text.in_lang(lang)
    more = say("accept-several", lang, count=len(several) - 1) if len(several) > 1 else ""
    return f"{severity} {clipped(escaped(said, breaks=True), MOST_COMMENT)}{more}"


def _where(finding: Finding, lang: str) -> str:
    if finding.row:
        return Message.of("of-row", number=finding.row, name=finding.name).in_lang(lang)
    if finding.row == 0:
        return say("of-execution", lang)
    return say("of-level", lang, level=finding.level) if finding.level else ""
