"""What is said in the copies and notices that go back to the units."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # comments at the cells
        "mark-author": ("评分核对 (pingfen)", "score audit (pingfen)"),
        "mark-title": ("{severity}：{text}", "{severity}: {text}"),
        "mark-both": ("现为 {found} → 应为 {expected}", "found {found} → expected {expected}"),
        "mark-found": ("现为 {found}", "found {found}"),
        "mark-expected": ("应为 {expected}", "expected {expected}"),
        "mark-remedy": ("处理：{remedy}", "to do: {remedy}"),
        "mark-row": ("第 {row} 行“{name}”：{text}", "row {row} '{name}': {text}"),
        "mark-elsewhere": ("（关于 {cell}）", "(about {cell})"),
        "mark-more": (
            "另有 {count} 条，见核对报告。",
            "{count} more: see the report of the audit.",
        ),
        # files of which no marked copy can be made
        "not-marked": (
            "没有批注副本：只有 .xlsx 和 .docx 可以加批注",
            "no marked copy: only .xlsx and .docx can be marked",
        ),
        "not-marked-old": (
            "没有批注副本：旧格式不能加批注，请先另存为 {kind}",
            "no marked copy: this older kind cannot be marked; save it as {kind} first",
        ),
        "sheet-gone": (
            "没有批注副本：文件中已没有工作表“{sheet}”，请重新核对",
            "no marked copy: the file has no sheet '{sheet}' any more; audit it again",
        ),
    }
)
