"""Shows resolved policies: as text, YAML, a decision table and a page; lists those there are."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pingfen.errors import UsageError, problem
from pingfen.messages import listed
from pingfen.policy import Policy
from pingfen.showing.page import to_page
from pingfen.showing.table import to_table
from pingfen.showing.text import to_text
from pingfen.showing.yaml import to_commented_yaml

__all__ = ["FORMATS", "show_policy"]
# name → from a policy and a language to text
FORMATS: Mapping[str, Callable[[Policy, str], str]] = MappingProxyType(
    {"text": to_text, "yaml": to_commented_yaml, "table": to_table, "html": to_page}
)


def show_policy(policy: Policy, format: str = "text", lang: str = "zh") -> str:  # noqa: A002  # as the option
    """Return a resolved policy as ``text``, ``yaml``, decision ``table`` or ``html`` page.

    Each part is shown with the file and line it came from; the YAML scores alike. Raises
    ``UsageError`` for any other format.
    """
    if format not in FORMATS:
        known = listed(FORMATS)
        raise UsageError([problem("unknown-format", None, found=format, known=known)])
    return FORMATS[format](policy, lang)
