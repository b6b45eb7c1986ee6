"""Audits made by hand: every kind of part once, so that reports can be tried on them."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from pingfen.auditing import Acceptance, Audit, AuditedForm, AuditedRow, Finding, Guess
from pingfen.errors import CellPlace, DataPlace, problem
from pingfen.form import Judgement
from pingfen.messages import Bilingual
from pingfen.scorecard import PolicyName, SummaryVerdict, Undecided

FILE = "表/甲.csv"
POLICY = PolicyName("zhangdian", 2024, 1, "0a" * 32, "seen", Bilingual("评价办法", "the rules"))
ACCEPTED = Acceptance("f2", "已与单位核实", "评审组", "unit-mismatch", "窗口建设")


def row(number: int, name: str, **values: object) -> AuditedRow:
    """A row that agrees, but for what is said otherwise."""
    plain = AuditedRow(
        number=number,
        kind="quantity",
        level1="产出指标",
        level2="数量指标",
        name=name,
        target="≥3个",
        actual="3个",
        weight=Decimal(10),
        score=Decimal("10.00"),
        declared=Decimal(10),
        verdict="agrees",
        rule="met",
        because=Bilingual("已完成", "met"),
        formula="10",
        reason="",
        place=CellPlace(FILE, number + 3, 1),
    )
    return plain._replace(**values)


def finding(severity: str, code: str, text: str, **values: object) -> Finding:
    """A finding about the first form."""
    plain = Finding(
        severity,
        code,
        Bilingual(text, f"{code} in English"),
        file=FILE,
        unit="政务中心",
        project="窗口建设",
        fingerprint=f"f-{code}",
        remedy=Bilingual(f"改正{code}", f"mend {code}"),
    )
    return plain._replace(**values)


DIFFERS = row(
    2,
    "窗口数量",
    actual="2个",
    score=Decimal("6.67"),
    declared=Decimal(7),
    verdict="differs",
    rule="reached",
    formula="10 × 2 ÷ 3 = 6.6666… → 6.67",
    reason="场地不足",
    guesses=(
        Guess(
            Bilingual("四舍五入到整数", "rounded to a whole number"),
            "10 × 2 ÷ 3 → 7",
            (Bilingual("按七成计", "seven tenths"),),
        ),
    ),
)
UNDECIDED = row(
    3,
    "=满意度",
    actual="",
    score=None,
    declared=Decimal("9.5"),
    verdict="undecided",
    rule="reached",
    formula="",
    undecided=Undecided(
        "unknown-score", Bilingual("缺少完成值", "no actual"), ("missing actual",)
    ),
)
JUDGED = row(
    4,
    "群众评价",
    verdict="judged",
    judgement=Judgement("窗口建设", Fraction(10), "有问卷", "评审组", 4),
)
EXECUTION = row(0, "", level1="", level2="", target="100万元", actual="54.65万元")
FINDINGS = (
    finding(
        "error",
        "lost-without-reason",
        "少得 0.33 分，未写原因",
        row=2,
        name="窗口数量",
        place=CellPlace(FILE, 5, 8),
        found=Bilingual("7"),
        expected=Bilingual("6.67"),
    ),
    finding(
        "doubt",
        "score-differs",
        "自评得分与办法不一致",
        row=2,
        name="窗口数量",
        place=CellPlace(FILE, 5, 7),
        found=Bilingual("-7"),
        expected=Bilingual("6.67"),
    ),
    finding(
        "doubt",
        "unit-mismatch",
        "单位不一致，指标值“=3个”",
        row=3,
        name="=满意度",
        accepted=ACCEPTED,
        fingerprint="f2",
        found=Bilingual("=3个"),
    ),
    finding("note", "level-sum", "分值不合常例", level="产出指标", expected=Bilingual("50")),
)
FORM = AuditedForm(
    file=FILE,
    project="窗口建设",
    unit="政务中心",
    year=2024,
    total=None,
    grade=None,
    declared_total=Decimal("96.50"),
    declared_grade="优",
    verdict="undecided",
    rows=(EXECUTION, row(1, "建成时间"), DIFFERS, UNDECIDED, JUDGED),
    findings=FINDINGS,
    undecided=Undecided(
        "unknown-total", Bilingual("第 3 行无法判断", "row 3 undecided"), ("row 3",)
    ),
    place=CellPlace(FILE, 1, 1),
    rate=Decimal("0.5465"),
)
CLEAN = AuditedForm(
    file="表/乙.xlsx",
    project="河道保洁",
    unit="水利局",
    year=2024,
    total=Decimal("99.50"),
    grade="优",
    declared_total=Decimal("99.5"),
    declared_grade="优",
    verdict="agrees",
    rows=(row(1, "保洁长度"),),
    findings=(),
    place=DataPlace("表/乙.xlsx"),
)
OTHER = Finding(
    "doubt",
    "summary-alone",
    Bilingual("汇总表中的“绿化”没有自评表", "'绿化' of the summary table has no form"),
    CellPlace("表/汇总.csv", 9, 2),
    remedy=Bilingual("补交自评表", "hand the form in"),
    file="表/汇总.csv",
    project="绿化",
    fingerprint="f-alone",
)
AUDIT = Audit(
    POLICY,
    (FORM, CLEAN, replace(CLEAN, project="公园绿化")),
    (OTHER,),
    (SummaryVerdict("河道保洁", Decimal("99.5"), "优", Decimal("99.50"), "优", "agrees"),),
    (problem("unreadable", DataPlace("表/坏.xlsx"), says="a-folder"),),
    (Acceptance("f9", "已说明", "评审组", "unit-mismatch", "旧项目", DataPlace("接受.yaml")),),
    ((Decimal(90), "优"), (Decimal(80), "良")),
    files=3,
)
NOTHING = Audit(POLICY, (CLEAN,), files=1)
