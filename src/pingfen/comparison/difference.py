"""One thing in which two policies differ, as data and as a sentence."""

from dataclasses import dataclass, field

from pingfen.messages import LANGS, Bilingual

ADDED, REMOVED, CHANGED, MOVED = CHANGES = ("added", "removed", "changed", "moved")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two resolved policies differ.

    ``path`` names the part, ``kind`` what sort of part it is; ``change`` is ``added``,
    ``removed``, ``changed`` or ``moved``. ``old`` and ``new`` are its values as plain data (of a
    move, the places counted from 1), ``old_text`` and ``new_text`` the same in words,
    ``old_place`` and ``new_place`` where they were written; what is not there is None.
    ``affects`` is the furthest that the change may reach: ``score``, ``total``, ``grade``,
    ``check`` or ``reading``; ``used_by`` are the parts that use a param, a let, an input or a
    field. ``what`` names the part in words, ``text`` says the whole in one sentence.
    """

    kind: str
    path: tuple[str, ...]
    change: str
    old: object = field(hash=False)
    new: object = field(hash=False)
    old_text: Bilingual | None
    new_text: Bilingual | None
    old_place: str | None
    new_place: str | None
    affects: str
    used_by: tuple[str, ...]
    what: Bilingual
    text: Bilingual

    @property
    def part(self) -> str:
        """The name of the part: ``rules overshoot when``."""
        return " ".join(self.path)

    def show(self, lang: str = "zh") -> str:
        """Return the difference as one sentence."""
        return self.text.in_lang(lang)


def in_one_line(text: Bilingual | None) -> Bilingual:
    """Return a text of several lines as one line."""
    lines = {lang: text.in_lang(lang).split("\n") if text else [] for lang in LANGS}
    short = {lang: [" ".join(line.split()) for line in found] for lang, found in lines.items()}
    return Bilingual("；".join(short["zh"]), "; ".join(short["en"]))
