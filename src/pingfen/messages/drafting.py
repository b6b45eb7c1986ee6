"""What stands in the file of a new policy, and what keeps one from being written."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "draft-written": ("已写成 {path}", "written: {path}"),
        # what is wrong
        "draft-name": (
            "“{found}”不是 名称@年度，如 {example}",
            "'{found}' is not NAME@YEAR, such as {example}",
        ),
        "draft-parent": (
            "“{found}”须按名称找到，不能是文件",
            "'{found}' must be found by its name and cannot be a file",
        ),
        "draft-older": (
            "{found} 早于所继承的 {parent}",
            "{found} is before its parent {parent}",
        ),
        "draft-older-hint": (
            "请继承 {year} 年度或更早的办法",
            "name a parent of {year} or before",
        ),
        "draft-taken": ("已有 {found}（{path}）", "there is already {found} ({path})"),
        # the head of the file
        "draft-head": (
            "{name}：继承 {parent} 的新年度评分办法，由 pingfen policy new 生成。",
            "{name}: the policy of a new year, extends {parent}; written by pingfen policy new.",
        ),
        "draft-inherits": (
            "没有写明的都沿用 {parent}（{path}）；不作改动时，评分与它完全相同。",
            "What is not said here is as in {parent} ({path}); as it is, it scores alike.",
        ),
        "draft-inherits-but": (
            "没有写明的都沿用 {parent}（{path}）；与它不同的只有写明的参数。",
            "What is not said here is as in {parent} ({path}); only the params set here differ.",
        ),
        "draft-lines": (
            "“#”后紧跟文字的行写着现行规定：去掉“#”即生效，再改成新的。“# ”开头的是说明。",
            "'#' and a text: what is in force; take the '#' away, then change it. '# ' explains.",
        ),
        "draft-check": ("检查：{command}", "check: {command}"),
        "draft-test": ("算例：{command}", "test: {command}"),
        "draft-show": ("查看：{command}", "show: {command}"),
        "draft-title": ("标题请核对。", "Is this still the title?"),
        "draft-pin": (
            "要防止上级办法变动而不知，把 extends 一行换成下面这行（摘要是现在的内容）：",
            "To notice when the parent changes, write extends like this (its digest as of now):",
        ),
        # its parts
        "draft-sources": (
            "依据：新年度的文件。见到原文的 status 写 seen，由数据推断的写 inferred。",
            "Sources: the documents of the new year; seen once read, inferred from numbers.",
        ),
        "draft-source-title": ("{year} 年度绩效自评工作通知", "notice on self-evaluation {year}"),
        "draft-params": (
            "参数的现行取值，各行末尾的逗号要保留。",
            "The params and their present values; keep the comma at the end of each line.",
        ),
        "draft-lets": (
            "命名的表达式；改了它，上级办法中用到它的规则也随之改变。",
            "The lets; changing one changes the parent's rules that use it.",
        ),
        "draft-rules": (
            "上级办法的规则，自上而下，第一条适用的决定得分：",
            "The parent's rules; from the top, the first that applies decides:",
        ),
        "draft-rule": (
            "{number} {name}（{applies}）条件 {when}；得分 {result}（{place}）",
            "{number} {name} ({applies}): {when} → {result} ({place})",
        ),
        "draft-remove": (
            "删除上级的规则、核对：写出名称。",
            "To leave out rules or checks of the parent, name them.",
        ),
        "draft-change": (
            "改动规则：先去掉 #rules: 的“#”，再去掉所要的一条各行的“#”。",
            "To change rules, take the '#' from #rules: and from all lines of one below it.",
        ),
        "draft-replace": (
            "替换：同名的规则整条替换，位置不变。这是现行的一条。",
            "Replace: a rule of the same name replaces the parent's whole, in its place.",
        ),
        "draft-add": (
            "新增：新名的规则排在上级规则之前，也可用 before、after 指明位置。",
            "Add: a new name stands before the parent's rules, or where before or after says.",
        ),
        "draft-add-because": (
            "完成值达到指标值的两倍，请核实指标值是否偏低",
            "twice the target reached: was the target too low?",
        ),
        "draft-move": (
            "移动：写出整条，加上 before 或 after。",
            "Move: the whole rule with before or after.",
        ),
        # its cases
        "draft-cases-head": (
            "{name} 的算例：{parent} 每条规则的第一个算例。",
            "Cases of {name}: the first of each rule of {parent}.",
        ),
        "draft-cases-change": (
            "改了办法，就改这里的得分，并为新的规则补上算例。",
            "Where the policy changes, change the scores here, and add cases for new rules.",
        ),
        "draft-cases-none": ("  # {rule}：没有算例", "  # {rule}: no case"),
    }
)
