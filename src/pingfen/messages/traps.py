"""What is said of a file that is not YAML: what its author wrote, and what YAML made of it."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # what stands there
        "yaml-tab": ("缩进中有制表符（Tab）", "a tab in the indentation"),
        "yaml-wide-colon": (
            "“{key}”之后是全角冒号“{found}”",
            "a full-width colon '{found}' after '{key}'",
        ),
        "yaml-colon-space": ("冒号之后缺少空格", "there is no blank after the colon"),
        "yaml-dash-space": ("“-”之后缺少空格", "there is no blank after the '-'"),
        "yaml-after-quote": (
            "文字在后一个引号处已经结束，其后又有“{found}”",
            "the text ends at its closing quote, and '{found}' follows",
        ),
        "yaml-after-bracket": (
            "“{opens}…{closes}”已经结束，其后又有“{found}”",
            "'{opens}…{closes}' has ended, and '{found}' follows",
        ),
        "yaml-first-character": (
            "不加引号的文字不能以“{found}”开头",
            "a text without quotes cannot begin with '{found}'",
        ),
        "yaml-block-sign": (
            "开头的“{found}”表示下一行起是多行文字，其后不能再有内容",
            "'{found}' at the start begins a text of several lines; nothing may follow it",
        ),
        "yaml-colon-inside": (
            "文字中的“: ”被当作键与值的分隔",
            "the ': ' inside the text is taken for the end of a key",
        ),
        "yaml-dash-inside": (
            "列表的“- ”不能与键写在同一行",
            "the '- ' of a list cannot stand on the line of its key",
        ),
        "yaml-bracket-inside": (
            "{{…}} 之内，不加引号的文字不能含“{found}”",
            "inside {{…}} a text without quotes cannot hold '{found}'",
        ),
        "yaml-wide-comma": (
            "{{…}}、[…] 之内用了全角逗号“{found}”",
            "a full-width comma '{found}' inside {{…}} or […]",
        ),
        "yaml-mismatch": (
            "此处为“{found}”，应为“{expected}”",
            "found '{found}', expected '{expected}'",
        ),
        "yaml-unclosed": ("“{found}”没有结束", "'{found}' is never closed"),
        "yaml-unclosed-quote": ("引号“{found}”没有结束", "the quote {found} is never closed"),
        "yaml-indent": (
            "此行的缩进与上文对不齐",
            "this line's indentation fits none of the lines above",
        ),
        "yaml-no-key": (
            "此行既不是“键: 值”，也不是“- 项”",
            "this line is neither 'key: value' nor '- item'",
        ),
        "yaml-escape": (
            "双引号之内，“{found}”不是转义",
            "'{found}' means nothing inside double quotes",
        ),
        "yaml-control": ("有不可见的控制字符", "an invisible control character"),
        "yaml-document": (
            "此前的“...”或“---”已结束文档",
            "the document has ended at the '...' or '---' above",
        ),
        "yaml-structure": ("此处的结构有误", "the structure is broken here"),
        # what to write instead
        "hint-spaces-for-tabs": ("缩进只用空格", "indent with blanks only"),
        "hint-write": ("请写作 {found}", "write {found}"),
        "hint-align": (
            "同级的键须对齐：此行应缩进 {columns} 格",
            "keys of one level stand under each other: indent this line by {columns}",
        ),
        "hint-quote": ("整个文字要加引号：{found}", "put the whole text in quotes: {found}"),
        "hint-quote-or-lines": (
            "请给这段文字加引号，或每个键单独写一行：{found}",
            "put this text in quotes, or each key on a line of its own: {found}",
        ),
        "hint-half-comma": ("请改用半角逗号加空格“, ”", "write ', ' instead"),
        "hint-close": ("请在末尾补上“{found}”", "close it with '{found}'"),
        "hint-list-lines": (
            "各项另起一行并缩进，或写作 [甲, 乙]",
            "put the items on lines of their own, indented, or write [a, b]",
        ),
        "hint-continue": (
            "若是上一行的续行，须比上一行的键缩进得更多；若是键，须写作 {found}",
            "to continue the line above, indent it further than its key; as a key write {found}",
        ),
        "hint-single-quotes": ("请改用单引号 '…'", "use single quotes '…'"),
        "hint-remove-character": ("请删去该字符后重新输入", "delete it and type it anew"),
        "hint-one-document": (
            "删去“---”或“...”；另一份办法写在另一个文件里",
            "delete the '---' or '...'; another policy goes in another file",
        ),
        "hint-check-above": (
            "请看此行和上一行：缩进是否对齐，引号、括号是否成对",
            "look at this line and the one above: its indentation, its quotes and brackets",
        ),
        "hint-anchor": (
            "若是文字，请加引号；重复的算式不用“{found}”，在 let 中命名后引用",
            "if it is text, quote it; what repeats is named in let, not with '{found}'",
        ),
        "hint-tag": (
            "若是“非”，请写作 not；若是文字，请加引号",
            "for a negation write not; if it is text, quote it",
        ),
        "hint-continue-only": (
            "若是上一行的续行，须比上一行的键缩进得更多",
            "to continue the line above, indent it further than its key",
        ),
        "hint-comment": (
            "若是文字的一部分，请给整个文字加引号；若是注释，“#”之后加空格",
            "if it is part of the text, quote the text; if a comment, put a blank after the #",
        ),
        "hint-first-at": ("首次在第 {line} 行", "first given in line {line}"),
    }
)
