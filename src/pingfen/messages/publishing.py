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
        # what was written reads otherwise
        "written-count": (
            "写出 {expected} 张自评表，读回 {found} 张",
            "{expected} forms were written, but {found} are read again",
        ),
        "written-otherwise": (
            "“{project}”{where}写不成原样：应为“{expected}”，读回“{found}”",
            "'{project}', {where}: '{expected}' reads '{found}' once it is written",
        ),
        "part-project": ("项目名称", "project"),
        "part-year": ("年度", "year"),
        "part-unit": ("实施单位", "unit"),
        "part-goal": ("年初预期目标", "goal"),
        "part-outcome": ("目标实际完成情况", "outcome"),
        "part-rows": ("指标行数", "number of rows"),
        "part-total": ("总分", "total"),
        "part-grade": ("自评等级", "grade"),
        "part-explanation": ("80 分以下的说明", "explanation"),
        "part-budget": ("预算第 {line} 行的{what}", "line {line} of the budget, {what}"),
        "part-row": ("第 {row} 行的{what}", "row {row}, {what}"),
        "part-label": ("名称", "label"),
        "part-initial": ("年初预算数", "initial budget"),
        "part-annual": ("全年预算数", "annual budget"),
        "part-executed": ("全年执行数", "executed"),
        "part-declared_rate": ("执行率", "rate"),
        "part-weight": ("分值", "weight"),
        "part-declared": ("得分", "score"),
        "part-judged": ("评定得分", "points by judgement"),
        "part-level1": ("一级指标", "level 1"),
        "part-level2": ("二级指标", "level 2"),
        "part-label_weight": ("一级指标的分值", "weight of level 1"),
        "part-label2_weight": ("二级指标的分值", "weight of level 2"),
        "part-name": ("三级指标", "name"),
        "part-target": ("年度指标值", "target"),
        "part-actual": ("实际完成值", "actual"),
        "part-reason": ("偏差原因", "reason"),
    }
)
