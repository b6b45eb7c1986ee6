"""What is said of the cases of policies: what failed, and what no case has tried."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "cases-run": (
            "{policy}：通过 {passed} 例，失败 {failed} 例（{file}）",
            "{policy}: {passed} passed, {failed} failed ({file})",
        ),
        "cases-none": ("{policy}：没有算例（{file}）", "{policy}: there are no cases ({file})"),
        "case-expected": ("应为", "expected"),
        "case-found": ("实为", "found"),
        "cases-rules": (
            "  规则：{count} 条中 {hit} 条有算例",
            "  rules: {hit} of {count} decide a case",
        ),
        "case-unhit": ("没有算例", "decides no case"),
        "case-undecided-only": (
            "只在 {count} 个算例中无法判断",
            "only left undecided, in {count} cases",
        ),
        "cases-boundaries": (
            "  边界：{count} 处中 {seen} 处各侧都有算例",
            "  boundaries: {seen} of {count} seen on every side",
        ),
        "case-unseen": ("未见：{sides}", "never seen: {sides}"),
        "side-below": ("左小于右", "left below right"),
        "side-equal": ("相等", "equal"),
        "side-above": ("左大于右", "left above right"),
        "side-true": ("成立", "true"),
        "side-false": ("不成立", "false"),
        "cases-excused": (
            "  其中 {count} 处有一侧不可能出现，已在 unseen 中说明",
            "  {count} of them with a side that cannot be seen, as unseen says",
        ),
        "cases-more": ("……另有 {count} 处，--all 全部列出", "… and {count} more, shown by --all"),
        "cases-inherited": (
            "  另有继承的规则 {rules} 条、边界 {boundaries} 处，--all 一并计入",
            "  inherited: {rules} rules and {boundaries} boundaries more, counted by --all",
        ),
        "duplicate-case": (
            "已有名为“{found}”的算例",
            "there is a case named '{found}' before it",
        ),
        "excused-in-vain": (
            "“{found}”的“{side}”一侧已有算例，或并无此比较，应从 unseen 中删去",
            "the side '{side}' of '{found}' is seen or is not there: take it out of unseen",
        ),
        "one-policy": (
            "--cases 只能与一个评分办法同用",
            "--cases goes with one policy only",
        ),
        "no-policies": ("没有可测的评分办法", "there is no policy to test"),
        "needs-pytest": (
            "需要先安装 pytest：pip install pytest",
            "pytest is needed: pip install pytest",
        ),
        "help-policy-test": (
            "运行评分办法的算例，并指出没有算例的规则和边界",
            "run the cases of policies; say which rules and boundaries no case tries",
        ),
        "help-test-policy": (
            "评分办法：名称[@年度] 或文件；不写则为 --rules 中的全部，或自带的全部",
            "policies: NAME[@YEAR] or files; by default all in --rules, or all that ship",
        ),
        "help-cases": (
            "算例文件；默认为办法旁的 <年度>.cases.yaml",
            "a file of cases; by default <year>.cases.yaml beside the policy",
        ),
        "help-all": (
            "一并计入继承的规则和边界，并全部列出",
            "count inherited rules and boundaries too, and list all",
        ),
        "help-require-coverage": (
            "有规则或边界没有算例时也算失败（退出码 1）",
            "fail (exit code 1) where a rule or a boundary is not tried",
        ),
    }
)
