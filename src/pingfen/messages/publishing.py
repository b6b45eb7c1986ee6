"""What is said of office files that are written: summary tables, forms."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "extra-missing-writing": (
            "写此类文件需要 {found}，尚未安装",
            "writing such a file needs {found}, which is not installed",
        ),
        "office-suffix": (
            "输出文件的扩展名应为：{known}",
            "the file to be written must end in one of: {known}",
        ),
        "text-too-long": (
            "文字有 {found} 个字符，表格单元格最多容纳 {most} 个",
            "the text has {found} characters; a cell of a workbook holds at most {most}",
        ),
    }
)
