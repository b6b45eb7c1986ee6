"""What is said of which policies explain the scores of forms, and what the forms leave open."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # the best candidate
        "infer-best": ("{name} 解释得最好：{title}", "{name} explains most: {title}"),
        "infer-none": (
            "没有一种办法能解释其中任何一项",
            "No candidate explains any of what the forms declare",
        ),
        "infer-status": ("依据 {status}", "sources {status}"),
        "infer-scores": (
            "得分 {declared} 个：按规则 {ruled}，评定 {judged}，不一致 {differs}，无法判断 {open}",
            "{ruled} of {declared} scores by rule, {judged} judged, {differs} differ, {open} open",
        ),
        "infer-totals": (
            "自评总分 {totals}/{totals_declared}，等级 {grades}/{grades_declared}",
            "{totals} of {totals_declared} totals, {grades} of {grades_declared} grades",
        ),
        "infer-evidence": (
            "相符是线索，不是证明：别的办法也可能得出同样的分。",
            "Agreement is evidence, not proof: other rules may give the same scores.",
        ),
        "infer-nothing": (
            "这些自评表没有自评得分、总分或等级，无从推断。",
            "These forms declare no scores, totals or grades: there is nothing to infer from.",
        ),
        "infer-no-policies": ("没有可试的评分办法。", "There are no policies to try."),
        "infer-tried": (
            "试了 {policies} 个办法及其可选参数值，共 {tried} 种",
            "tried {policies} policies and the variations they declare, {tried} candidates",
        ),
        "infer-cut": (
            "（{names} 只试到同时改 {changed} 个参数、{most} 种为止）",
            " ({names}: at most {changed} params at a time and {most} candidates, not the rest)",
        ),
        # the table of candidates
        "infer-column-candidate": ("办法", "candidate"),
        "infer-column-by-rule": ("按规则", "by rule"),
        "infer-column-totals": ("总分", "totals"),
        "infer-column-others": ("同样能解释的其他办法", "as good"),
        "infer-column-file": ("文件", "file"),
        "infer-column-grades": ("等级", "grades"),
        "infer-ties": ("{name}（同样：{names}）", "{name} (just the same: {names})"),
        "infer-more": ("……另有 {count} 种", "… and {count} more"),
        "infer-more-rows": ("……另有 {count} 处", "… and {count} more"),
        "infer-others": ("{names}，另有 {count} 种", "{names} and {count} more"),
        # what is open and what is decided
        "infer-open": ("从这些自评表看不出来的", "What the forms leave open"),
        "infer-decided": ("从这些自评表可以看出的", "What the forms decide"),
        "infer-open-value": (
            "{param}：{value} 与 {others} 同样能解释",
            "{param}: {value} and {others} explain as much",
        ),
        "infer-open-unasked": (
            "{param}：{value} 还是 {others}，没有一个得分用到它",
            "{param}: {value} or {others}, no score depends on it",
        ),
        "infer-open-free": (
            "{param}：{value}，取任何允许的数都同样能解释",
            "{param}: {value}, all numbers that the policy allows explain the same",
        ),
        "infer-open-unseen": (
            "取 {other} 时每一分都相同",
            "with {other} all scores are the same",
        ),
        "infer-both": (
            "自评 {declared}：{value} 得 {best}，{other} 得 {found}",
            "declared {declared}: {value} gives {best}, {other} gives {found}",
        ),
        "infer-param": ("参数 {name}（{label}）", "{name} ({label})"),
        "infer-decided-value": ("{param}：取 {value}", "{param}: {value}"),
        "infer-span": (
            "{param}：{value}；{span} 解释得完全一样",
            "{param}: {value}; {span} explain exactly the same",
        ),
        "infer-not": ("不是 {other}", "not {other}"),
        "infer-any": ("任何数", "all numbers"),
        "infer-idle": (
            "没有一行用到的规则：{rules}",
            "rules that decided no row: {rules}",
        ),
        "infer-as-much": (
            "解释得完全一样的还有：{names}",
            "these explain exactly the same: {names}",
        ),
        # the rows
        "infer-lost": (
            "失分的行、与最佳办法不符的行符合哪些算式",
            "Which formulas give the scores that lost points or that the best does not give",
        ),
        "infer-rows": ("各行符合哪些算式", "Which formulas give the declared scores"),
        "infer-score": ("{declared}（满分 {weight}）", "{declared} of {weight}"),
        "infer-row": ("第 {number} 行 {name}", "row {number} {name}"),
        "infer-dropped": ("不计分", "not counted"),
        "infer-judged": ("{expression}（评定，任何数都符合）", "{expression} (any number fits)"),
        "infer-rounding": ("{mode}到 {unit}", "{mode} to {unit}"),
        "infer-best-undecided": (
            "{name} 无法判断：{why}",
            "{name} leaves it undecided: {why}",
        ),
        "infer-unscored": ("不对这一行评分", "it gives this row no score"),
        "infer-rows-such-as": (
            "{count} 行（{numbers}），如 {example}",
            "{count} rows ({numbers}), such as {example}",
        ),
        "infer-unfitted": ("没有一种办法能解释的行", "Scores that nothing explains"),
        "infer-gives": (
            "{name} 得 {score}，相差 {difference}",
            "{name} gives {score}, which is off by {difference}",
        ),
        "infer-share": ("；自评为分值的 {share}", "; declared is {share} of the weight"),
        "infer-all-fitted": (
            "每一行的自评得分都至少有一种办法能解释。",
            "The declared score of each row is explained by some candidate.",
        ),
        # totals and grades
        "infer-unmatched": (
            "没有解释的总分、等级",
            "Totals and grades that the best does not give",
        ),
        "infer-unmatched-total": (
            "总分：自评 {declared}，{name} 得 {found}",
            "total: declared {declared}, {name} gives {found}",
        ),
        "infer-unmatched-grade": (
            "等级：自评 {declared}，按 {name} 为 {found}",
            "grade: declared {declared}, by {name} it is {found}",
        ),
        # several files
        "infer-forms": ("各表分别看", "Each form by itself"),
        "infer-form-none": ("都不能解释", "none explains any"),
        "infer-form-nothing": ("没有自评得分", "no declared scores"),
        "infer-apart": (
            "没有一种办法能解释全部；分文件看：",
            "No candidate explains all of them; file by file:",
        ),
        "infer-apart-line": (
            "只有 {name} 能全部解释的：{files}",
            "explained in full by {name} alone: {files}",
        ),
        "infer-apart-tied": (
            "多个办法同样能全部解释的：{files}",
            "explained in full by several policies alike: {files}",
        ),
        "infer-apart-part": (
            "没有办法能全部解释的：{files}",
            "explained in full by none: {files}",
        ),
        # the draft
        "infer-no-draft": (
            "没有推断出办法，无从起草",
            "nothing was inferred, so there is nothing to draft",
        ),
        "infer-draft-head": (
            "由自评得分推断：pingfen policy infer 认为 {name} 解释得最好",
            "Inferred from declared scores by pingfen policy infer: {name} explains most",
        ),
        "infer-draft-open": (
            "看不出来：{choice}",
            "left open: {choice}",
        ),
        "infer-draft-unfitted": (
            "没有办法能解释：{row}，自评 {declared}，此办法得 {score}",
            "explained by nothing: {row}, declared {declared}, this policy gives {score}",
        ),
        # the command
        "help-policy-infer": (
            "由自评得分推断用的是哪个办法",
            "find which policies explain the declared scores",
        ),
        "help-infer-policy": (
            "只试这些办法，可重复；默认试全部",
            "try only these policies, repeatable; all by default",
        ),
        "help-infer-all": ("也列出得满分的行", "list also the rows with full marks"),
        "help-infer-draft": (
            "另写一份继承最佳办法的草稿",
            "also write a draft that extends the best",
        ),
        "help-infer-output": (
            "报告的输出文件；与 --draft 同用时为草稿的文件",
            "file of the report; with --draft, of the draft",
        ),
    }
)
