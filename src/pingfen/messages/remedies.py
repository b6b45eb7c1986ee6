"""What to do about each kind of finding, for the clerk who has the form."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # scores against the policy
        "remedy-score-differs": (
            "按办法重算该行得分；确有依据的，在偏差原因栏说明如何得出",
            "score the row by the policy, or say in the reason how the score came about",
        ),
        "remedy-execution-score": (
            "按全年执行数和预算数重算执行率得分，或更正预算数、执行数",
            "score the budget by the amounts, or correct the amounts",
        ),
        "remedy-score-missing": ("补填得分", "fill in the score"),
        "remedy-row-undecided": (
            "补全或改写所缺的内容后再核；属于定性评定的，由评审人给出评定得分和理由",
            "supply what is missing; where judgement is due, a reviewer gives points and why",
        ),
        "remedy-cause-relation": (
            "在指标值前补写方向，如“≥”“≤”“=”",
            "write the relation before the target: ≥, ≤ or =",
        ),
        "remedy-cause-target": ("补填指标值", "fill in the target"),
        "remedy-cause-actual": ("补填实际完成值", "fill in the actual"),
        "remedy-cause-worded": (
            "完成值改填实际数和单位",
            "write the actual as a number with its unit",
        ),
        "remedy-cause-budget": (
            "补填预算数和执行数",
            "fill in what was planned and what was executed",
        ),
        "remedy-cause-same_text": (
            "补填指标值和实际完成值",
            "fill in the target and the actual",
        ),
        "remedy-cause-annual": ("补填全年预算数", "fill in the annual budget"),
        "remedy-cause-executed": ("补填全年执行数", "fill in the executed amount"),
        "remedy-cause-judged": (
            "补填得分，或由评审人给出评定得分和理由",
            "fill in the score, or have a reviewer judge the row and say why",
        ),
        "remedy-cause-zero": (
            "核对为零的数；确为零的，由评审人给出评定得分和理由",
            "check the zero; if it is right, a reviewer gives points and why",
        ),
        "remedy-total-differs": (
            "更正有差异的各行得分后重新合计",
            "correct the scores of the rows and add them up again",
        ),
        "remedy-total-missing": ("补填总分", "fill in the total"),
        "remedy-total-undecided": (
            "补全所缺的内容后再核总分",
            "supply what is missing, then check the total",
        ),
        "remedy-grade-differs": (
            "按更正后的总分重新确定等级",
            "grade the form by its corrected total",
        ),
        "remedy-check-undecided": (
            "补填所缺的内容，或人工核对",
            "supply what is missing, or check it by hand",
        ),
        # one form
        "remedy-number-as-text": (
            "把单元格改为数值（选中后用“转换为数字”），再核对合计",
            "turn the cells into numbers, then check the sum",
        ),
        "remedy-scored-twice": (
            "确属同一内容的只保留一处，分值调给其他指标",
            "keep one of the two and give its weight to other indicators",
        ),
        # several forms
        "remedy-same-reason": (
            "逐个项目写明实际原因和改进措施，不要照抄",
            "say for each project what really happened and what will be done",
        ),
        "remedy-project-twice": (
            "核实是否重复报送，只保留最终的一张",
            "find out which form is final and keep that one",
        ),
        "remedy-summary-alone": (
            "补报该项目的自评表，或核对汇总表中的项目名称",
            "hand in the form, or correct the project's name in the summary table",
        ),
        "remedy-summary-differs": (
            "以核对后的自评表为准，更正汇总表",
            "correct the summary table by the form once that is right",
        ),
        "remedy-summary-grade-differs": (
            "按核对后的总分统一汇总表和自评表的等级",
            "bring both grades in line with the corrected total",
        ),
        "remedy-not-in-summary": (
            "把该项目补列入汇总表，或核对项目名称",
            "add the project to the summary table, or correct its name",
        ),
        # cells
        "remedy-unparsed": (
            "按提示改写单元格：只写一个数和单位，或一个日期、期限",
            "write one number with its unit, or one date or period",
        ),
        "remedy-figure": ("改填一个数", "write a number"),
        "remedy-not-truth": ("填“是”或“否”", "write yes or no"),
        "remedy-weight-missing": ("补填该行的分值", "fill in the weight of the row"),
        "remedy-unit-mismatch": (
            "把完成值换算成指标值的单位后填写",
            "give the actual in the unit of the target",
        ),
        "remedy-percent-lost": ("补写百分号", "write the percent sign"),
        "remedy-shown-otherwise": (
            "核对哪个数正确，按所显示的位数重新录入",
            "find out which is right and type it with the digits that are shown",
        ),
        "remedy-approximate": (
            "能填准确数的改填准确数；否则由评审人评定",
            "give an exact number, or leave the row to a reviewer",
        ),
        "remedy-bound-actual": (
            "完成值填实际数，去掉“≥”等符号",
            "give the number that was reached, without a sign",
        ),
        "remedy-level-unknown": (
            "按规定的指标体系填写一、二级指标名称",
            "use the level names of the indicator scheme",
        ),
        "remedy-target-in-name": (
            "把方向和单位写进指标值一栏",
            "write relation and unit into the column of targets",
        ),
        "remedy-policy-older": (
            "确认该年度适用的评分办法；有新办法的，用新办法重审",
            "make sure which policy is in force and audit by that one",
        ),
        "remedy-judgement-project": (
            "在评定文件中更正项目名称",
            "correct the project in the judgements file",
        ),
        "remedy-judgement-row": (
            "在评定文件中更正行号或指标名称",
            "correct the row in the judgements file",
        ),
        "remedy-judgement-several": (
            "在评定文件中用行号指明是哪一行",
            "name the row by its number in the judgements file",
        ),
        "remedy-acceptance-code": (
            "核对指纹，改正或删去认可文件中的问题种类",
            "look at the fingerprint; correct or leave out the kind in the file",
        ),
        "remedy-judgement-twice": (
            "在评定文件中只保留一条",
            "keep one of them in the judgements file",
        ),
        "remedy-judgement-differs": (
            "核对两处评定，以评审意见为准",
            "compare the two; the reviewer's counts",
        ),
        "remedy-judgement-unused": (
            "从评定文件中删去，或核对所指的行",
            "take it out of the judgements file, or correct the row",
        ),
        # tables
        "remedy-project-missing": ("补填项目名称", "fill in the project's name"),
        "remedy-no-heading": (
            "补上指标表的表头，或改用规定格式的自评表",
            "add the headings, or use the published layout",
        ),
        "remedy-tables-side-by-side": (
            "把两张指标表上下排列",
            "put one table below the other",
        ),
        "remedy-unscored-form": (
            "需要计分的，补上分值和得分两列",
            "add the columns of weights and scores if it is to be scored",
        ),
        "remedy-cell-over-columns": (
            "拆分单元格，各填各列",
            "split the cell and fill in each column",
        ),
        "remedy-column-unused": (
            "核对以哪一列为准，删去另一列或改其表头",
            "decide which column counts; delete or rename the other",
        ),
        "remedy-row-after-table": (
            "把该行移到合计之前，或删去",
            "move the row above the sum, or delete it",
        ),
        "remedy-row-without-heading": (
            "在续表上方重复表头",
            "repeat the headings above the continued table",
        ),
        "remedy-title-without-table": (
            "补上表格，或删去多余的标题",
            "add the table, or delete the title",
        ),
        "remedy-in-sentences": (
            "改用表格填报，并对照原文核对",
            "use a table; compare what was read with the text",
        ),
        "remedy-missing-key": ("补上所缺的项", "add what is missing"),
        "remedy-unknown-key": ("更正或删去该项", "correct or delete the key"),
        "remedy-wrong-kind": ("按格式说明改写", "write it as the schema says"),
        "remedy-wrong-value": ("按格式说明改写取值", "give a value that the schema allows"),
        # files
        "remedy-hidden-rows": (
            "取消隐藏后核对，不需要的删去",
            "show the rows, check them, delete what is not needed",
        ),
        "remedy-hidden-columns": (
            "取消隐藏后核对，不需要的删去",
            "show the columns, check them, delete what is not needed",
        ),
        "remedy-hidden-sheet": (
            "取消隐藏后核对，不需要的删去",
            "show the sheet, check it, delete it if not needed",
        ),
        "remedy-covered": (
            "取消合并，核对被遮住的内容",
            "unmerge the cell and check what it covers",
        ),
        "remedy-formula-no-value": (
            "用 Excel 或 WPS 打开，重算并保存",
            "open the file in Excel or WPS, recalculate and save it",
        ),
        "remedy-error-value": ("更正公式或改填数", "correct the formula or type the number"),
        "remedy-format-unknown": (
            "改用常规或数值格式",
            "use the general format or that of numbers",
        ),
        "remedy-format-hides": (
            "改用能显示内容的格式，并核对该数",
            "use a format that shows the value, and check it",
        ),
        "remedy-tracked-changes": (
            "接受或拒绝全部修订后重新报送",
            "accept or reject all changes and hand it in again",
        ),
        "remedy-deleted-row": (
            "接受或拒绝修订后重新报送",
            "accept or reject the change and hand it in again",
        ),
        "remedy-hidden-table-row": (
            "取消隐藏后核对，不需要的删去",
            "show the row and check it, or delete it",
        ),
        "remedy-hidden-text": (
            "取消隐藏后核对，不需要的删去",
            "show the text and check it, or delete it",
        ),
        "remedy-struck-text": (
            "删去划去的文字，只留有效内容",
            "delete what is struck out",
        ),
        "remedy-covered-text": (
            "取消合并，核对被盖住的文字",
            "unmerge the cell and check what it covers",
        ),
        "remedy-placeholder": ("填写该处，或清空提示文字", "fill it in, or clear the prompt"),
        "remedy-symbol-unknown": (
            "换成普通字符，如“≥”“√”",
            "replace it by an ordinary character",
        ),
        "remedy-text-box": (
            "把文本框中的内容移入表格",
            "move the text into the table",
        ),
        "remedy-drawn-field": ("改为直接录入文字", "type the text instead"),
        "remedy-embedded": (
            "把其中的内容直接填入表格",
            "put what it holds into the table",
        ),
        "remedy-picture": (
            "图片中若有指标或得分，请录入表格",
            "type in what the picture shows of indicators or scores",
        ),
        "remedy-page-is-picture": (
            "报送可编辑的文件，或人工核对此页",
            "hand in an editable file, or check the page by hand",
        ),
        "remedy-text-recognised": (
            "对照扫描件逐项核对，最好报送原文件",
            "compare it with the scan, or hand in the original file",
        ),
        "remedy-fields-unread": (
            "把填写域或批注的内容写入正文",
            "write what the fields or remarks say into the text",
        ),
        "remedy-glyph-unknown": (
            "对照原件核对该处，或报送原文件",
            "compare it with the original, or hand that in",
        ),
        "remedy-text-overlaps": (
            "对照原件核对该处，或报送原文件",
            "compare it with the original, or hand that in",
        ),
        "remedy-number-broken": (
            "对照原件核对该数，或加宽该列",
            "compare the number with the original, or widen the column",
        ),
    }
)
