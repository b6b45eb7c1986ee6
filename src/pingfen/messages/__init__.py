"""What the library says to people, in Chinese and in English, one line a message.

Chinese is what clerks and reviewers read, so it is the default everywhere. The sentences are in
one table a subject; a table is imported when one of its sentences is first said.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import NamedTuple, Protocol

LANGS = ("zh", "en")
# the tables in the order in which a sentence is looked up, those most used first
TABLES = (
    "results",
    "problems",
    "forms",
    "workbooks",
    "documents",
    "policies",
    "commands",
    "judgements",
    "chances",
    "cases",
    "inference",
    "checking",
    "showing",
    "drafting",
    "comparison",
    "audit_page",
    "check_titles",
    "traps",
    "mistakes",
    "shapes",
    "folders",
    "marking",
    "publishing",
    "audit",
    "kinds",
    "remedies",
    "formulas",
    "acceptances",
    "audit_reports",
    "notebooks",
    "engines",
    "batch",
    "plans",
)


class Text(Protocol):
    """Something that can be said in either language."""

    def in_lang(self, lang: str) -> str:
        """Return it in ``zh`` or ``en``."""


class Bilingual(NamedTuple):
    """A text that a policy gives, in Chinese and perhaps in English."""

    zh: str
    en: str = ""

    def in_lang(self, lang: str) -> str:
        """Return the text in a language; in Chinese where there is no English one."""
        return self.en or self.zh if lang == "en" else self.zh

    def __str__(self) -> str:
        """Return the Chinese text."""
        return self.zh


class Message(NamedTuple):
    """A message of the table below with its values."""

    code: str
    values: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, code: str, **values: object) -> "Message":
        """Return the message with that code; values may be messages themselves."""
        return cls(code, tuple(values.items()))

    def in_lang(self, lang: str) -> str:
        """Return the sentence in a language."""
        template = sentences(self.code)[LANGS.index(lang)]
        return template.format_map({key: _shown(value, lang) for key, value in self.values})

    def __str__(self) -> str:
        """Return the Chinese sentence."""
        return self.in_lang("zh")


def _shown(value: object, lang: str) -> object:
    return value.in_lang(lang) if isinstance(value, Message | Bilingual) else value


def both(text: Text) -> Bilingual:
    """Return what a text says in both languages."""
    return Bilingual(*(text.in_lang(lang) for lang in LANGS))


def listed(names: Iterable[object]) -> Bilingual:
    """Return names as a list, separated as each language does."""
    items = list(names)
    zh, en = ([str(_shown(item, lang)) for item in items] for lang in LANGS)
    return Bilingual("、".join(zh), ", ".join(en))


def either(names: Iterable[object]) -> Bilingual:
    """Return names of which one is due: ``文字或数``."""
    items = list(names)
    zh, en = ([str(_shown(item, lang)) for item in items] for lang in LANGS)
    return Bilingual(" 或 ".join(zh), " or ".join(en))


def say(code: str, lang: str, **values: object) -> str:
    """Return one message in a language."""
    return Message.of(code, **values).in_lang(lang)


def sentences(code: str) -> tuple[str, str]:
    """Return a message in Chinese and in English."""
    for table in map(_table, TABLES):
        if code in table:
            return table[code]
    raise KeyError(code)


def is_message(code: str) -> bool:
    """Tell whether there is a message with that code."""
    return any(code in table for table in map(_table, TABLES))


@cache
def _table(name: str) -> Mapping[str, tuple[str, str]]:
    table: Mapping[str, tuple[str, str]] = import_module(f"{__name__}.{name}").MESSAGES
    return table
