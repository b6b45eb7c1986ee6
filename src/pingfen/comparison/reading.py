"""Reads a policy for comparing: its expressions, texts and plain values as parts."""

from collections.abc import Hashable, Iterator, Mapping
from fractions import Fraction

from pingfen.comparison.part import Part, bilingual
from pingfen.comparison.places import place_of
from pingfen.comparison.sameness import meaning, of_data, said
from pingfen.comparison.usage import READING, usage
from pingfen.exact import plain_decimal
from pingfen.expression.parse import Expression
from pingfen.expression.template import Parts, Slot, Template
from pingfen.loading.digest import thawed
from pingfen.messages import LANGS, Bilingual, Message, both
from pingfen.policy import Cited, Policy
from pingfen.resolved import wording
from pingfen.showing.decision import lines
from pingfen.source import to_flow


class Reading:
    """One policy with how its expressions are worded and what its names have a say in."""

    def __init__(self, policy: Policy) -> None:
        """Prepare what all parts need."""
        self.policy = policy
        self.usage = usage(policy)
        self.words = {lang: wording(policy, lang) for lang in LANGS}

    def place(self, *path: str) -> str:
        """Return where a part was written."""
        return place_of(self.policy, *path)

    def value(
        self, path: tuple[str, ...], kind: str, value: Hashable, effect: str = READING
    ) -> Part:
        """Return a part that is one plain value; its data and words are the value's own."""
        plain = plain_decimal(value) if isinstance(value, Fraction) else value
        shown = f"{plain:f}" if isinstance(value, Fraction) else str(plain)
        return Part(path[-1], kind, value, plain, Bilingual(shown), self.place(*path), effect)

    def expression(self, path: tuple[str, ...], kind: str, found: Expression, effect: str) -> Part:
        """Return a part that is an expression; its data is how the language writes it."""
        return Part(
            path[-1],
            kind,
            meaning(found),
            self.words["en"].write(found.tree),
            bilingual(lambda lang: "\n".join(lines(found, self.words[lang]))),
            self.place(*path),
            effect,
        )

    def template(self, path: tuple[str, ...], found: Template) -> Part:
        """Return a part that is a template, one part a language; only people read it."""
        place = self.place(*path)
        given = {"zh": found.zh} if said(found.zh) == said(found.en) else found._asdict()
        texts = {lang: self._template(of, lang) for lang, of in given.items()}
        parts = tuple(
            Part(lang, "text", said(given[lang]), text, Bilingual(text), place)
            for lang, text in texts.items()
        )
        whole = Bilingual(texts["zh"], texts.get("en", ""))
        return Part(path[-1], "text", None, _by_language(parts), whole, place, parts=parts)

    def _template(self, parts: Parts, lang: str) -> str:
        """Return a template as its author wrote it, the names in the words of the language."""
        words = self.words[lang]
        return "".join(
            part if isinstance(part, str) else f"{{{words.name(part.name)}{_format(part)}}}"
            for part in parts
        )

    def text(self, path: tuple[str, ...], found: Bilingual) -> Part:
        """Return a part that is a plain text in one or two languages."""
        place = self.place(*path)
        given = {lang: text for lang, text in found._asdict().items() if text or lang == "zh"}
        parts = tuple(
            Part(lang, "text", text, text, Bilingual(text), place) for lang, text in given.items()
        )
        return Part(path[-1], "text", None, _by_language(parts), found, place, parts=parts)

    def cited(self, path: tuple[str, ...], found: Cited) -> Part:
        """Return the source that a part cites, by its key."""
        return Part(
            path[-1], "text", found.key, found.key, Bilingual(found.key), self.place(*path)
        )

    def field(self, path: tuple[str, ...], kind: str, name: str, effect: str) -> Part:
        """Return a part that names a field of the form."""
        return Part(path[-1], kind, name, name, self.named(name), self.place(*path), effect)

    def named(self, *fields: str) -> Bilingual:
        """Return fields in words, one taken after the other."""
        return bilingual(lambda lang: " → ".join(map(self.words[lang].name, fields)))

    def word(self, path: tuple[str, ...], kind: str, word: str, says: str, effect: str) -> Part:
        """Return a part that is one of few words; ``says`` is the message for it."""
        text = both(Message.of(says))
        return Part(path[-1], kind, word, word, text, self.place(*path), effect)

    def others(
        self, path: tuple[str, ...], kind: str, entry: object, known: frozenset[str]
    ) -> Iterator[Part]:
        """Yield the keys of an entry that have no part of their own: nothing is left out."""
        for key, value in entry.items() if isinstance(entry, Mapping) else ():
            if key not in known:
                data = thawed(value)
                flow, place = Bilingual(to_flow(data)), self.place(*path, str(key))
                yield Part(str(key), kind, of_data(value), data, flow, place, READING)


def _by_language(parts: tuple[Part, ...]) -> dict[str, object]:
    return {part.name: part.data for part in parts}


def _format(slot: Slot) -> str:
    return "" if slot.places is None else f":.{slot.places}{slot.style}"
