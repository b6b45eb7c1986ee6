"""What is said of the cells of forms and of documents."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # cells and forms
        "unparsed": ("“{found}”读不出数、日期或期限", "'{found}' cannot be read"),
        "unparsed-because": ("“{found}”读不出：{why}", "'{found}' cannot be read: {why}"),
        # why a cell is refused, and what to write instead
        "unparsed-lost": (
            "有乱码或丢失的字符，请对照原件补正",
            "a character is lost or garbled; restore it from the original",
        ),
        "unparsed-error": (
            "是表格软件的错误值，请改正原表",
            "an error value of a spreadsheet; correct it there",
        ),
        "unparsed-spaced": (
            "数字之间有空白或换行，分不清是一个数还是几个数",
            "space or a line break between digits: one number or several?",
        ),
        "unparsed-small": (
            "有上标、分数或带圈数字，请写普通数字",
            "it has raised, circled or fraction digits; write plain ones",
        ),
        "unparsed-empty": (
            "只有符号或占位符，没有填数",
            "it has a sign or a placeholder and no number",
        ),
        "unparsed-long": ("数字过长", "the number is too long"),
        "unparsed-day": ("日历上没有这一天", "no calendar has that day"),
        "unparsed-year": (
            "不是确定的日期，请写成“12月31日前”或“2024年12月底前”",
            "no certain date; write the month and the day",
        ),
        "unparsed-maybe-date": (
            "可能是日期，也可能是数；请写明年月日或单位",
            "a date or a number; write the words of a date, or a unit",
        ),
        "unparsed-range": (
            "是一个范围，请只写一个界限，如“≥90%”",
            "a range; write one bound, such as ≥90%",
        ),
        "unparsed-ratio": (
            "是两个数之比，或者时刻、分数；请写成一个数",
            "two numbers with / or : between; write one number",
        ),
        "unparsed-relations": (
            "不止一个方向（如“≥”和“以上”），请只留一个",
            "more than one relation; keep one",
        ),
        "unparsed-malformed": (
            "数的写法不规范，或几个数粘在一起",
            "a misspelled number, or several glued together",
        ),
        "unparsed-several": (
            "不止一个数，可能是单元格粘连；请只写一个",
            "several numbers, perhaps of several cells; write one",
        ),
        "unparsed-chinese": (
            "含中文数字；表示数量的请写阿拉伯数字，如“3个”",
            "it has Chinese numerals; write a quantity in figures",
        ),
        "unparsed-beside": (
            "数和其他文字写在一起，请只写数和单位，如“100%”",
            "other words stand beside the number; write number and unit, such as 100%",
        ),
        "unparsed-deadline": (
            "不是日期或期限，请写成“12月31日前”或“10个工作日内”",
            "no date and no period; write one with its unit",
        ),
        "figure": ("“{found}”不是数", "'{found}' is not a number"),
        "figure-shared": (
            "“{found}”由合并单元格的几行共用，无法分到各行",
            "'{found}' stands merged over several rows and cannot be split among them",
        ),
        "not-truth": ("“{found}”不是“是”或“否”", "'{found}' is neither yes nor no"),
        "weight-missing": ("缺少分值", "the weight is missing"),
        "level-unknown": ("未知的指标名称“{found}”", "unknown level name '{found}'"),
        "approximate": (
            "“{found}”含“{word}”，只能作约数",
            "'{found}' says '{word}' and is only approximate",
        ),
        "unit-mismatch": (
            "单位不一致：指标值为“{target}”，完成值为“{actual}”，未作换算",
            "units differ: target '{target}', actual '{actual}'; nothing was converted",
        ),
        "percent-lost": (
            "“{found}”缺百分号，按百分数计",
            "'{found}' has lost its percent sign; read as a percentage",
        ),
        "percent-unsure": (
            "“{found}”缺百分号，分不清是 {found}% 还是它的一百倍，请补写百分号",
            "'{found}' has lost its percent sign: {found}%, or a hundred times that?",
        ),
        "bound-actual": (
            "完成值“{found}”写成界限，按其数值计",
            "the actual '{found}' is written as a bound; its number is taken",
        ),
        "not-in-summary": ("汇总表中没有“{found}”", "the summary table does not list '{found}'"),
        "bytes-too-large": ("文件超过 {most} 字节", "the file is over {most} bytes"),
        "cells-too-many": ("单元格超过 {most} 个", "there are over {most} cells"),
        "extra-missing": (
            "读取此类文件需要 {found}，尚未安装",
            "reading such a file needs {found}, which is not installed",
        ),
        "hint-extra": (
            "请运行 pip install 'pingfen[{extra}]'",
            "run pip install 'pingfen[{extra}]'",
        ),
        "zip-of-something": (
            "是压缩包，但既不是 .xlsx 也不是 .docx；若内有自评表，请先解压",
            "a zip file that is neither .xlsx nor .docx; take out what lies in it",
        ),
        "broken-zip": ("文件已损坏或不完整", "the file is damaged or incomplete"),
        "bomb": (
            "解压后超过 {most} 字节，拒绝读取",
            "it unpacks to over {most} bytes and is not read",
        ),
        "encrypted": (
            "文件已加密，请去除密码后另存",
            "the file is encrypted; save it without a password",
        ),
        "broken-part": ("“{part}”无法读取：{found}", "'{part}' cannot be read: {found}"),
        "entities": (
            "“{part}”声明了实体，拒绝读取",
            "'{part}' declares entities and is not read",
        ),
        "broken-pdf": (
            "PDF 文件已损坏或不完整，请重新导出",
            "the PDF is damaged or incomplete; export it anew",
        ),
        "packed-unusually": (
            "文件的压缩方式“{found}”不受支持",
            "the file is packed in an unsupported way '{found}'",
        ),
        "too-much-drawn": (
            "页面内容过多，超出读取限度",
            "there is more on its pages than is read",
        ),
        "no-printed-text": (
            "没有可读的文字：可能是扫描件，须先做文字识别（OCR），本程序不做识别",
            "it has no text: perhaps a scan, which needs OCR first; that is not done here",
        ),
        "page-is-picture": (
            "此页是图片，没有可读的文字，未读取",
            "this page is a picture without text and was not read",
        ),
        "text-recognised": (
            "此页有看不见的文字，可能由扫描件识别而来，请核对",
            "text on this page is invisible, perhaps recognised in a scan; compare it",
        ),
        "fields-unread": (
            "此页有填写域或批注，其中的文字未读取",
            "this page has fields or remarks, and the text in them was not read",
        ),
        "glyph-unknown": (
            "“{found}”中有字体未说明的字符",
            "'{found}' has a character that its font does not explain",
        ),
        "text-overlaps": (
            "“{found}”处文字重叠或越出表格线，无法分清",
            "text overlaps or runs over the lines of the table at '{found}'",
        ),
        "number-broken": (
            "“{found}”分在两行，按一个数读",
            "'{found}' stands on two lines and is read as one number",
        ),
        "not-text": (
            "不是文本，也不是 Excel、Word、PDF 或网页文件",
            "no text, and no workbook, Word document, PDF or web page either",
        ),
        "file-empty": ("文件是空的", "the file is empty"),
        "json": ("不是有效的 JSON：{found}", "not JSON: {found}"),
        "no-form": (
            "没有找到自评表或汇总表：缺少表头“{expected}”",
            "no form and no summary table: no heading '{expected}'",
        ),
        "project-missing": ("缺少项目名称", "the project has no name"),
        "shown-otherwise": (
            "显示为“{shown}”，存储的是“{found}”：得分和执行率取显示的，其余取存储的",
            "shows '{shown}', stores '{found}': scores and rates as shown, the rest as stored",
        ),
        "unscored-form": (
            "本表不计分：没有分值列，也没有得分列",
            "the form is unscored: it has neither a column of weights nor one of scores",
        ),
        "cell-over-columns": (
            "“{found}”横跨“{headings}”几列，只作第一列读取",
            "'{found}' stands under several headings, '{headings}', and counts for the first",
        ),
        "column-unused": (
            "“{heading}”列的“{found}”没有采用，采用的是“{used}”",
            "'{found}' under '{heading}' was not taken; '{used}' was",
        ),
        "tables-side-by-side": (
            "同一行有两张指标表，右边的没有读取，请上下排列",
            "two tables stand side by side; the right one was not read; put it below the other",
        ),
        "row-after-table": (
            "“{found}”在合计或说明之后，像一行指标，没有读取",
            "'{found}' stands below the sum or the notes like an indicator, and was not read",
        ),
        "row-without-heading": (
            "“{found}”像一行指标，但这里没有表头，没有读取；续表请重复表头",
            "'{found}' looks like an indicator, but no headings stand here; it was not read",
        ),
        "title-without-table": (
            "“{found}”之下没有找到自评表的表格",
            "no table of a form was found below '{found}'",
        ),
        "in-sentences": (
            "指标和得分取自文字叙述，不是表格",
            "the indicators and scores are taken from sentences, not from a table",
        ),
        "target-in-name": (
            "指标值“{found}”的方向和单位取自指标名称",
            "relation and unit of the target '{found}' are taken from the indicator's name",
        ),
        "several-forms": (
            "此处应为一张自评表，却有 {count} 张",
            "one form is due here, and there are {count}",
        ),
        "cell-too-long": ("单元格过长：{found}", "a cell is too long: {found}"),
        "no-form-data": ("没有自评表", "there is no form"),
        "no-heading": (
            "“{found}”没有指标表：缺少表头“{expected}”",
            "'{found}' has no table of indicators: no heading '{expected}'",
        ),
    }
)
