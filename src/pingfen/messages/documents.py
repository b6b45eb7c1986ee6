"""What is said of documents: of Word files, web pages and what an office suite converts."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # what a document hides or leaves open; what was read of it
        "tracked-changes": (
            "有未接受的修订，按全部接受后的内容读取",
            "there are changes that nobody has accepted; it is read as if they all were",
        ),
        "deleted-row": (
            "此行已标记删除（修订），未读取",
            "this row is marked as deleted and is not read",
        ),
        "hidden-table-row": ("此行已隐藏，未读取", "this row is hidden and is not read"),
        "hidden-text": ("隐藏的内容“{found}”未读取", "the hidden '{found}' is not read"),
        "covered-text": (
            "合并单元格盖住了“{found}”，未读取",
            "'{found}' lies under a merged cell and is not read",
        ),
        "placeholder": (
            "“{found}”是控件中的提示文字，按空白读取",
            "'{found}' is the prompt of an empty content control and is read as blank",
        ),
        "symbol-unknown": (
            "字体“{font}”的符号 {found} 无法识别",
            "the symbol {found} of the font '{font}' is not known",
        ),
        "text-box": (
            "此处有文本框，其文字作为表格后的段落读取",
            "a text box hangs here; its text is read as a paragraph after the table",
        ),
        "embedded": (
            "嵌入的对象或文档未读取",
            "an embedded object or document is not read",
        ),
        "picture": ("图片中的内容未读取", "a picture is not read"),
        # what no reader takes
        "columns-too-many": ("表格超过 {most} 列", "the table has over {most} columns"),
        "nested-too-deep": ("表格嵌套超过 {most} 层", "tables are nested over {most} deep"),
        "markup-too-much": ("“{part}”的标记超过 {most} 个", "'{part}' has over {most} tags"),
    }
)
