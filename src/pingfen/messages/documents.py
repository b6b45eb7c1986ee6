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
        "struck-text": (
            "划去的文字“{found}”未读取",
            "'{found}' is struck out and is not read",
        ),
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
        "drawn-field": (
            "域“{found}”画出的内容未读取",
            "what the field '{found}' draws is not read",
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
        "broken-ole": (
            "文件已损坏或不完整，不是完整的 .doc 或 .xls",
            "the file is damaged or incomplete: no whole .doc or .xls",
        ),
        "ole-of-something": (
            "是旧版 Office 文件，但既不是 .xls 也不是 .doc",
            "a file of an old Office, but neither .xls nor .doc",
        ),
        "office-missing": (
            "读取此类文件需要 LibreOffice，没有找到",
            "reading such a file needs LibreOffice, which was not found",
        ),
        "office-failed": (
            "LibreOffice 无法转换此文件：{found}",
            "LibreOffice cannot convert this file: {found}",
        ),
        "office-slow": (
            "LibreOffice 转换此文件超过 {seconds} 秒，已中止",
            "LibreOffice took over {seconds} seconds to convert this file and was ended",
        ),
        "hint-office": (
            "请安装 LibreOffice（libreoffice.org），或在 Word、WPS 中另存为 .docx 或 .xlsx",
            "install LibreOffice (libreoffice.org), or save the file as .docx or .xlsx",
        ),
        "hint-save-as": (
            "请在 Word、Excel 或 WPS 中打开，另存为 .docx 或 .xlsx",
            "open it in Word, Excel or WPS and save it as .docx or .xlsx",
        ),
        "elements-too-deep": (
            "网页的元素嵌套超过 {most} 层",
            "the elements of the page are nested over {most} deep",
        ),
        "frames-only": (
            "网页由框架组成，内容在另外的文件中",
            "the page is made of frames; what they show lies in other files",
        ),
        "web-archive-empty": (
            "网页文件（.mht）中没有内容",
            "the web archive (.mht) holds no page with text",
        ),
    }
)
