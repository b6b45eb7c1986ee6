"""What is written at a cell: all open findings that belong there, as one text."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from pingfen.auditing import SEVERITIES, Finding
from pingfen.characters import clipped, escaped
from pingfen.messages import Text, say

# a comment of a workbook holds 32,767 units of which some characters take two
MOST_REMARK = 16_000
MOST_SENTENCE = 1_000
COLONS: Mapping[str, str] = MappingProxyType({"zh": "：", "en": ": "})
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def remark_text(findings: Iterable[Finding], lang: str, most: int = MOST_REMARK) -> str:
    """Return all findings of a place as one text, the worst first.

    Of very many the rest is counted: no program shows a comment of any length.
    """
    ordered = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
    texts = [finding_text(finding, lang) for finding in ordered]
    room, shown = most, list[str]()
    for text in texts:
        room -= len(text) + 2
        if room < 0:
            shown.append(say("mark-more", lang, count=len(texts) - len(shown)))
            break
        shown.append(text)
    return "\n\n".join(shown)


def finding_text(finding: Finding, lang: str) -> str:
    """Return one finding as lines: what is wrong, what stands there and should, what to do."""
    severity = say(f"severity-{finding.severity}", lang)
    lines = [f"{severity}{COLONS[lang]}{said(finding.text, lang)}"]
    lines += difference_lines(finding, lang)
    if finding.remedy is not None:
        lines.append(say("mark-remedy", lang, remedy=said(finding.remedy, lang)))
    return "\n".join(lines)


def difference_lines(finding: Finding, lang: str) -> list[str]:
    """Return what stands there and what should, as one line or none."""
    found = said(finding.found, lang) if finding.found is not None else ""
    expected = said(finding.expected, lang) if finding.expected is not None else ""
    if found and expected:
        return [say("mark-both", lang, found=found, expected=expected)]
    if found:
        return [say("mark-found", lang, found=found)]
    return [say("mark-expected", lang, expected=expected)] if expected else []


def said(text: Text, lang: str) -> str:
    """Return a text that any file can hold: what cannot be printed as escapes, not too long."""
    return escaped(clipped(text.in_lang(lang), MOST_SENTENCE))


def spelled(text: str) -> str:
    r"""Return a text as workbooks write it, where ``_x000D_`` means a character.

    >>> spelled("a_x000D_b_c")
    'a_x005F_x000D_b_c'
    """
    return ESCAPE.sub("_x005F_", text)
