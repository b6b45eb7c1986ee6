"""The form of the ministry of 2020, and the published ones that use it, each in its own manner."""

from collections.abc import Iterator
from typing import Any

from layouts.facts import expected, facts, rows_of, slot
from layouts.paper import C, Fact, Line, Paper, Row, Table, beside, indicators, texts

WIDTHS = (6, 9, 11, 12, 18, 14, 14, 7, 8, 18)
TITLE = Line("项目支出绩效自评表", "title")
HEADS = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施"
# the same, with the line breaks and the spaces that people put into them
BROKEN = (
    "一级\n指标|二级\n指标|三级指标|年度\n指标值|实际\n完成值|分值|得分|偏差原因分析\n及改进措施"
)
SPACED = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分  值|得  分|偏差原因分析及改进措施"
NOTES = (
    "注：1.得分一档最高不能超过该指标分值上限。",
    "2.定量指标按完成比例计分；定性指标分三档，分别为100%-80%(含)、80%-60%(含)、60%-0%。",
)
SIGNED = Line("填报人：　　　　　　　联系电话：　　　　　　　填报日期：", "left")
PARTS = ("其中：当年财政拨款", "上年结转资金", "其他资金")


def head(form: dict[str, Any]) -> list[Row]:
    return [
        [C("项目名称", 2), C(form["project"], 8)],
        [C("主管部门", 2), C(form["unit"], 3), C("实施单位", 2), C(form["unit"], 3)],
    ]


def money(form: dict[str, Any], parts: list[Row] | None = None) -> list[Row]:
    """Return the budget: ten columns, the label beside it merged over all its rows."""
    line = form["execution"]
    rows = [
        texts("|年初预算数|全年预算数|全年执行数|分值|执行率|得分", across={0: 2}),
        [
            C(line["label"], 2),
            *(C(line.get(key, "")) for key in ("initial", "annual", "executed", "weight")),
            C(line.get("declared_rate", "")),
            C(line.get("declared", "")),
        ],
        *(parts if parts is not None else [part(name, form) for name in PARTS]),
    ]
    return beside(C("项目资金\n（万元）", 2), rows)


def part(label: str, form: dict[str, Any]) -> Row:
    """One of the lines below the total: the current year's money, or none."""
    line = form["execution"] if label == PARTS[0] else {}
    sums = [C(line.get(key, "0")) for key in ("initial", "annual", "executed")]
    return [C(label, 2), *sums, C("—"), C(), C("—")]


def printed_parts(form: dict[str, Any]) -> list[Row]:
    """The lines that the form really has, then the others without figures."""
    rows = [
        [C(one["label"], 2), *(C(one[key]) for key in ("initial", "annual", "executed"))]
        for one in form["execution"]["parts"]
    ]
    rest = [[C(label, 2), C(), C(), C()] for label in PARTS[1:]]
    return [[*row, C("-"), C(), C("-")] for row in [*rows, *rest]]


def goals(expected_goal: str, reached: str, label: str = "年度总体目标") -> list[Row]:
    return beside(
        C(label),
        [[C("预期目标", 5), C("实际完成情况", 4)], [C(expected_goal, 5), C(reached, 4)]],
    )


def tail(row: Fact, fact: int | None) -> Row:
    """Everything right of the level names: name over two columns, then one column each."""
    cells = ("target", "actual", "weight", "declared", "reason")
    form = row.get("form", "")
    shown = {"actual": form, "target": form}
    if row.get("glued"):
        return [C(row["name"], 2, fact=fact), C(row["glued"], 4), C()]
    return [
        C(row["name"], 2, fact=fact),
        *(C(row.get(cell, ""), form=shown.get(cell, "")) for cell in cells),
    ]


def table(
    rows: list[Fact], total: Row | None, *, label: str = "绩效指标", heads: str = HEADS
) -> Iterator[Row]:
    yield from beside(C(label), [texts(heads, across={2: 2}), *indicators(rows, tail)])
    if total:
        yield total


def upright(label: str) -> str:
    """Write a label one character below the other, as it is typed in narrow columns."""
    return "\n".join(label)


def total_of(score: str, label: str = "总分") -> Row:
    return [C(label, 7), C("100"), C(score), C()]


def paper(key: str, form: dict[str, Any], rows: list[Fact], body: list[Row]) -> Paper:
    year = Line(f"（{form['year']}年度）", "centre")
    page = [TITLE, year, Table(body, WIDTHS), *map(Line, NOTES), SIGNED]
    return Paper(key, [page], [expected(form, rows)])


def tangxi(key: str, name: str, goal: str, reached: str, level2: tuple[str, ...]) -> Paper:
    """001 and 031: weights in the labels, empty level 2 kept, the total line of the money is 0."""
    form = facts(name)
    rows = rows_of(form)
    last = {"level1": "满意度指标(10分)", "level2": "服务对象满意度指标"}
    for label in level2:
        rows.append(slot(rows[-1], label))
    rows.append(slot(last))
    order = ("经济", "社会", "生态", "可持续")
    benefit = [row for row in rows if row["level1"].startswith("效益")]
    benefit.sort(key=lambda row: [row["level2"].startswith(word) for word in order].index(True))
    rows = [row for row in rows if row["level1"].startswith("产出")] + benefit + rows[-1:]
    body = [
        *head(form),
        *money(form, printed_parts(form)),
        *goals(goal, reached),
        *table(rows, total_of("")),
    ]
    return paper(key, form, rows, body)


