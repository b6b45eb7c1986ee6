"""Writes the forms that the guides for reviewers and clerks read: a folder as units hand it in.

    python tests/documents/make_handed_in.py [FOLDER]

``报送`` has four forms and their summary table, ``改正`` one of the forms once it is corrected.
pingfen writes them in the published layout; each mistake in them is there for a line of a guide.
Run once by hand.
"""

import copy
import sys
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from pingfen.publishing.form import write_forms
from pingfen.readers.data import forms_from_data

DOCS = Path(__file__).parents[2] / "docs"
LATER = "因年中预算调整，部分工作推迟到下年实施"
Row = tuple[str, str, str, str, str, int, float | int, str]


def rows(*given: Row) -> list[dict[str, Any]]:
    """Return indicators as data."""
    keys = ("level1", "level2", "name", "target", "actual", "weight", "declared", "reason")
    return [dict(zip(keys, row, strict=True)) for row in given]


def budget(annual: float, executed: float, rate: str, declared: float) -> dict[str, Any]:
    """Return a budget row as data."""
    return {
        "label": "年度资金总额",
        "initial": annual,
        "annual": annual,
        "executed": executed,
        "weight": 10,
        "declared_rate": rate,
        "declared": declared,
        "parts": [
            {
                "label": "其中：当年财政拨款",
                "initial": annual,
                "annual": annual,
                "executed": executed,
            }
        ],
    }


DREDGING: dict[str, Any] = {
    "project": "河道清淤",
    "year": 2024,
    "unit": "水务局",
    "goal": "清淤河道 20 公里，恢复行洪能力",
    "outcome": "清淤 21 公里，已通过验收",
    "execution": budget(80, 75.5, "94.38%", 9.44),
    "rows": rows(
        ("产出指标", "数量指标", "清淤河道长度", "≥20公里", "21公里", 20, 20, ""),
        ("产出指标", "数量指标", "清运淤泥", "≥500吨", "460吨", 10, 9, LATER),
        ("产出指标", "质量指标", "验收合格率", "=100%", "100%", 10, 10, ""),
        ("产出指标", "时效指标", "完工时间", "11月30日前", "11月20日", 5, 5, ""),
        ("产出指标", "成本指标", "每公里清淤成本", "≤3.5万元", "3.8万元", 5, 4.57, ""),
        ("效益指标", "生态效益指标", "河道行洪能力", "提高", "提高", 15, 15, ""),
        ("效益指标", "社会效益指标", "受益居民", "≥3万人", "3.1万人", 15, 15, ""),
        ("满意度指标", "服务对象满意度指标", "沿河居民满意度", "≥90%", "94", 10, 10, ""),
    ),
    "declared_total": 98.41,
    "declared_grade": "优",
}
CANTEENS: dict[str, Any] = {
    "project": "校园食堂改造",
    "year": 2024,
    "unit": "教育局",
    "goal": "改造食堂 6 个，更新厨房设备",
    "outcome": "改造食堂 6 个，设备已投入使用",
    "execution": budget(120, 120, "100%", 10),
    "rows": rows(
        ("产出指标", "数量指标", "改造食堂", "≥6个", "6个", 15, 15, ""),
        ("产出指标", "数量指标", "添置设备", "≥40台", "58台", 15, 15, ""),
        ("产出指标", "质量指标", "食品抽检合格率", "≥98%", "", 20, 20, ""),
        ("产出指标", "时效指标", "完成时间", "8月31日前", "8月25日", 10, 10, ""),
        ("产出指标", "成本指标", "每餐成本", "≤12元", "11.5元", 5, 5, ""),
        ("效益指标", "社会效益指标", "食品安全事故", "=0起", "0起", 15, 15, ""),
        ("满意度指标", "服务对象满意度指标", "师生满意度", "≥90%", "95%", 10, 10, ""),
    ),
    "declared_total": 100,
    "declared_grade": "优",
}
BOOKS: dict[str, Any] = {
    "project": "图书购置",
    "year": 2024,
    "unit": "教育局",
    "goal": "购置图书 8000 册",
    "outcome": "购置图书 8000 册，已上架借阅",
    "execution": budget(60, 30, "55%", 5),
    "rows": rows(
        ("产出指标", "数量指标", "购置图书", "≥8000册", "8000册", 20, 20, ""),
        ("产出指标", "数量指标", "覆盖学校", "12所", "13所", 10, 10, ""),
        ("产出指标", "质量指标", "图书合格率", "=100%", "100%", 20, 20, ""),
        ("产出指标", "时效指标", "到馆时间", "6月30日前", "6月20日", 10, 10, ""),
        ("效益指标", "社会效益指标", "学生人均借阅", "≥6册", "5.2册", 20, 17.33, LATER),
        ("满意度指标", "服务对象满意度指标", "师生满意度", "≥90%", "92%", 10, 10, ""),
    ),
    "declared_total": 92.33,
    "declared_grade": "良",
}
MEALS: dict[str, Any] = {
    "project": "老年助餐",
    "year": 2024,
    "unit": "民政局",
    "goal": "运营助餐点 15 个",
    "outcome": "运营助餐点 16 个，服务 6.3 万人次",
    "execution": budget(45, 44.1, "98%", 9.8),
    "rows": rows(
        ("产出指标", "数量指标", "助餐点", "≥15个", "16个", 20, 20, ""),
        ("产出指标", "质量指标", "餐品抽检合格率", "≥98%", "99.2%", 20, 20, ""),
        ("产出指标", "时效指标", "开餐时间", "3月31日前", "3月20日", 10, 10, ""),
        ("效益指标", "社会效益指标", "服务老人", "≥6万人次", "6.3万人次", 20, 20, ""),
        ("效益指标", "可持续影响指标", "运营制度", "健全", "健全", 10, 10, ""),
        ("满意度指标", "服务对象满意度指标", "就餐老人满意度", "≥90%", "93.5%", 10, 10, ""),
    ),
    "declared_total": 99.8,
    "declared_grade": "优",
}
BOOKS["rows"][0]["label_weight"] = 50  # its rows have 60
SUMMARY = (
    ("2024 年度项目支出绩效自评汇总表",),
    ("序号", "项目名称", "自评得分", "自评等级"),
    (1, "河道清淤", 98.41, "优"),
    (2, "校园食堂改造", 100, "优"),
    (3, "图书购置", 93.33, "良"),
    (4, "老年助餐", 99.8, "优"),
    (5, "防汛物资储备", 97.5, "优"),
)


