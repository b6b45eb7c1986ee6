"""Makes the tables of the language reference from the schema, the code and reference.yaml.

``python docs/reference.py`` rewrites them in place; a test holds that they are as made.
A table stands between ``<!-- made: NAME -->`` and ``<!-- end -->``.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from pingfen.expression.functions import CHINESE_FUNCTIONS
from pingfen.expression.vocabulary import FIELDS
from pingfen.loading.build import REQUIRED
from pingfen.loading.merge import BY_KEY, LISTS

DOCS = Path(__file__).parent
SCHEMA = json.loads((DOCS.parent / "schemas" / "policy.schema.json").read_text("utf-8"))
MEANINGS = yaml.safe_load((DOCS / "reference.yaml").read_text("utf-8"))
PAGES = MappingProxyType({"en": DOCS / "language.md", "zh": DOCS / "language.zh.md"})
TABLE = re.compile(r"(<!-- made: (?P<name>[a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)
CHINESE_NAMES = {name: chinese for chinese, name in CHINESE_FUNCTIONS.items()}
HEADS = MappingProxyType(
    {
        "document": (
            "key | Chinese | required | merge | meaning",
            "键 | 中文 | 必需 | 合并 | 含义",
        ),
        "keys": ("key | Chinese | meaning", "键 | 中文 | 含义"),
        "names": (
            "name | Chinese | type | where | meaning",
            "名称 | 中文 | 类型 | 所在 | 含义",
        ),
        "functions": ("function | Chinese | meaning", "函数 | 中文 | 含义"),
        "aggregates": ("aggregate | Chinese | meaning", "汇总 | 中文 | 含义"),
    }
)
MERGES = MappingProxyType(
    {
        "key": ("by key", "按键"),
        "name": ("by name", "按名称"),
        "whole": ("whole", "整体"),
        "none": ("-", "-"),
    }
)
OF_ONE_FILE = frozenset({"language", "policy", "year", "revision", "extends", "remove"})
ALWAYS, MERGED = frozenset({"policy", "year"}), frozenset({*REQUIRED, "rules"})


def page(path: Path, lang: str) -> str:
    """Return a page with its tables made anew."""
    return TABLE.sub(
        lambda found: found[1] + table(found["name"], lang) + found[3], path.read_text("utf-8")
    )


def table(name: str, lang: str) -> str:
    """Return one table as Markdown."""
    at = ("en", "zh").index(lang)
    head, rows = TABLES[name]
    titles = HEADS[head][at]
    lines = [titles, "|".join(["---"] * len(titles.split(" | "))), *rows(lang)]
    return "".join(f"| {line} |\n" if "---" not in line else f"|{line}|\n" for line in lines)


def meaning(schema: Mapping[str, Any], lang: str) -> str:
    """Return what a schema says of a key: an English sentence, then a Chinese one."""
    english, _, chinese = schema["description"].rpartition(". ")
    text = (f"{english}." if lang == "en" else chinese).rstrip(".。")
    words = [f"`{word}`" for word in schema.get("enum", [])]
    listed = {"en": f": {', '.join(words)}", "zh": f"：{'、'.join(words)}"}[lang] if words else ""
    return (text + listed).replace("|", "\\|")


def document(lang: str) -> Iterator[str]:
    """Yield the keys of a policy."""
    at = ("en", "zh").index(lang)
    for key, schema in SCHEMA["properties"].items():
        required = {True: ("yes", "是")[at]}.get(key in ALWAYS, ("no", "否")[at])
        required = ("yes*", "是*")[at] if key in MERGED else required
        how = "key" if key in BY_KEY else "name" if key in LISTS else "whole"
        how = MERGES["none" if key in OF_ONE_FILE else how][at]
        yield f"`{key}` | {schema['title']} | {required} | {how} | {meaning(schema, lang)}"


def keys(part: str) -> Callable[[str], Iterator[str]]:
    """Return what yields the keys of a rule, a check or a property."""

    def rows(lang: str) -> Iterator[str]:
        for key, schema in SCHEMA["$defs"][part]["properties"].items():
            yield f"`{key}` | {schema['title']} | {meaning(schema, lang)}"

    return rows


def names(lang: str) -> Iterator[str]:
    """Yield the names that every policy knows."""
    for row in MEANINGS["fields"]:
        fields = [FIELDS[name] for name in row["names"]]
        (type_, where), *others = dict.fromkeys((field.type, field.where) for field in fields)
        if others:
            message = f"one type and one place are due: {row['names']}"
            raise ValueError(message)
        said = ", ".join(f"`{field.name}`" for field in fields)
        chinese = " ".join(field.chinese for field in fields)
        kind, place = MEANINGS["types"][type_][lang], MEANINGS["where"][where][lang]
        yield f"{said} | {chinese} | {kind} | {place} | {row[lang]}"


def calls(part: str) -> Callable[[str], Iterator[str]]:
    """Return what yields the functions or the aggregates."""

    def rows(lang: str) -> Iterator[str]:
        for row in MEANINGS[part]:
            called = dict.fromkeys(call.split("(")[0] for call in row["calls"])
            chinese = " ".join(CHINESE_NAMES[name] for name in called)
            said = ", ".join(f"`{call}`" for call in row["calls"])
            yield f"{said} | {chinese} | {row[lang]}"

    return rows


Rows = Callable[[str], Iterator[str]]
TABLES: Mapping[str, tuple[str, Rows]] = MappingProxyType(
    {
        "document": ("document", document),
        "names": ("names", names),
        "functions": ("functions", calls("functions")),
        "aggregates": ("aggregates", calls("aggregates")),
        "rule": ("keys", keys("rule")),
        "check": ("keys", keys("check")),
        "property": ("keys", keys("property")),
    }
)


if __name__ == "__main__":
    for lang, path in PAGES.items():
        path.write_text(page(path, lang), "utf-8")
