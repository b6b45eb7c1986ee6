"""The facts of the published forms, all as text, and what a person makes of them."""

from pathlib import Path
from typing import Any

import yaml

from layouts.paper import Expected, Fact

PUBLISHED = Path(__file__).parent.parent / "published"


def facts(name: str) -> dict[str, Any]:
    """Return a published form as data, numbers as they are printed."""
    return yaml.load((PUBLISHED / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader)


def rows_of(form: dict[str, Any]) -> list[Fact]:
    return [dict(row) for row in form["rows"]]


def slot(like: Fact, level2: str = "", name: str = "", **more: str) -> Fact:
    """Return an empty line of the template, in the same level 1 and perhaps the same level 2."""
    return {"level1": like["level1"], "level2": level2 or like["level2"], "name": name} | {
        "slot": True,
        **more,
    }


def expected(
    form: dict[str, Any],
    rows: list[Fact] | None = None,
    *,
    undecided: dict[int, str] | None = None,
    unscored: bool = False,
) -> Expected:
    """Return the form as a person reads it; ``reads`` of a row is what differs from the print."""
    read: list[Fact] = []
    nothing = set()
    for row in rows if rows is not None else rows_of(form):
        if row.get("slot"):
            continue
        if all(row.get(key, "/") == "/" for key in ("target", "actual", "weight", "declared")):
            nothing |= {len(read)} if "/" in row.values() else set()
        kept = {key: value for key, value in row.items() if key not in PRINTED_ONLY}
        read.append({**kept, **row.get("reads", {})})
    return Expected({**form, "rows": read}, undecided or {}, unscored, frozenset(nothing))


PRINTED_ONLY = {"slot", "reads", "form", "split", "glued"}
