"""Forms of Sichuan, Hebei, Ningxia, Yunnan and Chongqing, which follow no common model."""

from layouts.facts import expected, facts, rows_of, slot
from layouts.paper import C, Fact, Line, Paper, Row, Table, beside, indicators, texts


def split_heads(parts: str, *, left: str, right: str) -> list[Row]:
    """Return two rows of headings: the target over its three parts, all others merged down."""
    one = [C(text, down=2) for text in left.split("|")]
    other = [C(text, down=2) for text in right.split("|")]
    return [[*one, C("预期指标值", 3), *other], texts(parts)]


def sichuan_tail(row: Fact, fact: int | None) -> Row:
    figures = (row.get(key, "") for key in ("actual", "weight", "declared", "reason"))
    return [C(row["name"], fact=fact), *map(C, row["split"]), *map(C, figures)]


def sichuan(key: str, name: str, splits: list[tuple[str, str, str]], title: str) -> Paper:
    form = facts(name)
    rows = rows_of(form)
    for row, split in zip(rows, splits, strict=True):
        row["split"] = split
    heads = split_heads(
        "符号|数值|单位",
        left="一级指标|二级指标|三级指标",
        right="实际完成值|权重|得分|未完成原因分析",
    )
    body = [
        [C("项目名称", 2), C(form["project"], 9)],
        [C("预算单位", 2), C(form["unit"], 9)],
        *beside(C("绩效指标"), [*heads, *indicators(rows, sichuan_tail)]),
        [C("合计", 8), C("100"), C(), C()],
        [C("评价结论", 2), C("项目按计划实施，总体情况较好。", 9)],
        [C("存在问题", 2), C("无", 9)],
        [C("改进措施", 2), C("无", 9)],
    ]
    widths = (6, 11, 14, 24, 7, 9, 8, 13, 8, 8, 18)
    page = [Line(title, "title"), Table(body, widths), Line("项目负责人：　　　　财务负责人：")]
    return Paper(key, [page], [expected(form, rows)])


def justice_office_2023() -> Paper:
    """003: one indicator has all 90 points, and its actual is a word."""
    title = "2023年度项目支出绩效自评表"
    return sichuan("003", "daying-sifaju-shigong-2023", [("≤", "30", "万元")], title)


def salaries() -> Paper:
    """005: actuals and scores are not filled in; no year is given."""
    splits = [("=", "100", "%"), ("≤", "10", "次"), ("=", "100", "%"), ("≤", "5", "%")]
    return sichuan("005", "daying-gongzi-dyrmt", splits, "部门预算项目支出绩效自评表")


def old_age_2020() -> Paper:
    """011: the target over three cells, three columns of scores, the rate as the last row."""
    form = facts("handan-chengan-minzheng-2020")
    rows = rows_of(form)
    for row in rows:
        row["split"] = (">=", row["target"][2:4], "%(百分比)")
        row["extra"] = {"单项指标折算得分": row["extra"]["单项指标折算得分"]}
    line = form["execution"]
    heads = split_heads(
        "符号|预期指标值|单位(文字描述)",
        left="一级指标|二级指标|三级指标",
        right="实际完成指标值|单项指标完成情况|单项指标得分|权重占比(%)|单项指标折算得分",
    )
    money = [
        texts("预算数|资金到位|执行数|资金结余", across={0: 3, 1: 3, 2: 3, 3: 2}),
        [C(line["annual"], 3), C(line["annual"], 3), C(line["executed"], 3), C("0.00", 2)],
    ]
    rate = [
        C("预算执行率", 3),
        *texts("||%"),
        C(line["declared_rate"]),
        C("完成"),
        C(),
        C("10.00"),
        C(),
    ]
    body = [
        [C("项目名称"), C(form["project"], 5), C("实施单位"), C(form["unit"], 5)],
        *beside(C("预算执行情况（万元）"), money),
        *beside(C("绩效目标实现情况"), [*heads, *indicators(rows, hebei_tail), rate]),
    ]
    page = [
        Line("2020年度项目绩效自评表", "title"),
        Line("单位：万元", "right"),
        Table(body, (9, 12, 15, 22, 8, 10, 13, 13, 12, 11, 11, 11)),
    ]
    return Paper("011", [page], [expected(form, rows)])


