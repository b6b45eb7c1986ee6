"""What is said of office files that are written: summary tables, forms."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "extra-missing-writing": (
            "写此类文件需要 {found}，尚未安装",
            "writing such a file needs {found}, which is not installed",
        ),
        "office-suffix": (
            "输出文件的扩展名应为：{known}",
            "the file to be written must end in one of: {known}",
        ),
        "text-too-long": (
            "文字有 {found} 个字符，表格单元格最多容纳 {most} 个",
            "the text has {found} characters; a cell of a workbook holds at most {most}",
        ),
        # commands
        "help-summary": (
            "给自评表评分，写出汇总表（.xlsx 或 .docx）",
            "score forms and write their summary table (.xlsx or .docx)",
        ),
        "help-form-group": (
            "按公开的表样写出自评表（.xlsx 或 .docx），或写出下一年度的空表",
            "write forms in the published layout (.xlsx or .docx), or blank ones for next year",
        ),
        "help-office-output": (
            "输出文件，以 .xlsx 或 .docx 结尾",
            "output file that ends in .xlsx or .docx",
        ),
        "help-title": (
            "表的标题；默认由年度写出",
            "title of the table, made of the year by default",
        ),
        "help-department": (
            "部门（单位）的名称；各表的单位相同时可不写",
            "name of the department; that of the forms where they all have the same",
        ),
        "help-fill": (
            "按此办法填入表中空着的得分、执行率、总分；已有的不改",
            "fill empty scores, rate and total by this policy; what is there stays",
        ),
        "help-blank": (
            "写出该年度的空表：保留指标、指标值、分值；不写年度则为下一年度",
            "a blank form for that year, next year by default: names, targets, weights stay",
        ),
        "blank-or-policy": (
            "--blank 写空表，不能同时用 --policy 填得分",
            "--blank leaves scores empty, so --policy cannot fill them",
        ),
        "blank-no-year": (
            "“{project}”没有年度，请写明：--blank 年度",
            "'{project}' has no year; name one: --blank YEAR",
        ),
        "not-a-year": ("“{found}”不是年度，应为四位数字", "'{found}' is no year of four digits"),
        "output-is-input": (
            "输出文件就是所读的文件，不会覆盖",
            "the file to be written is the one that is read; it is not overwritten",
        ),
        "forms-written": (
            "已写出 {count} 张自评表：{output}",
            "{count} forms were written: {output}",
        ),
        "summary-written": (
            (
                "已写出汇总表 {output}：{count} 个项目，{undecided} 个无法判断，"
                "{differs} 个的自评总分或等级与评分办法不一致"
            ),
            (
                "the summary table {output} was written: {count} projects, {undecided} undecided, "
                "{differs} whose declared total or grade differs"
            ),
        ),
        "summary-undecided": (
            "“{project}”的总分无法判断，表中留空：{why}",
            "the total of '{project}' is undecided and left blank: {why}",
        ),
        "summary-years": (
            "各表的年度不同（{years}），标题中未写年度",
            "the forms are of different years ({years}), so the title names none",
        ),
        "summary-empty": ("没有可列入汇总表的自评表", "there is no form to be listed"),
        # what a policy filled in
        "filled": (
            "“{project}”：按 {policy} 填入{parts}；已有的未改动",
            "'{project}': filled in by {policy}: {parts}; what was there stays",
        ),
        "filled-nothing": (
            "“{project}”：按 {policy} 没有可填的空处",
            "'{project}': nothing that {policy} could fill in",
        ),
        "filled-scores": ("得分 {count} 处", "{count} scores"),
        "filled-rate": ("执行率", "the rate"),
        "filled-total": ("总分 {total}", "the total {total}"),
        "filled-differs": (
            "“{project}”第 {rows} 行的自评得分与评分办法不一致，未改动（0 为预算执行）",
            (
                "'{project}': the declared scores of rows {rows} differ from the policy's, stay "
                "(0 is the execution)"
            ),
        ),
        "filled-differs-no-total": (
            (
                "“{project}”第 {rows} 行的自评得分与评分办法不一致，未改动（0 为预算执行），"
                "因此总分也未填"
            ),
            (
                "'{project}': the declared scores of rows {rows} differ from the policy's, stay "
                "(0 is the execution), so the total was not filled in"
            ),
        ),
        "filled-undecided": (
            "“{project}”第 {rows} 行无法判断，空着的得分和总分未填（0 为预算执行）",
            "'{project}': rows {rows} are undecided; empty scores stay so (0 is the execution)",
        ),
        "blank-years-in-rows": (
            "“{project}”的空表（{year}年度）第 {rows} 行仍写着别的年份，请核对",
            "the blank form of '{project}' for {year} still names other years in rows {rows}",
        ),
        "blank-years": (
            "“{project}”的空表（{year}年度）在项目名称或目标中仍写着别的年份，请核对",
            "the blank form of '{project}' for {year} still names other years in its name or goal",
        ),
        # what was written reads otherwise
        "written-count": (
            "写出 {expected} 张自评表，读回 {found} 张",
            "{expected} forms were written, but {found} are read again",
        ),
        "written-otherwise": (
            "“{project}”{where}写不成原样：应为“{expected}”，读回“{found}”",
            "'{project}', {where}: '{expected}' reads '{found}' once it is written",
        ),
        "field-project": ("项目名称", "project"),
        "field-year": ("年度", "year"),
        "field-unit": ("实施单位", "unit"),
        "field-goal": ("年初预期目标", "goal"),
        "field-outcome": ("目标实际完成情况", "outcome"),
        "field-rows": ("指标行数", "number of rows"),
        "field-total": ("总分", "total"),
        "field-grade": ("自评等级", "grade"),
        "field-explanation": ("80 分以下的说明", "explanation"),
        "field-budget": ("预算第 {line} 行的{what}", "line {line} of the budget, {what}"),
        "field-row": ("第 {row} 行的{what}", "row {row}, {what}"),
        "field-label": ("名称", "label"),
        "field-initial": ("年初预算数", "initial budget"),
        "field-annual": ("全年预算数", "annual budget"),
        "field-executed": ("全年执行数", "executed"),
        "field-declared_rate": ("执行率", "rate"),
        "field-weight": ("分值", "weight"),
        "field-declared": ("得分", "score"),
        "field-judged": ("评定得分", "points by judgement"),
        # beside the rows of indicators in the published layout, which is Chinese
        "form-side": ("绩效指标", "indicators"),
        "field-level1": ("一级指标", "level 1"),
        "field-level2": ("二级指标", "level 2"),
        "field-label_weight": ("一级指标的分值", "weight of level 1"),
        "field-label2_weight": ("二级指标的分值", "weight of level 2"),
        "field-name": ("三级指标", "name"),
        "field-target": ("年度指标值", "target"),
        "field-actual": ("实际完成值", "actual"),
        "field-target-reading": ("年度指标值的读法", "how the target is read"),
        "field-actual-reading": ("实际完成值的读法", "how the actual is read"),
        "field-reason": ("偏差原因", "reason"),
    }
)