def corrected() -> dict[str, Any]:
    """Return the form of the dredging as it should have been."""
    made = copy.deepcopy(DREDGING)
    mud, cost, residents = made["rows"][1], made["rows"][4], made["rows"][7]
    mud |= {"declared": 9.2, "reason": "汛期上游来水偏大，南段 40 吨淤泥于次年 1 月清运"}
    cost |= {"declared": 4.61, "reason": "南段淤泥运距增加；下年按实际运距编制预算"}
    residents["actual"] = "94%"
    return made | {"declared_total": 98.25}


def write(path: Path, data: dict[str, Any]) -> None:
    """Write a form in the published layout."""
    path.parent.mkdir(parents=True, exist_ok=True)
    problems = write_forms(str(path), forms_from_data(data))
    if problems:
        message = [problem.line("en") for problem in problems]
        raise ValueError(message)


def type_as_text(path: Path, at: str) -> None:
    """Store the number of a cell as a text, as after an apostrophe."""
    book = load_workbook(path)
    cell = book.worksheets[0][at]
    cell.value, cell.number_format = str(cell.value), "@"
    book.save(path)


def summary(path: Path) -> None:
    """Write the summary table."""
    book = Workbook()
    sheet = book.worksheets[0]
    for line in SUMMARY:
        sheet.append(line)
    sheet.column_dimensions["B"].width = 20
    book.save(path)


def main(folder: Path) -> None:
    """Write them all."""
    dredging = folder / "报送" / "水务局" / "河道清淤.xlsx"
    write(dredging, DREDGING)
    type_as_text(dredging, "G14")
    write(folder / "报送" / "教育局" / "校园食堂改造.docx", CANTEENS)
    write(folder / "报送" / "教育局" / "图书购置.xlsx", BOOKS)
    write(folder / "报送" / "民政局" / "老年助餐.xlsx", MEALS)
    summary(folder / "报送" / "汇总表.xlsx")
    write(folder / "改正" / "河道清淤.xlsx", corrected())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else DOCS)
