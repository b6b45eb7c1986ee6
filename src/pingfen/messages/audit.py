"""What an audit says of forms: scores that differ, what cannot be judged, what forms share."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # scores against the policy
        "score-differs": (
            "自评 {declared} 分，按办法为 {score} 分（{how}）",
            "declared {declared}, the policy gives {score} ({how})",
        ),
        "score-differs-dropped": (
            "自评 {declared} 分，按办法该行不计分",
            "declared {declared}, the policy drops the row",
        ),
        "score-differs-guess": (
            "{what}；自评数与另一种算法相符：{label}",
            "{what}; another formula gives the declared number: {label}",
        ),
        "weights-missing": (
            "各行都没有分值，无法计分",
            "no row has a weight, so nothing is scored",
        ),
        "score-missing": ("没有填得分，其他行都有", "no score, though other rows have one"),
        "total-differs": (
            "自评总分 {declared}，按办法为 {total}",
            "the declared total is {declared}, the policy gives {total}",
        ),
        "total-differs-rows": (
            "自评总分 {declared}，按办法为 {total}，差在{rows}",
            "the declared total is {declared}, the policy gives {total}: because of {rows}",
        ),
        "total-missing": ("没有填总分", "there is no total"),
        "grade-differs": (
            "自评等级为“{declared}”，按办法总分 {total}，等级为“{grade}”",
            "the declared grade is '{declared}'; the policy gives {total}, '{grade}'",
        ),
        # what cannot be judged
        "actual-worded": (
            "完成值“{found}”不是数，无法与指标值“{target}”比较",
            "the actual '{found}' is no number, and the target is {target}",
        ),
        "row-undecided": ("无法判断：{why}", "undecided: {why}"),
        "check-because": ("{what}，原因：{why}", "{what}, because {why}"),
        "check-undecided-rows": ("第 {rows} 行：{what}", "rows {rows}: {what}"),
        # what is in the cells
        "number-as-text": (
            "{what}有 {count} 个数以文本存储（{cells}），求和时会被漏掉",
            "{what}: {count} numbers are stored as text ({cells}); sums leave them out",
        ),
        "stored-weights": ("分值", "weights"),
        "stored-scores": ("得分", "scores"),
        "stored-budget": ("预算数和执行数", "amounts of the budget"),
        "stored-total": ("总分", "the total"),
        "scored-twice": (
            "与第 {number} 行“{name}”是同一项内容，可能重复计分",
            "the same thing as row {number} '{name}', perhaps scored twice",
        ),
        # what forms share
        "same-reason": (
            "偏差原因与另外 {count} 张自评表一字不差：{others}",
            "the reason for a deviation is word for word that of {count} other forms: {others}",
        ),
        "same-reason-rows": (
            "第 {numbers} 行的偏差原因与另外 {count} 张自评表一字不差：{others}",
            "rows {numbers} give the very reasons of {count} other forms: {others}",
        ),
        "shared-row": ("“{project}”第 {number} 行", "'{project}' row {number}"),
        "shared-note": ("“{project}”的说明", "the explanation of '{project}'"),
        "and-others": ("{named}等", "{named} and others"),
        "project-twice": (
            "同一项目另有 {count} 张自评表：{others}",
            "there are {count} other forms of the same project: {others}",
        ),
        # summary tables
        "summary-alone": (
            "汇总表中的“{project}”（{total} 分）没有自评表",
            "no form was found for '{project}' ({total}) of the summary table",
        ),
        "summary-differs": (
            "汇总表为 {found} 分，自评表为 {declared} 分",
            "the summary table has {found}, the form {declared}",
        ),
        "summary-differs-computed": (
            "汇总表为 {found} 分，按办法为 {total} 分",
            "the summary table has {found}, the policy gives {total}",
        ),
        "summary-grade-differs": (
            "汇总表等级为“{found}”，自评表为“{declared}”",
            "the grade of the summary table is '{found}', that of the form '{declared}'",
        ),
        "summary-grade-computed": (
            "汇总表等级为“{found}”，按办法总分 {total}，等级为“{grade}”",
            "the grade of the summary table is '{found}'; the policy gives {total}, '{grade}'",
        ),
    }
)
