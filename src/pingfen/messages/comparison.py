"""What is said where two policies are compared: the parts, what became of them, the impact."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # what became of a part
        "diff-added": ("新增{what}：{value}", "{what} is new: {value}"),
        "diff-removed": ("取消{what}：{value}", "{what} is gone: {value}"),
        "diff-changed": ("{what}：{old} → {new}", "{what}: {old} → {new}"),
        "diff-moved": (
            "{what}由第 {old} 条移到第 {new} 条，{before}",
            "{what} moves from place {old} to {new}, {before}",
        ),
        "diff-before": ("在 {name} 之前", "before {name}"),
        "diff-last": ("在最后", "at the end"),
        "diff-labelled": ("{name}（{label}）", "{name} ({label})"),
        "diff-word": ("词语“{word}”", "word '{word}'"),
        "diff-used": ("用于 {parts}", "used by {parts}"),
        "diffside-at-least": (
            "总分等于界限的，归高一等",
            "a total that equals a bound has the higher grade",
        ),
        "diffside-above": (
            "总分等于界限的，归低一等",
            "a total that equals a bound has the lower grade",
        ),
        # the comparison as text and as a page
        "diff-old": ("原", "old"),
        "diff-new": ("新", "new"),
        "diff-policy": (
            "{title} · 第 {revision} 版 · 依据 {status} · 摘要 {digest}",
            "{title} · revision {revision} · sources {status} · digest {digest}",
        ),
        "diff-same": (
            "两份办法内容相同",
            "the policies say the same",
        ),
        "diff-heading": ("━━ {heading}（{count} 处）", "━━ {heading} ({count})"),
        # what the change does to forms
        "impact-heading": ("━━ 对 {count} 张自评表的影响", "━━ what it does to {count} forms"),
        "impact-summary": (
            "结果有变 {changed} 张，不变 {unchanged} 张；等级变动 {moved} 张；"
            "无法判断的行 {old} → {new}",
            "changed {changed}, unchanged {unchanged}; grade moves {moved}; "
            "undecided rows {old} → {new}",
        ),
        "impact-grades": ("等级 原＼新", "grade old\\new"),
        "impact-totals": ("结果有变的自评表（{count} 张）", "forms whose result changes ({count})"),
        "impact-near": (
            "新总分距等级界限 {within} 分以内（{count} 张）",
            "new totals within {within} of a cut-off ({count})",
        ),
        "impact-change": ("增减", "change"),
        "not-a-distance": (
            "“{found}”不是不小于 0 的数",
            "'{found}' is no number from 0 on",
        ),
        "impact-above": ("高出“{grade}”的界限 {bound} 分 {by}", "{by} above {bound} ({grade})"),
        "impact-at": ("正好等于“{grade}”的界限 {bound} 分", "exactly {bound} ({grade})"),
        "impact-below": ("距“{grade}”的界限 {bound} 分差 {by}", "{by} below {bound} ({grade})"),
        "impact-row": ("第 {number} 行 {name}", "row {number} {name}"),
        # the command
        "help-policy-diff": (
            "比较两份评分办法：有哪些不同，对已填的自评表有何影响",
            "compare two policies: what differs, and what that does to filled forms",
        ),
        "help-diff-old": ("原办法", "the old policy"),
        "help-diff-new": ("新办法", "the new policy"),
        "help-on": (
            "用这些自评表按两份办法评分，列出得分、总分、等级的变化",
            "score these forms by both and show how scores, totals and grades change",
        ),
        "help-near": (
            "新总分距等级界限多少分以内时列出，默认 1",
            "list new totals within so many points of a cut-off, 1 by default",
        ),
        # the parts of a policy that have names
        "diffpart-sources": ("依据 {name}", "source {name}"),
        "diffpart-params": ("参数 {name}", "param {name}"),
        "diffpart-fields": ("自定义栏目 {name}", "field {name}"),
        "diffpart-inputs": ("取值次序 {name}", "input {name}"),
        "diffpart-let": ("命名算式 {name}", "let {name}"),
        "diffpart-rules": ("规则 {name}", "rule {name}"),
        "diffpart-checks": ("核对 {name}", "check {name}"),
        "diffpart-properties": ("性质 {name}", "property {name}"),
        # its keys
        "diffkey-policy": ("办法名称", "policy"),
        "diffkey-year": ("年度", "year"),
        "diffkey-revision": ("修订号", "revision"),
        "diffkey-title": ("标题", "title"),
        "diffkey-zh": ("中文", "Chinese"),
        "diffkey-en": ("英文", "English"),
        "diffkey-status": ("可靠程度", "status"),
        "diffkey-note": ("说明", "note"),
        "diffkey-value": ("取值", "value"),
        "diffkey-label": ("含义", "label"),
        "diffkey-unit": ("单位", "unit"),
        "diffkey-source": ("依据", "source"),
        "diffkey-range": ("取值范围", "range"),
        "diffkey-variations": ("其他取值", "variations"),
        "diffkey-type": ("类型", "type"),
        "diffkey-heading": ("栏目标题", "heading"),
        "diffkey-direction": ("默认方向", "direction"),
        "diffkey-execution": ("预算执行", "execution"),
        "diffkey-weight": ("分值", "weight"),
        "diffkey-target": ("指标值", "target"),
        "diffkey-actual": ("完成值", "actual"),
        "diffkey-for": ("适用对象", "for"),
        "diffkey-when": ("条件", "when"),
        "diffkey-score": ("得分", "score"),
        "diffkey-drop": ("不计分", "drop"),
        "diffkey-undecided": ("无法判断", "undecided"),
        "diffkey-require": ("界限", "require"),
        "diffkey-unbounded": ("不限于分值", "unbounded"),
        "diffkey-because": ("理由", "because"),
        "diffkey-cites": ("引用依据", "cites"),
        "diffkey-adjust": ("得分调整", "adjust"),
        "diffkey-rounding": ("取整", "rounding"),
        "diffkey-row": ("每项得分", "each score"),
        "diffkey-total": ("总分", "total"),
        "diffkey-places": ("小数位数", "places"),
        "diffkey-mode": ("舍入方式", "mode"),
        "diffkey-tolerance": ("容差", "tolerance"),
        "diffkey-grades": ("等级", "grades"),
        "diffkey-side": ("界限归属", "side"),
        "diffkey-otherwise": ("最低一等", "the lowest"),
        "diffkey-expect": ("应有", "expect"),
        "diffkey-severity": ("轻重", "severity"),
        "diffkey-rises-with": ("得分不减", "rises-with"),
        "diffkey-falls-with": ("得分不增", "falls-with"),
        # how far it may reach
        "affects-score": ("可改变得分", "can change a score"),
        "affects-total": ("可改变总分", "can change a total"),
        "affects-grade": ("可改变等级", "can change a grade"),
        "affects-check": ("只影响核对", "can change only what is checked"),
        "affects-reading": ("只影响阅读", "only what people read"),
    }
)
