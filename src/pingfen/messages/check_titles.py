"""What the checks of the policies that ship are called in reports of audits."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "kind-reason-due": ("扣分未填偏差原因", "no reason for lost points"),
        "kind-explanation-due": ("低分未作说明", "no explanation of a low total"),
        "kind-weights": ("分值之和不对", "weights do not add up"),
        "kind-execution-weight": ("预算执行分值不对", "another weight of the budget row"),
        "kind-sum-is-total": ("得分之和与总分不符", "scores do not add up to the total"),
        "kind-level-weights": ("一级指标分值之和不对", "weights against the label of level 1"),
        "kind-level2-weights": ("二级指标分值之和不对", "weights against the label of level 2"),
        "kind-score-above-weight": ("得分超出分值", "score above its weight"),
        "kind-full-though-missed": ("未完成却得满分", "full marks although missed"),
        "kind-lost-though-met": ("已完成却扣分", "points lost although met"),
        "kind-over-uncommented": ("超额完成未作说明", "over-fulfilled without comment"),
        "kind-actual-blank": ("完成值空白却得满分", "full marks for a blank actual"),
        "kind-target-blank": ("指标值空白却得满分", "full marks for a blank target"),
        "kind-unparsed-full": ("读不出却得满分", "full marks for what cannot be read"),
        "kind-rate-printed": ("执行率填写不对", "printed rate of execution"),
        "kind-initial-parts": ("年初预算分项与总额不符", "parts of the initial budget"),
        "kind-annual-parts": ("全年预算分项与总额不符", "parts of the annual budget"),
        "kind-executed-parts": ("全年执行分项与总额不符", "parts of what was executed"),
        "kind-zero-budget": ("无预算却有支出", "spending without a budget"),
        "kind-relation-missing": ("指标值没有方向", "target without a relation"),
        "kind-upper-quantity": ("数量指标写成“≤”", "quantity with an upper limit"),
        "kind-lower-cost": ("成本指标写成“≥”", "cost with a lower limit"),
        "kind-upper-satisfaction": ("满意度写成“≤”", "satisfaction with an upper limit"),
        "kind-grade-fits": ("等级与总分不符", "grade against the total"),
        "kind-summary-total": ("汇总表得分与自评表不符", "total in the summary table"),
        "kind-summary-grade": ("汇总表等级与自评表不符", "grade in the summary table"),
        "kind-plausible": ("得分高而执行率低", "high score, low execution"),
        "kind-all-as-planned": ("完成值全与指标值相同", "every actual as planned"),
    }
)
