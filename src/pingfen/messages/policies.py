"""What is said of policies that are wrong: documents, their shape, expressions."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # documents
        "syntax": (
            "不是有效的 YAML：{found}（改正后才能检查其余内容）",
            "not YAML: {found} (nothing else can be checked until this is right)",
        ),
        "duplicate-key": ("键“{found}”重复", "the key '{found}' is given twice"),
        "key-kind": ("键必须是文字", "a key must be a text"),
        "anchor": ("不接受锚和别名（&、*）", "anchors and aliases (&, *) are not taken"),
        "tag": ("不接受标签“{found}”", "the tag '{found}' is not taken"),
        "cut-text": (
            "此处的“{found}”被当作注释，文字到此为止",
            "'{found}' is taken for a comment: the text ends before it",
        ),
        "documents": ("一个文件只能有一份文档", "a file holds one document"),
        "directive": (
            "不接受以 % 开头的指令",
            "directives (lines that begin with %) are not taken",
        ),
        "file-too-large": ("文件超过 {most} 个字符", "the file is over {most} characters"),
        "nodes-many": (
            "办法连同其上级超过 {most} 个键和值",
            "over {most} keys and values, parents included",
        ),
        "hidden-character": (
            "含有看不见的字符 {found}",
            "there is a character that cannot be seen, {found}",
        ),
        "look-alike": (
            "“{found}”中的“{char}”是 {point}，不是拉丁字母",
            "'{char}' in '{found}' is {point} and no Latin letter",
        ),
        "hint-latin-letter": ("请改用拉丁字母“{name}”", "write the Latin letter '{name}'"),
        "outside": (
            "{found} 经链接指向文件夹 {folder} 之外",
            "{found} leads out of the folder {folder}",
        ),
        "no-file": ("不是普通文件", "this is no regular file"),
        "too-deep": ("嵌套超过 {most} 层", "nested deeper than {most} levels"),
        "not-data": (
            "不接受 {found} 类型的值",
            "a value of type {found} is neither text, number, truth, list nor mapping",
        ),
        "half-character": ("文字中有残缺的字符", "the text holds half a character"),
        "not-a-number": (
            "“{found}”不是有限小数，或超过 30 位",
            "'{found}' is no finite number of at most 30 digits",
        ),
        "not-a-mapping": ("应为键值表", "a mapping is due here"),
        "not-utf-8": ("评分办法须用 UTF-8 编码", "a policy must be written in UTF-8"),
        "file-missing": ("无法打开：{found}", "cannot be opened: {found}"),
        # shape of a policy
        "unknown-key": ("未知的键“{found}”", "unknown key '{found}'"),
        "missing-key": ("缺少“{expected}”", "'{expected}' is missing"),
        "wrong-kind": ("此处为 {found}，应为 {expected}", "found {found}, expected {expected}"),
        "wrong-value": ("此处为 {found}，应为 {expected}", "found {found}, expected {expected}"),
        "kind-nothing": ("空", "nothing"),
        "kind-string": ("文字", "text"),
        "kind-number": ("数", "a number"),
        "kind-integer": ("整数", "a whole number"),
        "kind-boolean": ("true 或 false", "true or false"),
        "kind-object": ("键值表", "a mapping"),
        "kind-array": ("列表", "a list"),
        "kind-null": ("空（null）", "null"),
        "expected-pattern": ("由文字、数字组成的名称", "a name of letters and digits"),
        "expected-digest": (
            "摘要的前 12 至 64 位十六进制数字（0-9、a-f）",
            "the first 12 to 64 hexadecimal digits (0-9, a-f) of a digest",
        ),
        "pin": (
            "“{found}”不能作摘要；应为{expected}",
            "'{found}' is no digest; expected {expected}",
        ),
        "expected-extends": ("“名称@年度”", "NAME@YEAR"),
        "expected-minimum": ("不小于 {value} 的数", "at least {value}"),
        "expected-maximum": ("不大于 {value} 的数", "at most {value}"),
        "expected-minItems": ("至少 {value} 项", "at least {value} items"),
        "expected-maxItems": ("至多 {value} 项", "at most {value} items"),
        "expected-minProperties": ("至少 {value} 项", "at least {value} entries"),
        "before-and-after": (
            "before 与 after 只能用一个",
            "only one of before and after can be given",
        ),
        "out-of-range": ("{found} 超出范围 {expected}", "{found} is outside {expected}"),
        "missing-parent": (
            "找不到所继承的 {found}",
            "the parent {found} cannot be found",
        ),
        "extends-cycle": ("继承关系循环：{found}", "a cycle of parents: {found}"),
        "extends-long": ("继承超过 {most} 层", "more than {most} parents"),
        "policy-unknown": ("找不到评分办法“{found}”", "there is no policy '{found}'"),
        "policy-year": ("没有 {found}；已有：{known}", "there is no {found}; there are: {known}"),
        "chosen-latest": ("未指定年度，取最新的 {name}", "no year was given: the newest, {name}"),
        "chosen-older": (
            "没有 {year} 年度的办法，取此前最新的 {name}",
            "there is none for {year}: the newest before it, {name}",
        ),
        "digest": (
            "摘要是 {found}，要求的是 {expected}",
            "the digest is {found}, but {expected} was asked for",
        ),
        "hint-directive": (
            "删去以 % 开头的这一行",
            "delete the line that begins with %",
        ),
        "hint-parent-changed": (
            "上级办法与固定时不同；核对其改动后，改写为 {found}",
            "the parent has changed since; once you agree with the change, write {found}",
        ),
        "no-param": ("没有名为“{found}”的参数", "there is no param named '{found}'"),
        "param-twice": ("参数“{found}”给了两次", "the param '{found}' is given twice"),
        "not-loaded": (
            "{found} 不是加载得来的办法，无从重新生成",
            "{found} was not loaded: there is nothing to make it anew from",
        ),
        "unknown-rule": (
            "没有名为“{found}”的规则或核对",
            "there is no rule or check named '{found}'",
        ),
        "unknown-source": ("没有名为“{found}”的依据", "there is no source named '{found}'"),
        "unknown-kind": (
            "没有代码为“{found}”的问题",
            "there is no kind of finding with the code '{found}'",
        ),
        "duplicate-rule": ("“{found}”在同一文件中重复", "'{found}' is defined twice in this file"),
        "removed-and-defined": (
            "“{found}”在同一文件中既删除又定义",
            "'{found}' is both removed and defined in this file",
        ),
        "rule-and-check": ("“{found}”已是规则名", "'{found}' is already the name of a rule"),
        "check-and-property": ("“{found}”已是核对名", "'{found}' is already the name of a check"),
        "equal-bounds": ("界限“{found}”重复", "the bound '{found}' is given twice"),
        "shadowed": ("名称“{found}”已有含义", "the name '{found}' already has a meaning"),
        "let-cycle": ("命名的表达式循环引用：{found}", "a cycle of lets: {found}"),
        # expressions
        "expression-syntax": (
            "表达式在“{found}”处有误，无法解析",
            "the expression cannot be read at '{found}'",
        ),
        "expression-empty": ("此处的表达式是空的", "the expression is empty"),
        "forbidden": ("“{found}”不属于本语言", "'{found}' is no part of the language"),
        "number-form": (
            "“{found}”不是本语言中数的写法",
            "'{found}' is not how a number is written here",
        ),
        "number-long": ("数超过 {most} 位", "a number of more than {most} digits"),
        "expression-long": ("表达式超过 {most} 个字符", "an expression over {most} characters"),
        "expressions-many": (
            "所有表达式合计超过 {written} 个名称和数，或展开后超过 {expanded} 个",
            "over {written} names and literals in all expressions, or {expanded} once expanded",
        ),
        "lets-many": ("命名的表达式超过 {most} 个", "more than {most} lets"),
        "template-long": ("模板超过 {most} 个字符", "a template over {most} characters"),
        "bounds-many": ("界限超过 {most} 个", "more than {most} bounds"),
        "expression-deep": ("表达式嵌套超过 {most} 层", "nested deeper than {most} levels"),
        "expression-large": (
            "展开后超过 {leaves} 个名称或 {depth} 层",
            "over {leaves} names or {depth} levels once its lets are expanded",
        ),
        "unknown-name": ("未知的名称“{found}”", "unknown name '{found}'"),
        "unknown-function": ("未知的函数“{found}”", "unknown function '{found}'"),
        "arguments": (
            "{name} 有 {found} 个参数，应为 {expected} 个",
            "{name} has {found} arguments, it takes {expected}",
        ),
        "round-places": (
            "小数位数是“{found}”，应为 0 到 12 的整数",
            "the decimals are '{found}', expected a whole number from 0 to 12",
        ),
        "type": ("此处为{found}，应为{expected}", "found {found}, expected {expected}"),
        "type-number": ("数", "a number"),
        "type-text": ("文字", "a text"),
        "type-truth": ("真假", "a truth"),
        "type-numbers": ("一组数", "a list of numbers"),
        "type-texts": ("一组文字", "a list of texts"),
        "list-misplaced": (
            "“{found}”是一组值，只能用在 in 之后",
            "'{found}' is a list and can only follow 'in'",
        ),
        "list-due": (
            "“{found}”不是一组值；in 之后应为一组值",
            "'{found}' is no list; a list must follow 'in'",
        ),
        "truth-compared": (
            "条件本身就是真假，不必再作比较",
            "truths are not compared; write the condition itself",
        ),
        "scope": ("“{found}”在此处没有意义", "'{found}' has no meaning here"),
        "unknown-word": (
            "“{found}”不是“{name}”的用词",
            "'{found}' is not a word of {name}",
        ),
        "template": (
            "模板在“{found}”处有误，无法解析",
            "the template cannot be read at '{found}'",
        ),
    }
)
