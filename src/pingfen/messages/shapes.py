"""What to write instead: the hints to mistakes in a policy's names, templates, keys and values."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # names and parents
        "hint-shadowed-field": (
            "它是表中的字段：“{other}”（{name}）；请另取名称",
            "it is a field of the form, '{name}' ({other}); choose another name",
        ),
        "hint-shadowed-function": (
            "它是函数；请另取名称",
            "it is a function; choose another name",
        ),
        "hint-shadowed-own": (
            "params 与 let 不能同名：{file} 第 {line} 行已有；请另取名称",
            "params and let cannot share a name, given in line {line} of {file}; choose another",
        ),
        "hint-shadowed": ("请另取名称", "choose another name"),
        "hint-cycle": (
            "其中一个要改为不再引用其他几个",
            "one of them must do without the others",
        ),
        "hint-cycle-self": (
            "“{name}”不能引用自己（也不能引用上级的同名算式）；请另取名称",
            "'{name}' cannot use itself, nor its parent's of that name; choose another name",
        ),
        "hint-extends-cycle": (
            "请改为继承更早年度的办法",
            "extend the policy of an earlier year instead",
        ),
        "hint-extends-form": (
            "要写明年度，如 mof@2020",
            "name the year too, as in mof@2020",
        ),
        "hint-years": ("已有的年度：{names}", "the years there are: {names}"),
        "hint-policies": (
            "能找到的办法：{names}；自己的办法放在 <名称>/<年度>.yaml",
            "the policies there are: {names}; one of your own goes in <name>/<year>.yaml",
        ),
        "hint-no-sources": (
            "请先在 sources 中列出这份依据",
            "list it in sources first",
        ),
        "hint-two-words": (
            "“{name}”与“{other}”是同一个字段",
            "'{name}' and '{other}' are one field",
        ),
        "hint-percentage": ("百分数写成小数：{found}", "a percentage is a decimal: {found}"),
        "hint-range": (
            "请改这个数，或改 params 中的 range",
            "change the number, or the range in params",
        ),
        "hint-no-parent": (
            "没有继承任何规则或核对，无从删除",
            "nothing is inherited that could be removed",
        ),
        "hint-remove-or-define": (
            "要替换上级的同名规则，只写新规则，不必删除",
            "to replace the parent's rule, define it and do not remove it",
        ),
        "hint-other-name": (
            "规则与核对不能同名；请另取名称",
            "a rule and a check cannot share a name; choose another",
        ),
        # templates
        "hint-template": (
            "花括号内只写 {{名称}}、{{名称:.2f}}、{{名称:.1%}}；花括号本身写作 {{{{ 和 }}}}",
            "braces hold {{name}}, {{name:.2f}} or {{name:.1%}}; a brace itself is {{{{ or }}}}",
        ),
        "hint-template-write": ("写作 {found}", "write {found}"),
        "hint-template-let": (
            "花括号内不能写算式；请在 let 中命名后引用",
            "braces hold no expression: name it in let and use that name",
        ),
        "hint-template-close": ("“{found}”没有成对", "'{found}' has no partner"),
        # keys and values
        "hint-belongs": ("“{name}”应写在{block}", "'{name}' belongs {block}"),
        "block-top": ("文件的最外层", "at the top of the file"),
        "block-rules": ("规则里（rules 的一项之下）", "in a rule, an item of rules"),
        "block-checks": ("核对里（checks 的一项之下）", "in a check, an item of checks"),
        "block-steps": (
            "分档得分里：score: {{steps: …, at-least: {{…}}, otherwise: …}}",
            "in steps: score: {{steps: …, at-least: {{…}}, otherwise: …}}",
        ),
        "block-rounding": (" rounding 里：rounding: {{…}}", "in rounding: {{…}}"),
        "block-execution": (" execution 里：execution: {{…}}", "in execution: {{…}}"),
        "block-params": (
            " params 中某个参数的说明里：名称: {{value: …}}",
            "in the description of a param: name: {{value: …}}",
        ),
        "block-sources": (" sources 的一项依据里", "in one of the sources"),
        "hint-comma-splits": (
            "{{…}} 之内的逗号分隔各键；含逗号的算式要加引号，或每个键单独写一行",
            "inside {{…}} a comma ends a value: quote the expression, or write a key a line",
        ),
        "hint-for-example": ("例如 {found}", "for example {found}"),
        "hint-one-outcome": (
            "一条规则写一个结果：score: 算式，或 drop: true，或 undecided: 说明",
            "a rule has one outcome: score: an expression, or drop: true, or undecided: a text",
        ),
        "hint-one-side": (
            "写其中一个：at-least（不低于）、above（高于）、at-most（不高于）、below（低于）",
            "give one of them: at-least (>=), above (>), at-most (<=), below (<)",
        ),
        "hint-meant-by": ("多半是写成了“{name}”", "probably written '{name}'"),
        "hint-one-only": (
            "只保留其中一个，其余删去或另写一条规则",
            "keep one; the other goes, or becomes a rule of its own",
        ),
        "hint-mapping-not-list": (
            "“{name}”之下不写“-”，直接写“键: 值”",
            "under '{name}' write 'key: value' without the '-'",
        ),
        "hint-text-not-list": (
            "只写一个值，不写 [ ] 和“-”；文字以 [ 开头须加引号",
            "write one value without [ ] or '-'; a text that begins with [ needs quotes",
        ),
        "hint-list-not-mapping": (
            "“{name}”之下是列表：每一项前写“- ”",
            "under '{name}' stands a list: a '- ' before each item",
        ),
        "hint-one-value": (
            "“{name}”之后只写一个值，不写 {{…}}",
            "after '{name}' write one value, without {{…}}",
        ),
        "hint-text-not-mapping": (
            "写成文字或算式；以 {{ 开头的文字须加引号",
            "write a text or an expression; a text that begins with {{ needs quotes",
        ),
        "hint-mapping-not-text": (
            "“{name}”之下另起行写“键: 值”",
            "under '{name}' write 'key: value' on lines of their own",
        ),
        "hint-item": (
            "写成 {found}，其余的键另起行，与之对齐",
            "write {found}, and its other keys under it",
        ),
        "hint-split": ("请拆成几个命名的算式，写在 let 里", "name parts of it in let"),
        "hint-nothing-there": (
            "“{name}”之后没有内容：请补上，或删去这个键",
            "nothing follows '{name}': fill it in, or leave the key out",
        ),
        "hint-braces": (
            "以 {{ 开头的文字须加引号：{found}",
            "a text that begins with {{ needs quotes: {found}",
        ),
        "hint-names-of-keys": (
            "以字母或汉字开头，只含字母、数字、汉字和“_”（规则名还可含“-”）",
            "begin with a letter; letters, digits and '_' only (in names of rules '-' too)",
        ),
        "hint-python-word": (
            "“{name}”是算式中的保留字；请另取名称",
            "'{name}' is a word of expressions; choose another name",
        ),
        "hint-before-or-after": ("只写 before 或 after 中的一个", "give before or after"),
    }
)
