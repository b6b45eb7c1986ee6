"""Words for the grades: one that a form writes is not always the one of its policy."""

from collections.abc import Iterable

from pingfen.words import compact


def same_grade(one: str, other: str) -> bool:
    """Tell whether two words are one grade: the same, or one with more after it.

    >>> same_grade("优秀", "优"), same_grade("优 ", "优"), same_grade("良", "优")
    (True, True, False)
    """
    first, second = compact(one), compact(other)
    return first.startswith(second) or second.startswith(first)


def is_of(scale: Iterable[str], word: str) -> bool:
    """Tell whether a word is a grade of a scale: A and 达标 are of others than 优, 良, 中, 差."""
    return any(same_grade(word, grade) for grade in scale)
