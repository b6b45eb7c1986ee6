"""Makes the tables of docs/findings.md from the catalogue and from the checks of the policies.

``python docs/findings_reference.py`` rewrites them in place; a test holds that they are as made.
A table stands between ``<!-- made: NAME -->`` and ``<!-- end -->``.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from pingfen import load_policy
from pingfen.auditing.catalogue import kind
from pingfen.expression.template import Template
from pingfen.kinds import ACROSS, CELLS, FILES, FORMS, TABLES, VERDICTS
from pingfen.messages import is_message, say
from pingfen.policy import Check

DOCS = Path(__file__).parent
PAGES = MappingProxyType({"en": DOCS / "findings.md", "zh": DOCS / "findings.zh.md"})
TABLE = re.compile(r"(<!-- made: (?P<name>[a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)
COMMON, DISTRICT = load_policy("mof@2020"), load_policy("zhangdian@2024")
HEADS = MappingProxyType(
    {
        "zh": "| 代码 | 级别 | 名称 | 问题 | 处理 |\n|---|---|---|---|---|\n",
        "en": "| code | severity | called | says | to do |\n|---|---|---|---|---|\n",
    }
)
SHORT = MappingProxyType(
    {
        "zh": "| 代码 | 级别 | 名称 | 处理 |\n|---|---|---|---|\n",
        "en": "| code | severity | called | to do |\n|---|---|---|---|\n",
    }
)
Rows = Callable[[str], str]


def page(path: Path, lang: str) -> str:
    """Return a page with its tables made anew."""
    return TABLE.sub(
        lambda found: found[1] + MADE[found["name"]](lang) + found[3],
        path.read_text("utf-8"),
    )


def of_kinds(codes: Mapping[str, str], lang: str) -> str:
    """Return the table of some kinds of the catalogue."""
    return SHORT[lang] + "".join(_kinds(codes, lang))


def _kinds(codes: Mapping[str, str], lang: str) -> Iterator[str]:
    for code in codes:
        found = kind(code)
        severity = say(f"severity-{found.severity}", lang)
        title, remedy = found.title.in_lang(lang), found.remedy.in_lang(lang)
        yield _line(f"`{code}`", severity, title, remedy)


def of_checks(changed: bool, lang: str) -> str:  # noqa: FBT001  # which of two tables
    """Return the table of the common checks, or of those that the district has otherwise."""
    inherited = {check.name: _said(check) for check in COMMON.checks}
    checks = DISTRICT.checks if changed else COMMON.checks
    wanted = [
        check for check in checks if not (changed and inherited.get(check.name) == _said(check))
    ]
    return HEADS[lang] + "".join(_check(check, lang) for check in wanted)


def _said(check: Check) -> tuple[object, ...]:
    """Return what of a check a table shows."""
    return (check.severity, _text(check.because, "zh"), _text(check.remedy, "zh"))


def _check(check: Check, lang: str) -> str:
    code = f"kind-{check.name}"
    title = say(code, lang) if is_message(code) else ""
    severity = say(f"severity-{check.severity}", lang)
    because, remedy = _text(check.because, lang), _text(check.remedy, lang)
    return _line(f"`{check.name}`", severity, title, because, remedy)


def _text(template: Template | None, lang: str) -> str:
    """Return a template with dots for what a form puts in."""
    if template is None:
        return ""
    parts = template.zh if lang == "zh" else template.en
    return "".join(part if isinstance(part, str) else "…" for part in parts)


def _line(*cells: str) -> str:
    safe = (cell.replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(safe)} |\n"


MADE: Mapping[str, Rows] = MappingProxyType(
    {
        "checks": partial(of_checks, False),  # noqa: FBT003  # which of two tables
        "changed": partial(of_checks, True),  # noqa: FBT003  # which of two tables
        "verdicts": partial(of_kinds, VERDICTS),
        "forms": partial(of_kinds, FORMS),
        "across": partial(of_kinds, ACROSS),
        "cells": partial(of_kinds, CELLS),
        "tables": partial(of_kinds, TABLES),
        "files": partial(of_kinds, FILES),
    }
)


if __name__ == "__main__":
    for lang, path in PAGES.items():
        path.write_text(page(path, lang), "utf-8")