def tangxi_2022() -> Paper:
    return tangxi(
        "001",
        "chizhou-guichi-tangxi-2022",
        "委托专业机构完成基建项目的造价、监理等业务，规范项目管理。",
        "委托业务均已完成，报告合格，费用未超预算。",
        ("经济效益指标",),
    )


def tangxi_villages_2022() -> Paper:
    return tangxi(
        "031",
        "chizhou-guichi-tangxi-cunji-2022",
        "保障8个村的运转，补助资金2026400元按时到位。\n……………………",
        "补助资金已按规定拨付，各村运转正常。",
        ("生态效益指标", "可持续影响指标"),
    )


def health_centre_2021() -> Paper:
    """009: numbered names; some actuals are numbers whose format shows the unit."""
    form = facts("yuncheng-jishan-zhaidian-2021")
    rows = rows_of(form)
    for row in rows:
        if row["target"].endswith("人"):
            row["form"] = '0"人"'
    rows += [slot(rows[0], "质量指标", "指标1："), slot(rows[0], "质量指标", "……")]
    body = [
        *head(form),
        *money(form),
        *goals(
            "向辖区居民提供基本公共卫生服务。",
            "十二类服务均已开展，部分人群覆盖不足。",
            upright("年度总体目标"),
        ),
        *table(rows, None, label=upright("绩效指标")),
    ]
    return paper("009", form, rows, body)


def water_office_2022() -> Paper:
    """015: template lines left in, targets inside names, names of level 1 lost."""
    form = facts("chuzhou-tianchang-shuili-2022")
    rows: list[Fact] = []
    for row in rows_of(form):
        rows += [row]
        alone = row["level2"] not in ("数量指标", "服务对象满意度指标")
        if alone:
            rows += [slot(row, "", "指标2："), slot(row, "", "……")]
    rows.insert(2, slot(rows[0], "", "……"))
    body = [
        *head(form),
        *money(form),
        *goals("完成水旱灾害防御各项任务，确保安全度汛。", "全年安全度汛，工程运行良好。"),
        *table(rows, total_of("100")),
    ]
    return paper("015", form, rows, body)


def yanglou_2023() -> Paper:
    """023: a line with weight and score, then indented lines with target and actual."""
    form = facts("suzhou-xiaoxian-yanglou-2023")
    rows = rows_of(form)
    for row in rows:
        if "weight" not in row:
            row["reads"] = {"name": row["name"]}
            row["name"] = "    " + row["name"]
    body = [
        *head(form),
        *money(form),
        *goals("对脱贫户发展特色种植和养殖给予补贴。", "补贴已全部发放到户。"),
        *table(rows, None),
    ]
    return paper("023", form, rows, body)


def theatre_2020() -> Paper:
    """025: two projects on one page, each with its own table and total."""
    form = facts("wuhan-xinzhou-chujutuan-shebei-2020")
    other = {
        "project": "送戏下乡演出经费",
        "year": "2020",
        "unit": form["unit"],
        "execution": {
            "label": "年度资金总额",
            "initial": "15",
            "annual": "15",
            "executed": "15",
            "weight": "10",
            "declared_rate": "100%",
            "declared": "10",
        },
        "rows": [
            dict(zip(FIELDS, values, strict=True))
            for values in (
                ("产出指标", "数量指标", "下乡演出场次", "60场", "63场", "50", "50"),
                ("效益指标", "社会效益指标", "观众人次", "2万人次", "1.8万人次", "30", "27"),
                ("满意度指标", "服务对象满意度指标", "观众满意度", "95%", "98%", "10", "10"),
            )
        ],
        "declared_total": "97",
    }
    page: list[Line | Table] = []
    for one, goal in ((form, "更新演出设备。"), (other, "完成全年下乡演出任务。")):
        rows = rows_of(one)
        for row in rows:
            row["glued"] = "50件50件2020" if row["target"] == "50件" else ""
        slots = [row for row in rows if row["level2"] in ("质量指标", "成本指标")]
        for row in slots:
            rows.insert(rows.index(row) + 1, slot(row, "", "指标2："))
        lines = [*head(one), *money(one), *goals(goal, "已完成。")]
        lines += table(rows, total_of(one["declared_total"], "总    分"), heads=SPACED)
        year = Line(f"（{one['year']}年度）", "centre")
        page += [TITLE, year, Table(lines, WIDTHS), Line(NOTES[0]), Line("")]
    glued = expected(form, undecided={0: "target, actual, weight and score stand in one cell"})
    return Paper("025", [page], [glued, expected(other)])


FIELDS = ("level1", "level2", "name", "target", "actual", "weight", "declared")


def college_2019() -> Paper:
    """029: percent signs dropped, empty lines kept, 0 in the column of reasons."""
    form = facts("langfang-shipin-xuexiao-nuantong-2019")
    rows: list[Fact] = []
    given = rows_of(form)
    for at, row in enumerate(given):
        rows.append(row)
        if given[at + 1 : at + 2] and given[at + 1]["level2"] != row["level2"]:
            rows.append(slot(row, "", "……"))
    eco = next(at for at, row in enumerate(rows) if row["level2"].startswith("可持续"))
    rows.insert(eco, slot(rows[eco], "生态效益指标", "指标1"))
    body = [
        *head(form),
        *money(form),
        *goals("改造宿舍楼、食堂及餐厅的采暖和通风。", "改造已完工并投入使用。"),
        *table(rows, None, heads=BROKEN),
    ]
    return paper("029", form, rows, body)
