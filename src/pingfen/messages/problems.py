"""What every problem may be shown with: its place and its hint."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # places
        "place-cell": ("{file}[行{row} 列{column}]", "{file}[row {row} column {column}]"),
        "place-table": (
            "{file}[表{table} 行{row} 列{column}]",
            "{file}[table {table} row {row} column {column}]",
        ),
        "place-table-on-page": (
            "{file}[页{page} 表{table} 行{row} 列{column}]",
            "{file}[page {page} table {table} row {row} column {column}]",
        ),
        "place-paragraph": ("{file}[段{paragraph}]", "{file}[paragraph {paragraph}]"),
        "place-line-on-page": (
            "{file}[页{page} 第{paragraph}行]",
            "{file}[page {page} line {paragraph}]",
        ),
        "hint": ("提示：{hint}", "hint: {hint}"),
        # hints
        "hint-did-you-mean": ("是否为“{name}”？", "did you mean '{name}'?"),
        "hint-one-of": ("可用：{names}", "one of: {names}"),
        "hint-quote-digits": (
            "若是一串数字而不是数，请加引号",
            "put digits that are no number in quotes",
        ),
        "hint-save-as-text": (
            "请用制作它的软件打开，另存为 .xlsx、.docx 或 .csv",
            "open it in the program that made it and save it as .xlsx, .docx or .csv",
        ),
        "more-problems": ("……另有 {count} 个问题", "… and {count} more"),
    }
)
