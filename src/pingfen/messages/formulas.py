"""What is said of the known formulas that give a declared score, and of how scores are rounded."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "guess-full": ("按满分计，未扣分", "full marks, nothing taken off"),
        "guess-zero": ("按 0 分计", "no points at all"),
        "guess-own": ("按本办法计算", "as the policy has it"),
        "guess-rounded": ("{formula}，再{rounding}", "{formula}, then {rounding}"),
        "guess-param": ("“{param}”按 {value} 计算", "with {value} for «{param}»"),
        "guess-policy": ("按“{policy}”计算：{because}", "by «{policy}»: {because}"),
        "guess-more": ("另有 {count} 种算法也得此数", "{count} other formulas give it too"),
        # formulas that are no policy's own
        "guess-share": ("按完成值÷指标值计分", "in proportion, actual ÷ target"),
        "guess-inverse": (
            "按指标值÷完成值计分（反向指标的算法）",
            "by the inverse, target ÷ actual, as where less is better",
        ),
        "guess-excess": (
            "按超出指标值的幅度扣分：1－（完成值－指标值）÷指标值",
            "less by the excess, 1 - (actual - target) ÷ target",
        ),
        "guess-overshoot": (
            "超过指标值 {limit} 的部分按比例扣分",
            "less by what exceeds {limit} of the target",
        ),
        "guess-overshoot-fixed": (
            "完成值达到指标值的 130%，扣 2 分",
            "2 points off from 130% of the target on",
        ),
        "guess-percent": (
            "完成值为百分数，直接乘分值，未与指标值相比",
            "the percentage reached times the weight, whatever the target",
        ),
        "guess-whole-percent": (
            "完成率先四舍五入到整数百分比再计分",
            "in proportion, the ratio rounded to a whole percentage first",
        ),
        "guess-points": (
            "每差 1 个百分点扣 {points} 分",
            "{points} off for each percentage point short",
        ),
        "guess-points-begun": (
            "每差 1 个百分点扣 {points} 分，不足 1 个按 1 个计",
            "{points} off for each percentage point short, a begun one counts",
        ),
        "guess-ratio-points": (
            "完成率每差 1 个百分点扣 {points} 分",
            "{points} off for each hundredth of the target that is missing",
        ),
        "guess-items": ("每少 1 个扣 {points} 分", "{points} off for each that is missing"),
        "guess-rate-initial": (
            "执行率按年初预算数计算",
            "the rate is that of the initial budget",
        ),
        "guess-rate-annual": ("执行率按全年预算数计算", "the rate is that of the annual budget"),
        "guess-rate-printed": (
            "按表中所填执行率计分",
            "by the execution rate that the form prints",
        ),
        "guess-part": ("按分值的 {part} 计", "{part} of the weight"),
        # how a score is rounded
        "rounded-half-up-0": ("四舍五入到整数", "rounded to a whole number"),
        "rounded-half-up-1": ("四舍五入到一位小数", "rounded to one decimal"),
        "rounded-half-up-2": ("四舍五入到两位小数", "rounded to two decimals"),
        "rounded-down-0": ("向下取整", "cut to a whole number"),
        "rounded-down-1": ("截到一位小数", "cut to one decimal"),
        "rounded-down-2": ("截到两位小数", "cut to two decimals"),
        "rounded-up-0": ("向上取整", "raised to a whole number"),
        "rounded-up-1": ("进到一位小数", "raised to one decimal"),
        "rounded-up-2": ("进到两位小数", "raised to two decimals"),
        "rounded-half-even-0": (
            "四舍六入五成双到整数",
            "rounded to a whole number, halves to the even one",
        ),
        "rounded-half-even-1": (
            "四舍六入五成双到一位小数",
            "rounded to one decimal, halves to the even one",
        ),
        "rounded-half-even-2": (
            "四舍六入五成双到两位小数",
            "rounded to two decimals, halves to the even one",
        ),
    }
)