def hebei_tail(row: Fact, fact: int | None) -> Row:
    return [
        C(row["name"], fact=fact),
        *map(C, row["split"]),
        C(row["actual"]),
        C("完成"),
        C(row["declared"]),
        C(row["weight"]),
        C(row["extra"]["单项指标折算得分"]),
    ]


def potatoes_2022() -> Paper:
    """013: weight before target, the total in a line above the table, no points for the money."""
    form = facts("ningxia-yuanzhou-malingshu-2022")
    rows = rows_of(form)
    last = {"level1": "满意度指标(20分)", "level2": "服务对象满意度指标"}
    rows += [slot(last, "", "指标1"), slot(last, "", "……")]
    line = form["execution"]
    money = [
        texts("|全年预算数（A）|全年执行数（B）|预算执行率（B/A）", across={0: 2, 3: 2}),
        [
            C(line["label"], 2),
            C(line["annual"]),
            C(line["executed"]),
            C(line["declared_rate"], 2),
        ],
        [C("其中：中央补助", 2), C("300"), C("259.45"), C("86.5%", 2)],
        [C("地方资金", 2), C(), C(), C("", 2)],
    ]
    goal = [
        [C("年初设定目标", 4), C("全年实际完成情况", 4)],
        [C("繁育脱毒种薯，扩大一级种薯面积。", 4), C("基地面积超过计划，种薯按期发放。", 4)],
    ]
    heads = "一级指标|二级指标|三级指标|分值|年度指标值|全年实际完成值|得分|未完成原因和改进措施"
    table = [texts(heads), *indicators(rows, weight_first)]
    body = [
        [C("转移支付（项目）名称", 3), C(form["project"], 6)],
        [C("主管部门", 3), C("固原市原州区农业农村局", 3), C("资金使用单位"), C(form["unit"], 2)],
        *beside(C("资金情况（万元）", 3), money),
        *beside(C("总体目标"), goal),
        *beside(C("绩效指标"), table),
        [C("说明"), C("无", 8)],
    ]
    page = [
        Line("马铃薯种薯繁育示范推广项目绩效目标自评表", "title"),
        Line("（2022年度）　　　　项目总得分99分", "centre"),
        Table(body, (6, 13, 14, 32, 8, 15, 15, 8, 20)),
    ]
    return Paper("013", [page], [expected(form, rows)])


def weight_first(row: Fact, fact: int | None) -> Row:
    figures = ("weight", "target", "actual", "declared", "reason")
    return [C(row["name"], fact=fact), *(C(row.get(key, "")) for key in figures)]


def animal_health_2021() -> Paper:
    """019: no table at all; the scores stand in sentences."""
    form = facts("baoshan-changning-gengga-2021")
    lines = [
        f"{number}.{row['name']},年初目标值{row['target']},"
        f"实际完成值{row['actual']},自评得分{row['weight']}分;"
        for number, row in enumerate(rows_of(form), start=1)
    ]
    page: list[Line | Table] = [
        Line("2021年中央动物防疫等补助经费项目支出绩效自评报告", "title"),
        Line(form["unit"], "centre"),
        Line("一、项目概况"),
        Line("资金用于强制免疫和无害化处理的补助，由乡农业综合服务中心实施。"),
        Line("二、绩效目标完成情况"),
        *map(Line, lines),
        Line("三、自评结论"),
        Line("经自评，本项目得分100分，等级为优秀。"),
    ]
    # the sentences name neither weights nor, with a label, the office
    rows = [{**row, "reads": {"weight": ""}} for row in rows_of(form)]
    return Paper("019", [page], [expected({**form, "unit": ""}, rows)])


