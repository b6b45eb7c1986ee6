"""What is said where results and audits show themselves: in a notebook, on a page, in Markdown."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "column-open": ("无法判断的行", "undecided rows"),
        "points-lost": ("扣 {lost}", "{lost} lost"),
        "shown-first": (
            "只列出前 {most} 项，另有 {left} 项未列出",
            "the first {most}; {left} more are not shown",
        ),
    }
)
