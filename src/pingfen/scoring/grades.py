"""Words for the grades: one that a form writes is not always the one of its policy."""

from collections.abc import Mapping
from types import MappingProxyType

from pingfen.words import compact

# as the checks of mof@2020 read them
SHORT: Mapping[str, str] = MappingProxyType(
    {
        "优秀": "优",
        "良好": "良",
        "中等": "中",
        "合格": "中",
        "一般": "中",
        "较差": "差",
        "不合格": "差",
    }
)


def same_grade(one: str, other: str) -> bool:
    """Tell whether two words are one grade.

    >>> same_grade("优秀", "优"), same_grade("优 ", "优"), same_grade("良", "优")
    (True, True, False)
    """
    first, second = (SHORT.get(word, word) for word in map(compact, (one, other)))
    return first == second


def is_grade(word: str, known: str) -> bool:
    """Tell whether a word belongs to the same scale as a known grade: A or 达标 are of another."""
    scale = {*SHORT, *SHORT.values()}
    return compact(known) not in scale or compact(word) in scale
