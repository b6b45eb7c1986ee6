"""What the parts of a policy are called in sentences."""

from collections.abc import Iterable

from pingfen.comparison.part import Part, Path, bilingual, key_label
from pingfen.messages import Bilingual, listed, say
from pingfen.resolved import LISTS

# sections whose parts go by names of their own
NAMED = frozenset({*LISTS, "sources", "params", "fields", "inputs", "let", "grades", "findings"})
BETWEEN = " · "


def what(path: Path, part: Part | None) -> Bilingual:
    """Return what a part is called: ``规则 met · 条件``, ``rule met · when``."""
    return bilingual(lambda lang: BETWEEN.join(_words(path, part, lang)))


def labelled(name: str, label: str, lang: str) -> str:
    """Return a name with what is said of it in brackets."""
    return f"{name}（{label}）" if lang == "zh" else f"{name} ({label})"


def used_by(parts: Iterable[str], lang: str) -> str:
    """Return parts that use a name as a list in words."""
    return listed(what(tuple(part.split(" ", 1)), None) for part in parts).in_lang(lang)


def _words(path: Path, part: Part | None, lang: str) -> list[str]:
    head, *rest = path
    if head not in NAMED or not rest:
        return [key_label(head, lang), *(key_label(key, lang) for key in rest)]
    name, *keys = rest
    if head == "grades":
        own = part is not None and part.kind == "grade"
        return [key_label(head, lang), name if own else key_label(name, lang)]
    named = say(f"diffpart-{head}", lang, name=name)
    if part and part.label.zh:
        named = labelled(named, part.label.in_lang(lang), lang)
    if part and part.kind == "word":
        return [named, say("diff-word", lang, word=keys[-1])]
    return [named, *(key_label(key, lang) for key in keys if key != "value")]