def forestry_2022() -> Paper:
    """027: a flat list without levels; some cells are glued, and fields hold the rate's points."""
    form = facts("chongqing-liangping-linye-2022")
    line = form["execution"]
    money = [
        texts("|年初预算数|全年（调整）预算数|全年执行数|执行率(%)|执行率权重|执行率得分"),
        [
            C(line["label"]),
            C(),
            C(),
            C(),
            C(line["declared_rate"]),
            C(line["weight"]),
            C(line["declared"]),
        ],
    ]
    heads = "指标名称|计量单位|指标性质|指标值|指标权重(分)|全年完成值|指标得分(分)|说明"
    (given,) = rows_of(form)
    flat = [
        C(given["name"], fact=0),
        *texts("%|≥|90"),
        C(given["weight"]),
        C(given["actual"]),
        C(given["declared"]),
        C(),
    ]
    body = [
        [C("项目名称"), C(form["project"], 3), C("部门（单位）名称"), C(form["unit"], 3)],
        [C("自评总分（分）"), C(form["declared_total"], 7)],
        *beside(C("年度预算（万元）"), money),
        texts(heads),
        flat,
    ]
    why = "several figures stand in one cell and part in several ways"
    rows = [given]
    for number, (name, unit, sign, glued) in enumerate(GLUED, start=1):
        rows.append({"name": name})
        body.append([C(name, fact=number), C(unit), C(sign), C(glued, 4), C()])
    page = [
        Line("2022年度部门整体绩效自评表", "title"),
        Table(body, (34, 12, 14, 14, 14, 12, 12, 16)),
        Line("注：全年完成值按实际填写。"),
    ]
    return Paper("027", [page], [expected(form, rows, undecided=dict.fromkeys((1, 2, 3), why))])


GLUED = (
    ("国家级公益林管护面积", "万亩", "≥", "2810810"),
    ("森林抚育（营林）面积", "万亩", "≥", "2110110"),
    ("主要林业有害生物成灾率", "%", "≤", "0.4100.110"),
)


def medicines_2021() -> Paper:
    """033: a form of transfer payments, with targets and actuals but without any points."""
    form = facts("suining-jingkai-liangpinyixie-2021-noscore")
    rows: list[Fact] = []
    for row in rows_of(form):
        rows.append(row)
        if row["name"].startswith("指标7"):
            rows.append(slot(row))
    last = {"level1": "效益指标", "level2": "社会效益指标"}
    rows += [slot(last, label) for label in ("社会效益指标", "可持续影响指标")]
    line = form["execution"]
    money = [
        texts("|全年预算数（A）|全年执行数（B）|预算执行率（B/A×100%）", across={0: 2}),
        [
            C("年度资金总额", 2),
            C(line["annual"]),
            C(line["executed"]),
            C(line["declared_rate"]),
        ],
        [C("其中：中央补助", 2), C(line["annual"]), C(line["executed"]), C("100%")],
        [C("地方资金", 2), C(), C(), C()],
    ]
    goal = [
        [C("年初设定目标", 3), C("全年实际完成情况", 3)],
        [C("完成药品、化妆品和医疗器械的抽检。", 3), C("抽检批次均超过计划。", 3)],
    ]
    table = [
        texts("一级指标|二级指标|三级指标|年度指标值|全年实际完成值|未完成原因和改进措施"),
        *indicators(rows, unscored),
    ]
    body = [
        [C("转移支付名称", 2), C(form["project"], 5)],
        [C("中央主管部门", 2), C("国家药品监督管理局", 5)],
        [
            C("地方主管部门", 2),
            C("遂宁市市场监督管理局", 2),
            C("资金使用单位"),
            C(form["unit"], 2),
        ],
        *beside(C("资金情况（万元）", 2), money),
        *beside(C("总体目标完成情况"), goal),
        *beside(C("绩效指标"), table),
    ]
    page = [
        Line("中央对地方专项转移支付区域绩效目标自评表", "title"),
        Line("（2021年度）", "centre"),
        Table(body, (8, 13, 14, 32, 16, 18, 22)),
        Line("注：1.资金使用单位按项目绩效目标填报，主管部门汇总时按区域绩效目标填报。"),
    ]
    read = {**form, "execution": {**line, "annual": "5.8", "executed": "5.8"}}
    return Paper("033", [page], [expected(read, rows, unscored=True)])


def unscored(row: Fact, fact: int | None) -> Row:
    figures = (row.get(key, "") for key in ("target", "actual", "reason"))
    return [C(row["name"], fact=fact), *map(C, figures)]
