"""What is said of a form as a whole: the points lost, and what reaches the next grade."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "lost-most-first": ("失分，由多到少", "points lost, most first"),
        "lost-nothing": ("各项均得满分", "no points lost"),
        "rows-open": ("无法判断的行", "rows that are undecided"),
        "grade-highest": ("已是最高等级", "there is no higher grade"),
        "grade-none": ("本办法不分等级", "this policy gives no grades"),
        "goal-from": (
            "下一等级：{grade}（{total} 分及以上），还差 {lacking} 分",
            "the next grade: {grade}, from {total} points on, {lacking} more",
        ),
        "goal-above": (
            "下一等级：{grade}（高于 {total} 分），还差 {lacking} 分以上",
            "the next grade: {grade}, above {total} points, more than {lacking} more",
        ),
        "changes-any": (
            "其余不变，单独改动以下任一处即可达到（按改动占原值的比例，由小到大）：",
            "reached by any one of these changes alone, the smallest share of its figure first:",
        ),
        "changes-none": (
            "没有哪一处单独改动就能达到",
            "no change of one figure alone reaches it",
        ),
        "change-exactly": ("（精确界限 {limit}）", "(exactly {limit})"),
        "change-executed": ("全年执行数", "executed"),
        "change-actual": ("完成值", "actual"),
        "change-late": ("迟延天数", "days late"),
        "change-judged": ("评定得分", "judged points"),
        "change-text": ("完成值", "actual"),
        "change-score": ("得分 {before} → {after}", "score {before} → {after}"),
        "change-total": ("总分 {total} {grade}", "total {total} {grade}"),
    }
)
