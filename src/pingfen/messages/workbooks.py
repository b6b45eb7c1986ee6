"""What is said of workbooks: their formulas, errors, formats, and what they hide."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # what a sheet hides
        "hidden-rows": (
            "第 {rows} 行被隐藏，其内容仍计入",
            "hidden rows {rows}: what they hold is read all the same",
        ),
        "hidden-columns": (
            "{columns} 列被隐藏，其内容仍计入",
            "hidden columns {columns}: what they hold is read all the same",
        ),
        "hidden-sheet": (
            "工作表“{name}”被隐藏，其内容仍计入",
            "the sheet '{name}' is hidden; what it holds is read all the same",
        ),
        "covered": (
            "合并单元格遮住了“{found}”，未计入",
            "a merged cell covers '{found}', which is not read",
        ),
        # what a cell stores
        "formula-no-value": (
            "公式“{found}”没有保存结果，请用 Excel 或 WPS 打开并保存一次",
            "'{found}' has no stored value; open and save the file once in Excel or WPS",
        ),
        "error-value": ("单元格为错误值 {found}", "the cell holds the error {found}"),
        "format-unknown": (
            "不认识数字格式“{format}”，按存储的值“{found}”读取",
            "the number format '{format}' is not known; the stored '{found}' is read",
        ),
        "format-hides": (
            "格式“{format}”使单元格不显示“{found}”",
            "the format '{format}' keeps the cell from showing '{found}'",
        ),
        # what cannot be read at all
        "broken-workbook": ("工作簿无法读取：{found}", "the workbook cannot be read: {found}"),
        "broken-cell": ("单元格无法读取：{found}", "the cell cannot be read: {found}"),
        "no-sheets": ("工作簿中没有可读的工作表", "the workbook has no sheet that can be read"),
        "part-too-large": (
            "“{part}”的内容过多，拒绝读取",
            "'{part}' holds too much and is not read",
        ),
        "bad-reference": ("“{found}”不是单元格位置", "'{found}' is no place of a cell"),
        "hint-save-again": (
            "请用 Excel 或 WPS 打开后另存为 .xlsx",
            "open it in Excel or WPS and save it as .xlsx",
        ),
    }
)
