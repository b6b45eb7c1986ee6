"""What engines for tables say of policies and columns that they cannot score exactly."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "too-large": (
            (
                "{engine} 的整数最多 {most}，但“{column}”可为 {low} 至 {high}（{scale} 位小数），"
                "计算中可达 {largest}"
            ),
            (
                "the integers of {engine} end at {most}, but «{column}» may be from {low} to "
                "{high} (with {scale} decimals), and what is worked out may reach {largest}"
            ),
        ),
        "no-limits": (
            "{engine} 的整数最多 {most}，但“{column}”的范围未知",
            "the integers of {engine} end at {most}, and the range of «{column}» is not known",
        ),
        "texts-many": (
            "“{column}”有 {most} 种以上的文字，Spark 中不能逐一识读；请改用其他引擎",
            (
                "«{column}» has more than {most} different texts, too many to be read for Spark; "
                "take another engine"
            ),
        ),
        "decimals-many": (
            "“{column}”的小数超过 {most} 位；请先转为 DECIMAL",
            "«{column}» has more than {most} decimals; cast it to DECIMAL first",
        ),
        "hint-other-engine": (
            "用 --engine python，其整数没有上限",
            "use --engine python, whose integers have no limit",
        ),
    }
)
