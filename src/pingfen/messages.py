"""What the library says to people, in Chinese and in English, one line a message.

Chinese is what clerks and reviewers read, so it is the default everywhere.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple, Protocol

LANGS = ("zh", "en")


class Text(Protocol):
    """Something that can be said in either language."""

    def in_lang(self, lang: str) -> str:
        """Return it in ``zh`` or ``en``."""


class Bilingual(NamedTuple):
    """A text that a policy gives, in Chinese and perhaps in English."""

    zh: str
    en: str = ""

    def in_lang(self, lang: str) -> str:
        """Return the text in a language; in Chinese where there is no English one."""
        return self.en or self.zh if lang == "en" else self.zh

    def __str__(self) -> str:
        """Return the Chinese text."""
        return self.zh


class Message(NamedTuple):
    """A message of the table below with its values."""

    code: str
    values: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, code: str, **values: object) -> "Message":
        """Return the message with that code; values may be messages themselves."""
        return cls(code, tuple(values.items()))

    def in_lang(self, lang: str) -> str:
        """Return the sentence in a language."""
        template = MESSAGES[self.code][LANGS.index(lang)]
        return template.format_map({key: _shown(value, lang) for key, value in self.values})

    def __str__(self) -> str:
        """Return the Chinese sentence."""
        return self.in_lang("zh")


def _shown(value: object, lang: str) -> object:
    return value.in_lang(lang) if isinstance(value, Message | Bilingual) else value


def both(text: Text) -> Bilingual:
    """Return what a text says in both languages."""
    return Bilingual(*(text.in_lang(lang) for lang in LANGS))


def listed(names: Iterable[object]) -> Bilingual:
    """Return names as a list, separated as each language does."""
    items = list(names)
    zh, en = ([str(_shown(item, lang)) for item in items] for lang in LANGS)
    return Bilingual("、".join(zh), ", ".join(en))


def say(code: str, lang: str, **values: object) -> str:
    """Return one message in a language."""
    return Message.of(code, **values).in_lang(lang)


MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # documents
        "syntax": ("不是有效的 YAML：{found}", "not YAML: {found}"),
        "duplicate-key": ("键“{found}”重复", "the key '{found}' is given twice"),
        "key-kind": ("键必须是文字", "a key must be a text"),
        "anchor": ("不接受锚和别名（&、*）", "anchors and aliases (&, *) are not taken"),
        "tag": ("不接受标签“{found}”", "the tag '{found}' is not taken"),
        "documents": ("一个文件只能有一份文档", "a file holds one document"),
        "file-too-large": ("文件超过 {most} 个字符", "the file is over {most} characters"),
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
        "reserved-key": (
            "“{found}”属于语言 1，但本版本尚不支持",
            "'{found}' is part of language 1, but this version does not read it yet",
        ),
        "missing-key": ("缺少“{expected}”", "'{expected}' is missing"),
        "wrong-kind": ("此处为 {found}，应为 {expected}", "found {found}, expected {expected}"),
        "wrong-value": ("此处为 {found}，应为 {expected}", "found {found}, expected {expected}"),
        "kind-string": ("文字", "text"),
        "kind-number": ("数", "a number"),
        "kind-integer": ("整数", "a whole number"),
        "kind-boolean": ("true 或 false", "true or false"),
        "kind-object": ("键值表", "a mapping"),
        "kind-array": ("列表", "a list"),
        "expected-pattern": ("由文字、数字组成的名称", "a name of letters and digits"),
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
            "找不到 {found}；已有：{known}",
            "{found} cannot be found; there are: {known}",
        ),
        "extends-cycle": ("继承关系循环：{found}", "{found} leads back to itself"),
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
        "unknown-rule": (
            "没有名为“{found}”的规则或核对",
            "there is no rule or check named '{found}'",
        ),
        "unknown-source": ("没有名为“{found}”的依据", "there is no source named '{found}'"),
        "duplicate-rule": ("“{found}”在同一文件中重复", "'{found}' is defined twice in this file"),
        "removed-and-defined": (
            "“{found}”在同一文件中既删除又定义",
            "'{found}' is both removed and defined in this file",
        ),
        "rule-and-check": ("“{found}”已是规则名", "'{found}' is already the name of a rule"),
        "equal-bounds": ("界限“{found}”重复", "the bound '{found}' is given twice"),
        "shadowed": ("名称“{found}”已有含义", "the name '{found}' already has a meaning"),
        "let-cycle": ("命名的表达式循环引用：{found}", "a cycle of lets: {found}"),
        # expressions
        "expression-syntax": (
            "表达式在“{found}”处有误，无法解析",
            "the expression cannot be read at '{found}'",
        ),
        "forbidden": ("“{found}”不属于本语言", "'{found}' is no part of the language"),
        "number-form": (
            "“{found}”不是本语言中数的写法",
            "'{found}' is not how a number is written here",
        ),
        "number-long": ("数超过 {most} 位", "a number of more than {most} digits"),
        "expression-long": ("表达式超过 {most} 个字符", "an expression over {most} characters"),
        "expression-deep": ("表达式嵌套超过 {most} 层", "nested deeper than {most} levels"),
        "expression-large": (
            "展开后超过 {leaves} 个名称或 {depth} 层",
            "over {leaves} names or {depth} levels once its lets are expanded",
        ),
        "unknown-name": ("未知的名称“{found}”", "unknown name '{found}'"),
        "unknown-function": ("未知的函数“{found}”", "unknown function '{found}'"),
        "arguments": (
            "{name} 有 {found} 个参数，应为 {least} 到 {most} 个",
            "{name} has {found} arguments, it takes {least} to {most}",
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
            "“{found}”不是 {name} 的用词",
            "'{found}' is not a word of {name}",
        ),
        "template": (
            "模板在“{found}”处有误，无法解析",
            "the template cannot be read at '{found}'",
        ),
        # cells and forms
        "unparsed": ("“{found}”读不出数、日期或期限", "'{found}' cannot be read"),
        "figure": ("“{found}”不是数", "'{found}' is not a number"),
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
        "bound-actual": (
            "完成值“{found}”写成界限，按其数值计",
            "the actual '{found}' is written as a bound; its number is taken",
        ),
        "not-in-summary": ("汇总表中没有“{found}”", "the summary table does not list '{found}'"),
        "bytes-too-large": ("文件超过 {most} 字节", "the file is over {most} bytes"),
        "not-text-yet": (
            "这是 {found} 文件，本版本只读文本、YAML 和 JSON",
            "this is a {found} file; this version reads text, YAML and JSON",
        ),
        "not-text": ("不是文本文件", "not a text file"),
        "json": ("不是有效的 JSON：{found}", "not JSON: {found}"),
        "no-form": (
            "没有找到自评表或汇总表：缺少表头“{expected}”",
            "no form and no summary table: no heading '{expected}'",
        ),
        "project-missing": ("缺少项目名称", "the project has no name"),
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
        # why something is undecided
        "undecided-unparsed": (
            "指标值或完成值读不出，无法判断",
            "target or actual cannot be read",
        ),
        "undecided-unknown-when": (
            "规则 {rule} 是否适用无法判断：{causes}",
            "whether rule {rule} applies is unknown: {causes}",
        ),
        "undecided-no-rule": ("没有适用的规则", "no rule applies"),
        "undecided-unknown-require": (
            "规则 {rule} 的前提无法判断：{causes}",
            "what rule {rule} requires is unknown: {causes}",
        ),
        "undecided-require": (
            "不满足规则 {rule} 的前提",
            "what rule {rule} requires does not hold",
        ),
        "undecided-unknown-score": (
            "规则 {rule} 的得分算不出：{causes}",
            "the score of rule {rule} is unknown: {causes}",
        ),
        "undecided-out-of-bounds": (
            "规则 {rule} 得 {score} 分，超出 0 至 {weight}",
            "rule {rule} gives {score}, outside 0 to {weight}",
        ),
        "undecided-unknown-bounds": ("缺少分值", "the weight is missing"),
        "undecided-rows": (
            "{rows}无法判断，总分无法计算",
            "{rows} undecided, so there is no total",
        ),
        "row-number": ("第 {number} 行", "row {number}"),
        "row-execution": ("预算执行行", "the execution"),
        "undecided-total": ("总分无法计算：{causes}", "there is no total: {causes}"),
        "cause-missing": ("缺少{name}", "{name} is missing"),
        "cause-zero": ("除数 {name} 为零", "the divisor {name} is zero"),
        "check-undecided": (
            "核对 {check} 无法判断：{causes}",
            "the check {check} cannot be decided: {causes}",
        ),
        "of-row": ("第 {number} 行 {name}：", "row {number} {name}: "),
        "of-execution": ("预算执行：", "execution: "),
        # results
        "header": (
            "评分办法 {name}《{title}》\n依据 {status} · 第 {revision} 版 · 摘要 {digest}",
            "policy {name}: {title}\nsources {status} · revision {revision} · digest {digest}",
        ),
        "status-seen": ("已见原文", "seen"),
        "status-inferred": ("由数据推断", "inferred"),
        "status-unverified": ("未经核实", "unverified"),
        "status-illustrative": ("示例", "illustrative"),
        "severity-error": ("错误", "error"),
        "severity-doubt": ("存疑", "doubt"),
        "severity-note": ("提示", "note"),
        "verdict-agrees": ("一致", "agrees"),
        "verdict-differs": ("不一致", "differs"),
        "verdict-judged": ("评定", "judged"),
        "verdict-undecided": ("无法判断", "undecided"),
        "dropped": ("不计分", "dropped"),
        "total": ("总分", "total"),
        "total-line": ("总分 {total}  等级 {grade}", "total {total}  grade {grade}"),
        "total-declared": (
            "  （自评 {declared}，{verdict}）",
            "  (declared {declared}, {verdict})",
        ),
        "total-undecided": ("总分 —  {because}", "total —  {because}"),
        "summary": ("汇总表", "summary table"),
        "column-project": ("项目名称", "project"),
        "column-number": ("行", "row"),
        "column-level1": ("一级指标", "level 1"),
        "column-level2": ("二级指标", "level 2"),
        "column-name": ("指标", "indicator"),
        "column-target": ("指标值", "target"),
        "column-actual": ("完成值", "actual"),
        "column-weight": ("分值", "weight"),
        "column-score": ("得分", "score"),
        "column-rule": ("规则", "rule"),
        "column-formula": ("算式", "formula"),
        "column-because": ("理由", "because"),
        "column-declared": ("自评", "declared"),
        "column-verdict": ("结论", "verdict"),
        "column-declared-total": ("汇总表得分", "in the table"),
        "column-declared-grade": ("汇总表等级", "grade in the table"),
        "column-total": ("计算总分", "total"),
        "column-grade": ("计算等级", "grade"),
        "explain-row": ("第 {number} 行 {name}", "row {number} {name}"),
        "explain-cells": (
            "指标值 {target}，完成值 {actual}",
            "target {target}, actual {actual}",
        ),
        "explain-score": (
            "得分  {score} / {weight}，扣 {lost} 分",
            "score  {score} of {weight}, {lost} lost",
        ),
        "explain-undecided": (
            "得分  无法判断（分值 {weight}）",
            "score  undecided (weight {weight})",
        ),
        "explain-dropped": ("得分  不计分（分值 {weight}）", "score  dropped (weight {weight})"),
        "explain-declared": ("；自评 {declared}，{verdict}", "; declared {declared}, {verdict}"),
        "explain-because": ("理由  {because}", "because  {because}"),
        "explain-rule": ("规则  {rule}（{place}）", "rule  {rule} ({place})"),
        "explain-source": ("依据  {title}（{status}）", "source  {title} ({status})"),
        "explain-formula": (
            "算式  {expression}\n      {formula}",
            "formula  {expression}\n      {formula}",
        ),
        "explain-figure": ("取值  {name} = {value}", "figure  {name} = {value}"),
        "explain-cell": ("（表中“{cell}”）", " (written '{cell}')"),
        "explain-policy": ("办法  {name}，摘要 {digest}", "policy  {name}, digest {digest}"),
        # the command line
        "no-row": (
            "“{project}”没有第 {found} 行；已有：{known}",
            "'{project}' has no row {found}; there are: {known}",
        ),
        "form-unknown": (
            "没有名为“{found}”的自评表；已有：{known}",
            "there is no form '{found}'; there are: {known}",
        ),
        "form-which": (
            "请用 --form 指明自评表；已有：{known}",
            "say which form with --form; there are: {known}",
        ),
        "year-twice": (
            "“{found}”已指明办法，不能再给年度",
            "'{found}' already says which policy; a year goes with a name only",
        ),
        "no-folder": ("没有这个文件夹", "there is no such folder"),
        "not-written": ("无法写入：{found}", "cannot be written: {found}"),
        "help": (
            "按写成数据的评分办法给自评表评分，每一分都有理由",
            "Score filled forms by policies written as data",
        ),
        "help-score": ("给自评表评分，并与自评、汇总表核对", "score forms"),
        "help-explain": ("解释一行的得分", "explain the score of one row"),
        "help-file": ("自评表文件；- 为标准输入", "a file of forms; - is standard input"),
        "help-policy": ("评分办法：名称[@年度] 或文件", "a policy: NAME[@YEAR] or a file"),
        "help-rules": ("自己的评分办法所在文件夹，可重复", "a folder of your own policies"),
        "help-format": ("输出格式", "output format"),
        "help-output": ("输出文件；- 为标准输出", "output file; - is standard output"),
        "help-numbers": (
            "JSON 中的数写成数或文字",
            "numbers in JSON as JSON numbers or as text",
        ),
        "help-lang": ("输出语言，默认中文", "language of the output"),
        "help-form": ("项目名称，可只写一部分", "the project's name or a part of it"),
        "help-row": ("行号；0 为预算执行", "number of the row; 0 is the execution"),
        # places
        "place-cell": ("{file}[行{row} 列{column}]", "{file}[row {row} column {column}]"),
        "hint": ("提示：{hint}", "hint: {hint}"),
        # hints
        "hint-did-you-mean": ("是否为“{name}”？", "did you mean '{name}'?"),
        "hint-one-of": ("可用：{names}", "one of: {names}"),
        "hint-half-width": ("请改用半角“{name}”", "write '{name}' instead"),
        "hint-save-as-text": (
            "请另存为以制表符分隔的文本（.txt）或 .csv",
            "save it as tab-separated text (.txt) or as .csv",
        ),
        "more-problems": ("……另有 {count} 个问题", "… and {count} more"),
    }
)
