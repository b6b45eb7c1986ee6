"""What can go wrong, and where: places, problems, exceptions and how a problem is shown."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pingfen.characters import clipped, escaped
from pingfen.messages import Bilingual, Message, Text, listed, say
from pingfen.places import CellPlace, DataPlace, Place, Source, TextPlace
from pingfen.width import caret_line

__all__ = [
    "MOST_COMPARED",
    "MOST_LINE",
    "MOST_LIST",
    "MOST_PLACE",
    "MOST_PROBLEMS",
    "MOST_SHOWN",
    "MOST_TEXT",
    "MOST_VALUE",
    "AcceptanceError",
    "CellPlace",
    "DataPlace",
    "FormError",
    "JudgementError",
    "PingfenError",
    "Place",
    "PolicyError",
    "Problem",
    "Source",
    "TextPlace",
    "Unsupported",
    "UsageError",
    "enough",
    "first_at",
    "likely",
    "nearest",
    "nearest_name",
    "nearest_or_all",
    "problem",
    "reason_of",
]
# Looking for more than so many problems helps nobody, and a hostile file could have any number.
MOST_PROBLEMS = 100
# What is printed of them, in problems and in characters; of a value, a list and a place.
MOST_SHOWN = 50
MOST_TEXT = 15_000
MOST_VALUE, MOST_LIST, MOST_PLACE, MOST_LINE = 200, 2_000, 6_000, 300
# How much is compared to find a similar name: the product of the lengths.
MOST_COMPARED = 10_000


class Problem(NamedTuple):
    """One thing that is wrong, with its place; ``text`` says it in either language."""

    code: str
    text: Text
    place: Place | None = None
    hint: Text | None = None
    severity: str = "error"

    def line(self, lang: str = "zh") -> str:
        """Return the sentence with its place before it."""
        where = clipped(self.place.show(lang), MOST_PLACE) + ": " if self.place else ""
        return escaped(where, breaks=True) + escaped(_bounded(self.text).in_lang(lang))

    def show(self, lang: str = "zh") -> str:
        """Return the problem as lines of text: the sentence, the source line, a caret, a hint."""
        lines = [self.line(lang), *_excerpt(self.place)]
        if self.hint:
            hint = escaped(_bounded(self.hint).in_lang(lang))
            lines.append(" " + say("hint", lang, hint=hint))
        return "\n".join(lines)


def problem(
    code: str,
    place: Place | None,
    /,
    *,
    says: str = "",
    hint: Text | None = None,
    severity: str = "error",
    **values: object,
) -> Problem:
    """Return a problem; its sentence is the message with its code, or with that of ``says``."""
    return Problem(code, Message.of(says or code, **values), place, hint, severity)


def nearest(name: str, known: Iterable[str]) -> Text | None:
    """Return the hint «did you mean …», or None where nothing is similar."""
    found = nearest_name(name, known)
    return Message.of("hint-did-you-mean", name=found) if found else None


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """Return the most similar name, or None where nothing is similar."""
    from difflib import get_close_matches  # noqa: PLC0415  # only needed once something is wrong

    # of a word of two Chinese characters one may be wrong
    cutoff = 0.6 if len(name) > 2 else 0.5  # noqa: PLR2004  # as just said
    found = get_close_matches(name, likely(name, known), n=1, cutoff=cutoff)
    return found[0] if found else None


def likely(name: str, known: Iterable[str]) -> list[str]:
    """Return the names that may be similar: not too many, since comparing them takes long."""
    size, start = len(name), name[:1]
    fitting = [other for other in known if size <= 3 * len(other) and len(other) <= 3 * size]
    alike = [other for other in fitting if other[:1] == start]
    left = MOST_COMPARED // max(1, size)
    found = []
    for other in (*alike, *fitting):
        left -= len(other)
        if left < 0:
            break
        found.append(other)
    return found


def nearest_or_all(name: str, known: Sequence[str]) -> Text:
    """Return a hint that names the most similar name or, where nothing is similar, all of them."""
    return nearest(name, known) or Message.of("hint-one-of", names=listed(known))


def first_at(place: Place | None) -> Message | None:
    """Return the hint that names the line where something was given first, if it has lines."""
    return Message.of("hint-first-at", line=place.line) if isinstance(place, TextPlace) else None


def reason_of(error: OSError | ValueError) -> object:
    """Return why a file could not be opened; a NUL in its name is a ValueError."""
    return getattr(error, "strerror", None) or error


def enough(problems: Sequence[Problem]) -> None:
    """Raise ``PolicyError`` once there are so many problems that more help nobody."""
    if len(problems) >= MOST_PROBLEMS:
        raise PolicyError(dict.fromkeys(problems))


class PingfenError(Exception):
    """The base of all errors that this library raises on purpose.

    ``problems`` holds all that was found, in the order of their places.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, sorted by file and place."""
        self.problems = tuple(sorted(problems, key=_order))
        super().__init__(self.show())

    def __reduce__(self) -> tuple[type, tuple[tuple[Problem, ...]]]:
        """Let the error travel between processes."""
        return type(self), (self.problems,)

    def show(self, lang: str = "zh") -> str:
        """Return all problems as text, of a long list the first fifty or fewer."""
        shown: list[str] = []
        size = 0
        for found in self.problems[:MOST_SHOWN]:
            text = found.show(lang)
            size += len(text)
            if shown and size > MOST_TEXT:
                break
            shown.append(text)
        left = len(self.problems) - len(shown)
        more = [Message.of("more-problems", count=left).in_lang(lang)] if left else []
        return "\n".join(shown + more)


class PolicyError(PingfenError):
    """A policy that cannot be loaded: everything that is wrong with its files."""


class FormError(PingfenError):
    """A document that holds no form that can be read."""


class JudgementError(PingfenError):
    """Judgements that cannot be used: everything that is wrong with their file."""


class AcceptanceError(PingfenError):
    """Acceptances that cannot be used: everything that is wrong with their file."""


class UsageError(PingfenError):
    """A call or a command line that asks for something that is not there."""


class Unsupported(PingfenError):  # noqa: N818  # what an engine cannot do is no wrong policy
    """A policy, or a table, that an engine cannot score exactly: the interpreter can."""


def _excerpt(place: Place | None) -> list[str]:
    if not isinstance(place, TextPlace) or not 0 < place.line <= len(place.source.lines):
        return []
    line = place.source.lines[place.line - 1]
    if len(line) > MOST_LINE:  # a longer line would bury the caret
        return []
    start, end = place.column - 1, place.column - 1 + place.length
    line = line.replace("\t", " ")  # a tab would move what stands under it
    before, marked = escaped(line[:start]), escaped(line[start:end])
    shown = before + marked + escaped(line[end:])
    return [f" | {shown}", f" | {caret_line(shown, len(before) + 1, max(1, len(marked)))}"]


def _bounded(text: Text) -> Text:
    """Return a text whose values are cut where they are long, with line breaks as escapes."""
    match text:
        case Message(code, values):
            return Message(code, tuple((key, _bounded_value(value)) for key, value in values))
        case Bilingual(zh, en):
            return Bilingual(clipped(zh, MOST_LIST), clipped(en, MOST_LIST))
    return text


def _bounded_value(value: object) -> object:
    if isinstance(value, Message | Bilingual):
        return _bounded(value)
    return escaped(clipped(str(value), MOST_VALUE), breaks=True)


def _order(problem: Problem) -> tuple[str, tuple[int, ...]]:
    place = problem.place
    return (place.file, getattr(place, "position", ())) if place else ("", ())
