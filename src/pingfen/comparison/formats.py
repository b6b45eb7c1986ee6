"""The formats that a comparison is shown in."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pingfen.comparison.json import to_json
from pingfen.comparison.page import to_page
from pingfen.comparison.result import Comparison
from pingfen.comparison.text import to_text
from pingfen.errors import UsageError, problem
from pingfen.messages import listed

# name → from a comparison and a language to text
FORMATS: Mapping[str, Callable[[Comparison, str], str]] = MappingProxyType(
    {"text": to_text, "json": to_json, "html": to_page}
)


def show_comparison(
    comparison: Comparison,
    format: str = "text",  # noqa: A002  # as the option
    lang: str = "zh",
) -> str:
    """Return a comparison of policies as ``text``, ``json`` or an ``html`` page with a picture.

    Raises ``UsageError`` for any other format.
    """
    if format not in FORMATS:
        known = listed(FORMATS)
        raise UsageError([problem("unknown-format", None, found=format, known=known)])
    return FORMATS[format](comparison, lang)
