"""What is said of scores: why something is undecided, headings, explanations."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
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
        "either-text": ("指标值或完成值", "target or actual"),
        "cause-missing": ("缺少{name}", "{name} is missing"),
        "cause-zero": ("除数 {name} 为零", "the divisor {name} is zero"),
        "check-undecided": (
            "核对 {check} 无法判断：{causes}",
            "the check {check} cannot be decided: {causes}",
        ),
        "of-row": ("第 {number} 行 {name}：", "row {number} {name}: "),
        "of-level": ("{level}各行：", "rows of {level}: "),
        "of-execution": ("预算执行：", "execution: "),
        "policy-older": (
            "自评表为 {year} 年度，评分办法 {policy} 为 {older} 年度，请确认是否仍适用",
            "the form is of {year} and the policy {policy} of {older}: is it still in force?",
        ),
        # results
        "nameless": ("（无项目名称）", "(no name)"),
        "header": (
            "评分办法 {name}《{title}》\n依据 {status} · 第 {revision} 版 · 摘要 {digest}",
            "policy {name}: {title}\nsources {status} · revision {revision} · digest {digest}",
        ),
        "status-seen": ("已见原文", "seen"),
        "status-inferred": ("由数据推断", "inferred"),
        "status-unverified": ("未经核实", "unverified"),
        "status-illustrative": ("示例", "illustrative"),
        # what a check found and what it expected
        "found-nothing": ("空", "blank"),
        "expected-given": ("填写{name}", "{name} filled in"),
        "severity-none": ("不报告", "not reported"),
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
        "grade-declared": (
            "  （自评等级 {grade}，不一致）",
            "  (declared grade {grade}, differs)",
        ),
        "total-declared": (
            "  （自评 {declared}，{verdict}）",
            "  (declared {declared}, {verdict})",
        ),
        "total-undecided": ("总分 —  {because}", "total —  {because}"),
        "summary": ("汇总表", "summary table"),
        "column-file": ("文件", "file"),
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
    }
)
