"""Forms of Hubei and those that follow them: 20 points for the money, goals with own parts."""

from typing import Any

from layouts.facts import expected, facts, rows_of, slot
from layouts.paper import C, Fact, Line, Paper, Row, Table, beside, indicators, texts


def water_and_soil_2020() -> Paper:
    """007: two annual goals of 40 points, each with its part of the table."""
    form = facts("huanggang-shuibao-2020")
    rows = rows_of(form)
    body = [
        [C("项目名称", 2), C(form["project"], 6)],
        [C("主管部门", 2), C("黄冈市水利和湖泊局", 2), C("项目实施单位", 2), C(form["unit"], 2)],
        [
            C("项目类别", 2),
            C("1、部门预算项目 √   2、市直专项 □   3、中央及省对下转移支付项目 □", 6),
        ],
        *execution(form, "得分\n（20分*执行率）"),
        *goal("年度绩效目标1\n（40分）", rows[:3], 0),
        *goal("年度绩效目标2\n（40分）", rows[3:], 3),
        [C("总分", 6), C(form["declared_total"], 2)],
        [C("偏差大或目标未完成原因分析", 2), C("无", 6)],
        [C("改进措施及结果应用方案", 2), C("继续按年度整编监测资料。", 6)],
    ]
    page = [
        Line("2020年度水土保持监测项目自评表", "title"),
        Line("单位名称：" + form["unit"] + "　　　　填报日期：2021年3月", "left"),
        Table(body, (12, 10, 14, 24, 12, 12, 8, 8)),
    ]
    return Paper("007", [page], [expected(form, rows)])


def execution(form: dict[str, Any], score: str) -> list[Row]:
    """The money in eight columns; its weight stands only in the heading of the score."""
    line = form["execution"]
    figures = [C(), C(line["annual"]), C(line["executed"])]
    return beside(
        C("预算执行情况（万元）\n（20分）", 2),
        [
            [C(), C("预算数（A）"), C("执行数（B）", 1), C("执行率（B/A）"), C(score, 2)],
            [C(line["label"]), *figures[1:], C(line["declared_rate"]), C(line["declared"], 2)],
        ],
    )


def goal(label: str, rows: list[Fact], start: int) -> list[Row]:
    heads = texts("一级指标|二级指标|三级指标|年初目标值（A）|实际完成值（B）|分值|得分")
    return beside(C(label), [heads, *indicators(rows, plain, start=start)])


def plain(row: Fact, fact: int | None) -> Row:
    figures = ("target", "actual", "weight", "declared")
    return [C(row["name"], fact=fact), *(C(row.get(one, "")) for one in figures)]


def pig_farm_2022() -> Paper:
    """021: no column of weights, units inside the names, the rate printed without its sign."""
    form = facts("baoshan-changning-gongxiao-2022")
    rows = rows_of(form)
    for row in rows:
        unit = row["name"].rpartition("(≥")[2].strip("*)")
        row["reads"] = {"target": f"≥{row['target']}{unit}"}
    line = form["execution"]
    money = [
        texts("|预算数（A）|执行数（B）|执行率（B/A）|得分\n（20分*执行率）", across={4: 2}),
        [
            *(C(line[key]) for key in ("label", "annual", "executed", "declared_rate")),
            C(line["declared"], 2),
        ],
    ]
    heads = texts("一级指标|二级指标|三级指标|年初目标值（A）|实际完成值（B）|得分")
    cells = indicators(
        [*rows, slot(rows[0], "质量指标")],
        lambda row, fact: [
            C(row["name"], fact=fact),
            *(C(row.get(one, "")) for one in ("target", "actual", "declared")),
        ],
    )
    body = [
        [C("项目名称"), C(form["project"], 6)],
        [C("主管部门"), C("昌宁县供销合作社联合社", 3), C("项目实施单位"), C(form["unit"], 2)],
        *beside(C("预算执行情况（万元）\n（20分）"), money),
        *beside(C("年度绩效目标\n（80分）"), [heads, *cells]),
    ]
    page = [
        Line("2022年度项目支出绩效自评表", "title"),
        Line("单位：万元", "right"),
        Table(body, (14, 14, 12, 28, 14, 14, 9)),
    ]
    return Paper("021", [page], [expected(form, rows)])


CRITERIA = {
    "决策依据": "有立项文件且符合规划的得满分，缺一项扣1分。",
    "财务制度": "制度健全并执行的得3分，有制度未执行的得1分。",
    "组织机构": "有专人负责的得满分，否则不得分。",
    "运行监管": "有检查记录和整改资料的得4分，缺资料的酌情扣分。",
    "目标申报": "目标明确、量化、细化的得满分。",
    "乡村道路建设养护里程": "完成值除以目标值，乘以分值。",
}


def roads_2021() -> Paper:
    """017: decision, management and results; criteria, a self score and a reviewer's score."""
    form = facts("suizhou-guangshui-jiaotong-2021")
    rows = rows_of(form)
    for row in rows:
        row["extra"] = {"评价标准及依据": CRITERIA[row["name"]]}
    heads = texts(
        "一级指标|二级指标|三级指标|分值|评价标准及依据|年初目标值|全年完成值|自评分|复核分|备注"
    )
    line = form["execution"]
    money = [
        texts("资金来源|预算安排|实际到位|实际支出|执行率|结余", across={0: 2, 1: 2, 5: 2}),
        [
            C(line["label"], 2),
            C(line["annual"], 2),
            C(line["annual"]),
            C(line["executed"]),
            C(line["declared_rate"]),
            C("0", 2),
        ],
    ]
    body = [
        [C("项目名称"), C(form["project"], 4), C("项目负责单位"), C(form["unit"], 4)],
        *beside(C("资金情况（万元）"), money),
        heads,
        *indicators(rows, reviewed),
        [C("合计", 3), C("100"), C("", 3), C(form["declared_total"]), C(), C()],
    ]
    page = [
        Line("2021年度项目绩效自评表", "title"),
        Table(body, (13, 12, 18, 6, 34, 10, 10, 7, 7, 9)),
        Line("注：复核分由财政部门填写。"),
    ]
    return Paper("017", [page], [expected(form, rows)])


def reviewed(row: Fact, fact: int | None) -> Row:
    return [
        C(row["name"], fact=fact),
        C(row["weight"]),
        C(row["extra"]["评价标准及依据"]),
        C(row.get("target", "")),
        C(row.get("actual", "")),
        C(row.get("declared", "")),
        C(),
        C(),
    ]
