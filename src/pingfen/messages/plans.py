"""What cannot be compiled, and why."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "formula-long": (
            "展开后算式过长，不能编译；逐张表评分不受影响",
            "the formulas become too long to be compiled; forms can still be scored one by one",
        ),
        "plan-large": (
            "分支过多，不能编译；逐张表评分不受影响",
            "the rules have too many ways to be compiled; forms can still be scored one by one",
        ),
    }
)
