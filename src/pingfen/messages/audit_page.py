"""What the page of an audit says around the findings: headings, filters, charts."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # the head and the parts of the page
        "audited-title": ("绩效自评审核报告", "Audit of self-evaluation forms"),
        "audited-policy": ("评分办法 {name}《{title}》", "policy {name}: {title}"),
        "audited-status": (
            "依据 {status} · 第 {revision} 版 · 摘要 {digest}",
            "sources {status} · revision {revision} · digest {digest}",
        ),
        "audited-parts": ("本页各部分", "parts of this page"),
        "audited-files": ("文件", "files"),
        "audited-forms": ("自评表", "forms"),
        "audited-unread": ("读入时的问题", "problems of reading"),
        "heading-unread": ("未能读入的内容（{count} 处）", "What could not be read ({count})"),
        "heading-overview": ("各单位与各类问题（{count} 条）", "Units and kinds ({count})"),
        "heading-charts": ("图示（{count} 张自评表）", "Charts ({count} forms)"),
        "heading-forms": ("自评表（{count} 张）", "Forms ({count})"),
        "heading-summary": ("汇总表（{count} 行）", "Summary table ({count} lines)"),
        "heading-findings": ("问题（{count} 条）", "Findings ({count})"),
        "heading-stale": ("已不再出现的认可记录（{count} 条）", "Stale acceptances ({count})"),
        "audited-stale-why": (
            "下列问题曾被认可，本次审核中已不再出现，可从认可文件中删去。",
            "These findings were accepted and no longer occur; they can leave the file.",
        ),
        "audited-none": ("没有发现问题。", "Nothing was found."),
        "audited-no-unit": ("（未写单位）", "(no unit)"),
        "audited-others": ("不属于单张自评表的问题", "about no single form"),
        "audited-clipped": (
            "（原文共 {count} 字，此处从略）",
            " ({count} characters, cut here)",
        ),
        # columns
        "audited-unit": ("单位", "unit"),
        "audited-project": ("项目", "project"),
        "audited-file": ("文件", "file"),
        "audited-declared": ("自评总分", "declared"),
        "audited-computed": ("计算总分", "computed"),
        "audited-difference": ("自评多出", "declared − computed"),
        "audited-grade": ("等级", "grade"),
        "audited-grade-declared": ("{grade}（自评 {declared}）", "{grade} (declared {declared})"),
        "audited-rows": ("不一致", "differ"),
        "audited-undecided": ("无法判断", "undecided"),
        "audited-undecided-rows": ("无法判断的行", "undecided rows"),
        "audited-accepted": ("已认可", "accepted"),
        "audited-severity": ("级别", "severity"),
        "audited-code": ("问题种类", "kind"),
        "audited-where": ("行与位置", "row and place"),
        "audited-what": ("说明与处理", "what was found, what to do"),
        "audited-count": ("条数", "count"),
        "audited-fingerprint": ("指纹", "fingerprint"),
        "audited-reason": ("认可理由", "reason"),
        "audited-by": ("认可人", "by"),
        "audited-form": (
            "自评 {declared} · 计算 {computed} · {grade}",
            "declared {declared} · computed {computed} · {grade}",
        ),
        # a finding
        "audited-found": ("表中", "found"),
        "audited-expected": ("应为", "expected"),
        "audited-remedy": ("处理：", "do: "),
        "audited-accepted-by": (
            "已由 {by} 认可：{reason}",
            "accepted by {by}: {reason}",
        ),
        "audited-guess": (
            "另一种算法可得 {declared}：{label}",
            "another formula gives {declared}: {label}",
        ),
        "audited-guess-formula": (
            "另一种算法可得 {declared}：{label}，{formula}",
            "another formula gives {declared}: {label}, {formula}",
        ),
        "audited-ties": ("（同样可得的还有：{labels}）", " (so do: {labels})"),
        # filters
        "audited-filter": ("筛选与排序", "filter and sort"),
        "audited-all": ("全部", "all"),
        "audited-state": ("是否认可", "state"),
        "audited-open": ("未认可", "open"),
        "audited-search": ("查找文字", "text"),
        "audited-sort": ("排序", "sort by"),
        "audited-order": ("文件顺序", "order of files"),
        "audited-sort-by": ("按{column}排序", "sort by {column}"),
        "audited-reverse": ("倒序", "reversed"),
        "audited-reset": ("清除筛选", "clear"),
        "audited-shown": (
            "显示 {shown} 条，共 {of} 条；涉及 {forms} 张自评表",
            "{shown} of {of} findings, in {forms} forms",
        ),
        "audited-nothing": (
            "没有符合条件的问题。可放宽条件或清除筛选。",
            "Nothing matches. Widen or clear the filter.",
        ),
        "audited-filtered": ("本次打印只含符合条件的问题：", "filtered by "),
        "audited-copied": ("已复制指纹 {found}", "copied {found}"),
        # charts
        "chart-lost": ("各类指标的扣分", "Points lost by kind of indicator"),
        "chart-lost-said": (
            "各类指标自评与计算的扣分合计：{values}。",
            "points lost as declared and as computed: {values}.",
        ),
        "chart-lost-value": (
            "{kind} 自评扣 {declared}、计算扣 {computed}",
            "{kind} {declared} and {computed}",
        ),
        "chart-lost-axis": ("扣分合计（分）", "points lost"),
        "chart-lost-left": (
            "另有 {count} 行缺自评得分或无法判断，未计入",
            "rows not counted, undecided or without a declared score: {count}",
        ),
        "chart-lost-others": ("其余 {count} 类", "other kinds: {count}"),
        "chart-no-kind": ("（未标明类别）", "(no kind)"),
        "chart-declared": ("自评", "declared"),
        "chart-computed": ("计算", "computed"),
        "chart-totals": ("计算总分的分布", "Distribution of computed totals"),
        "chart-totals-said": (
            "{count} 张自评表的计算总分在 {lowest} 至 {highest} 之间，等级界限：{cuts}。",
            "{count} computed totals from {lowest} to {highest}; cut-offs: {cuts}.",
        ),
        "chart-totals-axis": ("计算总分（分）", "computed total"),
        "chart-forms-axis": ("张数", "forms"),
        "chart-undecided": (
            "另有 {count} 张总分无法计算或未填，未画出",
            "forms without such a total, not drawn: {count}",
        ),
        "chart-beyond": (
            "{count} 张超出图幅，画在边上",
            "beyond the scale and drawn at its edge: {count}",
        ),
        "chart-near": (
            "距“{grade}”界限 {bound} 分在 {within} 分以内的 {count} 张：",
            "within {within} of {bound} ({grade}), {count}: ",
        ),
        "chart-near-more": ("等，余 {count} 张从略", "and {count} more"),
        "chart-near-none": (
            "没有距等级界限 {within} 分以内的自评表",
            "no total is within {within} of a cut-off",
        ),
        "chart-no-cuts": ("本办法不定等级", "the policy gives no grades"),
        "chart-scatter": ("自评总分与计算总分", "Declared against computed totals"),
        "chart-scatter-said": (
            "{count} 张自评表，{same} 张自评与计算一致，{higher} 张自评偏高，{lower} 张自评偏低。",
            "{count} forms: {same} agree, {higher} declare more, {lower} declare less.",
        ),
        "chart-declared-axis": ("自评总分（分）", "declared total"),
        "chart-agrees": ("一致", "agree"),
        "chart-differs": ("不一致", "differ"),
        "chart-binned": (
            "每格一分见方的若干张，越大越多",
            "each mark stands for the forms near it: the larger, the more",
        ),
        "chart-at-edge": ("（超出图幅）", " (beyond the scale)"),
    }
)
