"""What cannot be compiled, and why."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "formula-long": (
            "展开后算式过长，不能编译；逐张表评分不受影响",
            "the formulas become too long to be compiled; forms can be scored one by one",
        ),
        "no-field": ("没有名为“{found}”的字段", "there is no field called «{found}»"),
        "field-type": (
            "字段“{name}”的值是 {found}，类型不符",
            "the field «{name}» cannot have a value of type {found}",
        ),
        "fractional-sum": (
            "各行相加的是除数不同的商，不能编译；逐张表评分不受影响",
            "a sum of quotients by different divisors cannot be compiled; forms can be scored",
        ),
        "plan-large": (
            "分支过多，不能编译；逐张表评分不受影响",
            "the rules have too many ways to be compiled; forms can be scored one by one",
        ),
    }
)
