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


def show(comparison: Comparison, format: str, lang: str) -> str:  # noqa: A002  # as the option
    """Return a comparison in a format. Raises ``UsageError`` for one that there is not."""
    if format not in FORMATS:
        known = listed(FORMATS)
        raise UsageError([problem("unknown-format", None, found=format, known=known)])
    return FORMATS[format](comparison, lang)
