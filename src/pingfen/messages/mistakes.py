"""What to write instead: the hints to mistakes in expressions."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # expressions that cannot be read
        "hint-half-width-whole": (
            "“{found}”应写作半角“{name}”，整句为：{whole}",
            "'{found}' is written '{name}'; the whole is: {whole}",
        ),
        "hint-instead": (
            "“{found}”应写作“{name}”，整句为：{whole}",
            "'{found}' is written '{name}'; the whole is: {whole}",
        ),
        "hint-instead-part": ("“{found}”应写作“{name}”", "'{found}' is written '{name}'"),
        "hint-whole": ("请写作：{whole}", "write: {whole}"),
        "hint-no-equals": (
            "算式不以“=”开头，请写作：{whole}",
            "an expression does not begin with '=', write: {whole}",
        ),
        "hint-power-none": ("没有乘方和开方", "there are neither powers nor roots"),
        "hint-empty": (
            "请写一个算式，或删去这个键",
            "write an expression, or leave the key out",
        ),
        "hint-else": (
            "条件式要写全：值 if 条件 else 另一个值",
            "a conditional has both parts: value if condition else other value",
        ),
        "hint-bracket-closed": ("此“{found}”没有对应的“{name}”", "this '{found}' has no '{name}'"),
        "hint-operand": (
            "“{found}”之后缺少一个数、文字或名称",
            "a number, a text or a name is missing after '{found}'",
        ),
        "hint-operator": (
            "两项之间缺少运算符（如 * 或 and）；文字要加引号",
            "an operator such as * or and is missing between the two; a text needs quotes",
        ),
        "hint-grammar": (
            "算式由数、'文字'、名称、+ - * /、比较、and or not、甲 if 条件 else 乙、函数组成",
            "use numbers, 'texts', names, + - * /, comparisons, and or not, if else, functions",
        ),
        # constructs of Python, SQL and Excel
        "hint-power": ("没有乘方；请写成连乘：{found}", "there are no powers: write {found}"),
        "hint-floor": ("整除请写作 floor({found})", "write floor({found})"),
        "hint-no-remainder": (
            "没有取余；百分数请写成小数，如 98% 写作 0.98",
            "there is no remainder; write a percentage as a decimal, 98% as 0.98",
        ),
        "hint-fields-alone": (
            "名称之前不写“{found}”，直接写 {name}",
            "names stand alone, without '{found}': {name}",
        ),
        "hint-no-parts": (
            "数和文字没有“.”或 [ ] 可取的部分；可用的名称见语言说明 2.1",
            "numbers and texts have no parts; the names there are stand in 2.1 of the norm",
        ),
        "hint-no-loops": (
            "没有循环；逐行计算用 sum(x, 条件)、count(条件)、any、all，放在 total、checks 里",
            "there are no loops; in total and checks, sum(x, cond) and its like look at every row",
        ),
        "hint-no-functions": (
            "不能定义函数；命名的算式写在 let 里",
            "functions cannot be defined; named expressions go in let",
        ),
        "hint-text-with-values": (
            '算式里只有不变的文字；带数值的文字写在 because 里，如 because: "完成 {{ratio:.1%}}"',
            'a text with values goes in because, for example because: "{{ratio:.1%}} done"',
        ),
        "hint-one-text": (
            "文字只写一段，用一对单引号或双引号",
            "a text is one piece in one pair of quotes",
        ),
        "hint-given": (
            "没有空值；是否已填写作 given({name})，未填写作 not given({name})",
            "there is no null; write given({name}), or not given({name})",
        ),
        "hint-no-truth": (
            "不写 True、False：直接写条件；恒成立时删去 when",
            "True and False are not written: write the condition; without `when` it always holds",
        ),
        "hint-equal": ("比较相等用 ==，不等用 !=", "compare with == and !="),
        "hint-name-in-let": (
            "不能在算式中命名；请写在 let 里",
            "nothing is named inside an expression; put it in let",
        ),
        "hint-no-keyword": (
            "参数只按次序写，去掉“{found}”",
            "arguments go by their order: drop '{found}'",
        ),
        "hint-no-plus": ("去掉正号“+”", "drop the sign '+'"),
        "hint-list": (
            "一组值写作 [甲, 乙]，只能放在 in 之后",
            "a list is written [a, b] and can only follow 'in'",
        ),
        "hint-no-comment": (
            "算式中不能有注释；文字要加引号，注释写在行末，“#”前后加空格",
            "no comments inside an expression; one at the end of a line has blanks around its '#'",
        ),
        "hint-no-backslash": (
            "不用“\\”；长算式可用 >- 另起一行",
            "no '\\' is needed; a long expression goes on lines of its own after >-",
        ),
        # numbers
        "hint-number": ("请写作 {found}", "write {found}"),
        "hint-number-unit": (
            "数不带单位：{found}；百分数写成小数",
            "a number has no unit: {found}; percentages are decimals",
        ),
        "hint-number-forms": (
            "数只写成 1234 或 0.5 的样子，没有千分位、指数、其他进制",
            "numbers are written like 1234 or 0.5, without separators, exponents or bases",
        ),
        # names and functions
        "hint-did-you-mean-both": (
            "是否为“{name}”（{other}）？",
            "did you mean '{name}' ({other})?",
        ),
        "hint-formula": ("请写作 {found}", "write {found}"),
        "hint-define": (
            "可用的名称见语言说明 2.1；自定的数写在 params 里，自定的算式写在 let 里",
            "the names are in 2.1 of the norm; your own numbers go in params, expressions in let",
        ),
        "hint-quote-text": ("若是文字，请加引号：'{name}'", "if it is a text, quote it: '{name}'"),
        "hint-brackets-due": (
            "“{name}”是函数，写作 {name}(…)",
            "'{name}' is a function: {name}(…)",
        ),
        "hint-spaces-around": (
            "and、or 的两边要有空格：{found}",
            "and, or stand between blanks: {found}",
        ),
        "hint-no-function": (
            "“{name}”是名称，不是函数；相乘写作 {name} * (…)",
            "'{name}' is a name and no function; multiply with {name} * (…)",
        ),
        "hint-no-conversion": (
            "不需要转换：{name} 直接写出即可",
            "nothing needs converting: write {name} as it is",
        ),
        "hint-functions": ("可用的函数：{names}", "the functions are: {names}"),
        "hint-signature": ("写作 {found}", "it is written {found}"),
        # types and scope
        "hint-truth-due": (
            "条件要写成比较，如 {name} > 0",
            "a condition compares: {name} > 0, for instance",
        ),
        "hint-truth-due-text": (
            "条件要写成比较，如 {name} == '…'",
            "a condition compares: {name} == '…', for instance",
        ),
        "hint-number-from-truth": (
            "真假不能当数用；写作 分值 if {name} else 0",
            "a truth is no number; write: weight if {name} else 0",
        ),
        "hint-unquote": ("数不加引号：{found}", "a number has no quotes: {found}"),
        "hint-number-of-text": (
            "“{name}”是原文；对应的数是 {other}",
            "'{name}' is the cell's text; its number is {other}",
        ),
        "hint-text-no-number": (
            "文字只能用 ==、!= 或 in 比较，不能计算",
            "a text can only be compared with ==, != or in",
        ),
        "hint-quote-number": ("文字要加引号：'{name}'", "a text has quotes: '{name}'"),
        "hint-text-due": ("此处要文字，写在引号里", "a text is due here, in quotes"),
        "hint-list-of-one-kind": (
            "一组值须同为数或同为文字",
            "a list holds numbers only, or texts only",
        ),
        "hint-list-in": ("写作 … in {name}", "write: … in {name}"),
        "hint-list-due": ("写作 in [{name}]", "write: in [{name}]"),
        "hint-leave-comparison": ("写作 {name} 或 not {name}", "write {name}, or not {name}"),
        "hint-printed": (
            "模板中只能用数和文字；带格式的须是数",
            "a template prints numbers and texts; only a number has a format",
        ),
        "hint-scope-row": (
            "“{name}”是逐行的，此处只有整张表：请放进 sum(…)、count(…)、any(…)、all(…)",
            "'{name}' belongs to a row; for the whole form use sum(…), count(…), any(…) or all(…)",
        ),
        "hint-scope-row-only": (
            "“{name}”是逐行的，此处只有整张表的数",
            "'{name}' belongs to a row, and here only the form is known",
        ),
        "hint-scope-scored": (
            "“{name}”在规则判定之后才有：可用于 adjust、total、checks",
            "'{name}' is known once a rule has decided: in adjust, total and checks",
        ),
        "hint-scope-total": (
            "“{name}”在各行评分之后才有：可用于 grades、checks",
            "'{name}' is known once all rows are scored: in grades and checks",
        ),
        "hint-scope-grade": ("“{name}”只能用在 checks 里", "'{name}' is known in checks only"),
        "hint-scope-aggregate": (
            "sum、count、any、all 只能用在 total 和 checks 里，且不能互相嵌套",
            "sum, count, any and all stand in total and checks only, and not inside each other",
        ),
    }
)
