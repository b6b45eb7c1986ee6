"""What is said in the copies and notices that go back to the units."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # comments at the cells
        "mark-author": ("评分核对 (pingfen)", "score audit (pingfen)"),
        "mark-both": ("现为 {found} → 应为 {expected}", "found {found} → expected {expected}"),
        "mark-found": ("现为 {found}", "found {found}"),
        "mark-expected": ("应为 {expected}", "expected {expected}"),
        "mark-remedy": ("处理：{remedy}", "to do: {remedy}"),
        "mark-elsewhere": ("（关于 {cell}）", "(about {cell})"),
        "mark-more": (
            "另有 {count} 条，见核对报告。",
            "{count} more: see the report of the audit.",
        ),
        # files of which no marked copy can be made
        "not-marked": (
            "没有批注副本：只有 .xlsx 和 .docx 可以加批注",
            "no marked copy: only .xlsx and .docx can be marked",
        ),
        "not-marked-old": (
            "没有批注副本：旧格式不能加批注，请先另存为 {kind}",
            "no marked copy: this older kind cannot be marked; save it as {kind} first",
        ),
        "sheet-gone": (
            "没有批注副本：文件中已没有工作表“{sheet}”，请重新核对",
            "no marked copy: the file has no sheet '{sheet}' any more; audit it again",
        ),
        # notices of return
        "notice-file": ("退回意见-{name}", "return-{name}"),
        "notice-unnamed": ("未命名项目", "unnamed"),
        "notice-title": (
            "关于退回“{project}”绩效自评表的意见（草稿）",
            "Return of the self-evaluation form '{project}' (draft)",
        ),
        "notice-no-unit": ("（单位名称）", "(name of the unit)"),
        "notice-opening": (
            (
                "你单位报送的“{project}”{year}绩效自评表（{file}）已按《{title}》（{policy}）核对，"
                "现将意见反馈如下，请对照补正后重新报送。"
            ),
            (
                "The self-evaluation form '{project}'{year} ({file}) was compared with the policy "
                "'{title}' ({policy}). Please complete and correct it as follows."
            ),
        ),
        "notice-year": ("{year} 年度", " of {year}"),
        "notice-totals": (
            "自评总分：{declared}。按办法，目前的数据可得：{computed}；补正后以重新核对的结果为准。",
            (
                "Declared total: {declared}. By the policy the present data give {computed}; "
                "what counts is the result after correction."
            ),
        ),
        "notice-total-undecided": (
            "自评总分：{declared}。按办法，总分暂不能确定（{reason}），待补充材料后核对。",
            (
                "Declared total: {declared}. By the policy it is not decided yet ({reason}); "
                "it will be when the material is there."
            ),
        ),
        "notice-no-total": ("未填写", "not given"),
        "notice-points": ("{total} 分", "{total}"),
        "notice-points-grade": ("{total} 分，等级“{grade}”", "{total}, grade '{grade}'"),
        "notice-errors": ("需要更正的事项", "To be corrected"),
        "notice-doubts": ("需要说明的事项", "To be explained"),
        "notice-undecided": (
            "暂不能判断、需要补充材料的事项",
            "Not decided yet: material that is missing",
        ),
        "notice-column-number": ("序号", "No."),
        "notice-column-place": ("位置", "Place"),
        "notice-column-matter": ("事项", "Matter"),
        "notice-column-remedy": ("处理意见", "To do"),
        "notice-row": ("第 {row} 行“{name}”", "row {row} '{name}'"),
        "notice-budget-row": ("预算执行行", "budget row"),
        "notice-whole": ("全表", "whole form"),
        "notice-line": ("文本第 {line} 行", "line {line} of the text"),
        "notice-deadline": (
            "请于____年__月__日前重新报送。",
            "Please send the form again by ____-__-__.",
        ),
        "notice-signature": ("审核人（签字）：____________", "Reviewer (signature): ________"),
        "notice-date": ("____年__月__日", "Date: ____-__-__"),
        "notice-draft": (
            "本意见为核对程序生成的草稿，经审核人确认并签字后生效。",
            (
                "This is a draft made by a program; it holds once a reviewer has confirmed and "
                "signed it."
            ),
        ),
    }
)
