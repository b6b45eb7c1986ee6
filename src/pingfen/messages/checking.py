"""What `policy check` says of policies."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "check-head": ("评分办法 {name}《{title}》", "policy {name}: {title}"),
        "check-summary": (
            "错误 {error}，存疑 {doubt}，未决 {open}，提示 {note}（分值大于 0、至多两位小数）",
            "errors {error}, doubts {doubt}, open {open}, notes {note} (weights > 0, 2 decimals)",
        ),
        "check-inherited": (
            "提示  另有关于上级办法的提示 {count} 条，--all 一并列出",
            "note  {count} more notes about what is inherited, listed by --all",
        ),
        "severity-open": ("未决", "open"),
        "rule-unreachable": (
            "规则 {rule} 的条件永远不成立",
            "the condition of rule {rule} is never true",
        ),
        "rule-shadowed": (
            "规则 {rule} 永远轮不到：符合条件的行都先由 {others} 决定",
            "rule {rule} is never reached: {others} decide all its rows first",
        ),
        "rule-open": (
            "规则 {rule} 是否会用到，未能判断",
            "whether rule {rule} is ever reached could not be decided",
        ),
        "ways-open": (
            "分支过多，只检查了一部分，其余未能判断",
            "too many branches: only a part was looked at, the rest is open",
        ),
        "rows-undecided": (
            "{rows}无法判断：{because}{when}",
            "{rows} stay undecided: {because}{when}",
        ),
        "zero-divisor": (
            "{rows}会除以零：{because}{when}",
            "{rows} divide by zero: {because}{when}",
        ),
        "no-example": (
            "没有找到能实际重算的例子",
            "no example was found that the scorer confirms",
        ),
        "form-no-total": (
            "{form}的自评表没有总分：{because}",
            "a form with {form} has no total: {because}",
        ),
        "total-open": (
            "总分要作除法，除数是否会为零未能判断",
            "the total divides; whether by zero could not be decided",
        ),
        "form-empty": ("没有指标行", "no indicators"),
        "form-dropped": ("只有一行不计分的指标", "one dropped row only"),
        "form-scored": ("只有一行指标", "one row"),
        "bounds-low": (
            "规则 {rule} 的得分可低于 0{when}",
            "rule {rule} may give less than 0{when}",
        ),
        "bounds-high": (
            "规则 {rule} 的得分可超过分值{when}",
            "rule {rule} may give more than the weight{when}",
        ),
        "bounds-open": (
            "规则 {rule} 的得分是否总在 0 至分值之内，未能判断{when}",
            "whether rule {rule} stays within 0 and the weight could not be decided{when}",
        ),
        "bounds-decimals": (
            "分值的小数多于 {places} 位时，得分四舍五入后可超过分值",
            "a weight of more than {places} decimals may be less than its rounded score",
        ),
        "bounds-decimals-open": (
            "分值的小数多于 {places} 位时，得分四舍五入后是否会超过分值，未能判断",
            "rounded scores above weights of more than {places} decimals could not be ruled out",
        ),
        "with-negatives": ("（仅当数值为负）", " (only with figures below zero)"),
        "band-hole": (
            "分档 {first} 与 {second} 之间有空档：{value} 不属于任何一档",
            "there is a hole between the bands {first} and {second}: {value} is in neither",
        ),
        "band-overlap": (
            "分档 {first} 与 {second} 重叠：{value} 同属两档",
            "the bands {first} and {second} overlap: {value} is in both",
        ),
        "whole-bands": (
            "界限 {bounds} 像整数分档的上端：{value} 分会评为“{grade}”",
            "the bounds {bounds} look like ends of whole-number bands: {value} becomes '{grade}'",
        ),
        "grade-repeated": (
            "等级“{grade}”出现两次，中间隔着别的等级",
            "the grade '{grade}' stands twice with another one between",
        ),
        "param-unused": ("参数 {name} 从未使用", "the param {name} is never used"),
        "let-unused": ("命名的表达式 {name} 从未使用", "the let {name} is never used"),
        "property-fails": (
            "性质 {name} 不成立{when}",
            "the property {name} does not hold{when}",
        ),
        "property-open": (
            "性质 {name} 是否成立，未能判断{when}",
            "whether the property {name} holds could not be decided{when}",
        ),
        "rule-untested": ("没有算例用到规则 {rule}", "no case is decided by rule {rule}"),
        "cases-missing": ("没有算例", "there are no cases"),
        "jump": (
            "完成值略有变化，得分由 {before} 变为 {after}（{first} → {second}）",
            "a hair of the actual moves the score: {before} → {after} ({first} → {second})",
        ),
        "jumps-open": (
            "分支过多，只比较了一部分，其余是否有跳变未能判断",
            "too many branches: only some were compared, other jumps are open",
        ),
        "jump-rounded": (
            "规则 {rule} 的得分含取整，是否因此有跳变未能判断",
            "rule {rule} rounds inside its score; whether that makes it jump could not be decided",
        ),
        "hint-threshold": ("如是有意设置的门槛，可不理会", "a threshold may be meant"),
        # rows
        "rows": ("{rows}{special}的行{levels}", "rows with {rows}{special}{levels}"),
        "rows-of": ("指标值为{target}而完成值为{actual}", "target {target} and actual {actual}"),
        "rows-execution": ("预算执行行{special}", "execution rows{special}"),
        "of-levels": ("限 {levels}", "only {levels}"),
        "but-levels": ("除 {levels} 外", "all but {levels}"),
        "cell-no-relation": ("不带方向的数", "a number without relation"),
        "cell-number": ("数", "a number"),
        "cell-about": ("约数", "an approximate number"),
        "cell-words": ("文字", "words"),
        "cell-same": ("相同文字", "the same words"),
        "cell-date": ("日期", "a date"),
        "cell-length": ("时长", "a length of time"),
        "cell-blank": ("空白", "blank"),
        "special-equal": ("两者相等", "both equal"),
        "special-both-zero": ("两者均为零", "both zero"),
        "special-target-zero": ("指标值为零", "target zero"),
        "special-actual-zero": ("完成值为零", "actual zero"),
        "special-annual-zero": ("预算数为零", "the budget zero"),
        "special-executed-zero": ("执行数为零", "nothing executed"),
        # examples
        "example": ("例：{cells} → {outcome}", "for example {cells} → {outcome}"),
        "example-blank": ("空白", "blank"),
        "example-score": ("{score} 分（{rule}）", "{score} ({rule})"),
        "example-dropped": ("不计分（{rule}）", "dropped ({rule})"),
        "example-undecided": ("无法判断：{because}", "undecided: {because}"),
    }
)
