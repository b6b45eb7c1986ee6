"""Texts of forms as HTML: escaped, nothing hidden in them, none longer than people read."""

from html import escape

from pingfen.characters import clipped, escaped
from pingfen.messages import Text, say
from pingfen.scorecard import PolicyName

# what is shown of a text, and of a name in a heading, a cell of a table or a list
MOST, MOST_NAME = 2000, 200


def shown(text: str, lang: str, most: int = MOST) -> str:
    """Return a text as HTML; of one that is too long its start, its end and its length."""
    short = escape(escaped(clipped(text, most)))
    if len(text) <= most:
        return short
    return f"{short}<i>{escape(say('audited-clipped', lang, count=len(text)))}</i>"


def said(text: Text, lang: str) -> str:
    """Return a text that can be said in either language as HTML."""
    return shown(text.in_lang(lang), lang)


def named(text: str, lang: str) -> str:
    """Return a name as HTML."""
    return shown(text, lang, MOST_NAME)


def key_of(text: str) -> str:
    """Return a name as a short line in which nothing is hidden, by which the script finds it."""
    return escaped(clipped(text, MOST_NAME), breaks=True)


def plain(text: str) -> str:
    """Return a name as a short line of HTML without tags, for a value or a label."""
    return escape(key_of(text))


def unit_of(unit: str, lang: str) -> str:
    """Return what a unit is called; units without a name are one."""
    return unit or say("audited-no-unit", lang)


def titled(policy: PolicyName, lang: str) -> str:
    """Return the name and the title of a policy."""
    return say("audited-policy", lang, name=policy.name, title=policy.title.in_lang(lang))
