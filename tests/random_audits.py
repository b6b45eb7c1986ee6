"""Audits drawn by chance, the same for the same seed: of any size, with findings of all kinds."""

import random
from decimal import Decimal
from hashlib import sha256

from pingfen.auditing import Acceptance, Audit, AuditedForm, AuditedRow, Finding, Guess
from pingfen.errors import problem
from pingfen.messages import Bilingual
from pingfen.places import SheetPlace, TextPlace
from pingfen.places import Source as TextSource
from pingfen.scorecard import VERDICTS, PolicyName, Undecided

POLICY = PolicyName("example", 2024, 1, "0f" * 32, "inferred", Bilingual("示例办法", "an example"))
CUTS = ((Decimal(90), "优"), (Decimal(80), "良"), (Decimal(60), "中"))
UNITS = ("教育局", "卫生健康局", "水务局", "文化和旅游局", "城管中心", "第一实验小学", "")
PROJECTS = ("校舍维修", "设备购置", "河道清淤", "绿化养护", "培训经费", "信息系统运维", "聘用人员")
KINDS = (
    ("产出指标", "数量指标", "维修面积", "≥1200平方米", "1180平方米"),
    ("产出指标", "质量指标", "验收合格率", "100%", "100%"),
    ("产出指标", "时效指标", "完工时间", "12月底前", "11月30日"),
    ("成本指标", "经济成本指标", "单位成本", "≤350元/平方米", "362元/平方米"),
    ("效益指标", "社会效益指标", "服务人数", "≥5000人次", "7260人次"),
    ("效益指标", "可持续影响指标", "管护机制健全", "健全", "基本健全"),
    ("满意度指标", "服务对象满意度指标", "师生满意度", "≥95%", "93.5%"),
)
FINDINGS = (
    (
        "error",
        "sum-is-total",
        Bilingual(
            "各项得分之和与总分不符，差额应当说明来源",
            "the scores do not add up to the total",
        ),
        Bilingual("核对各行得分，改正总分", "check each score and correct the total"),
    ),
    (
        "error",
        "lost-without-reason",
        Bilingual(
            "扣了分，但没有填写偏差原因及改进措施", "points are lost and no reason is given"
        ),
        Bilingual("补填偏差原因", "give the reason"),
    ),
    (
        "doubt",
        "score-differs",
        Bilingual(
            "自评得分与按办法计算的得分不一致", "the declared score differs from the policy's"
        ),
        Bilingual("说明如何得出自评得分，或按办法改正", "say how it came about, or correct it"),
    ),
    (
        "doubt",
        "undecided",
        Bilingual("指标值或完成值读不出，无法判断", "target or actual cannot be read"),
        None,
    ),
    (
        "doubt",
        "overshoot-reason",
        Bilingual("完成值超过指标值的 130%，没有说明原因", "far more than planned, no comment"),
        Bilingual("说明超额的原因，下年度调整指标值", "say why, and plan better"),
    ),
    (
        "note",
        "number-as-text",
        Bilingual("数字按文本存储，求和时会漏掉", "a number stored as text is left out of sums"),
        Bilingual("改为数值格式", "store it as a number"),
    ),
    (
        "note",
        "relation-missing",
        Bilingual("指标值没有写明方向（≥ 或 ≤）", "the target has no relation"),
        Bilingual("在指标值前写明 ≥ 或 ≤", "write ≥ or ≤ before the target"),
    ),
)
GUESSES = (
    Guess(Bilingual("向下取整", "rounded down"), "8 × 1180 ÷ 1200 = 7.8666… → 7"),
    Guess(Bilingual("不扣分", "no points lost"), "", (Bilingual("按完成判断", "met or not"),)),
)


def random_audit(forms: int, seed: int = 0, findings: int = 5) -> Audit:
    """Return an audit with so many forms, each with about so many findings."""
    chance = random.Random(seed)
    audited = tuple(_form(chance, number, findings) for number in range(1, forms + 1))
    place = TextPlace(TextSource("汇总表.txt", ()), 3, 1)
    other = _finding(chance, ("汇总表.txt", "水务局", "河道清淤 2024"), None, 0)._replace(
        code="summary-without-form", text=Bilingual("汇总表有此项目，没有自评表", "no form of it")
    )
    return Audit(
        POLICY,
        audited,
        others=(other,),
        problems=(problem("not-a-count", place, found="损坏.xlsx"),),
        stale=(Acceptance("9c1d22aa77e0", "上年已说明", "审核组", "sum-is-total", "校舍维修 1"),),
        cuts=CUTS,
        files=forms + 2,
    )


def _form(chance: random.Random, number: int, most: int) -> AuditedForm:
    unit = chance.choice(UNITS)
    project = f"{chance.choice(PROJECTS)} {number}"
    file = f"自评表/{unit or '其他'}/{number:05}.xlsx"
    rows = tuple(_row(chance, file, at, kind) for at, kind in enumerate(KINDS, 1))
    count = chance.choice((most - 1, most, most + 1)) if most else 0
    found = tuple(
        _finding(chance, (file, unit, project), chance.choice((None, *rows)), at)
        for at in range(max(0, count))
    )
    total = Decimal(chance.randint(5500, 10000)) / 100
    declared = total + chance.choice((0, 0, 0, chance.randint(-300, 900))) / Decimal(100)
    undecided = chance.random() < 0.05
    return AuditedForm(
        file,
        project,
        unit,
        2024,
        None if undecided else total,
        None if undecided else _grade(total),
        declared,
        _grade(declared),
        "undecided" if undecided else "agrees" if total == declared else "differs",
        rows,
        found,
    )


def _grade(total: Decimal) -> str:
    return next((grade for bound, grade in CUTS if total >= bound), "差")


def _row(chance: random.Random, file: str, number: int, kind: tuple[str, ...]) -> AuditedRow:
    verdict = chance.choice((*VERDICTS, "agrees", "agrees"))
    score = Decimal(chance.choice((1000, 1000, 955, 773, 500))) / 100
    declared = score if verdict == "agrees" else Decimal(chance.choice((10, 9, 7)))
    level1, level2, name, target, actual = kind
    return AuditedRow(
        number,
        "indicator",
        level1,
        level2,
        name,
        target,
        actual,
        Decimal(10),
        None if verdict == "undecided" else score,
        declared,
        verdict,
        "ratio",
        Bilingual("按完成率得分", "by the ratio"),
        "",
        "",
        Undecided("unparsed", Bilingual("读不出", "unread")) if verdict == "undecided" else None,
        GUESSES if verdict == "differs" else (),
        place=SheetPlace(file, "自评表", 8 + number, 7),
    )


def _finding(
    chance: random.Random, form: tuple[str, str, str], row: AuditedRow | None, at: int
) -> Finding:
    file, unit, project = form
    severity, code, text, remedy = chance.choice(FINDINGS)
    fingerprint = sha256(f"{file} {project} {at}".encode()).hexdigest()[:12]
    accepted = (
        Acceptance(fingerprint, "已核对凭证，属实", "审核组") if chance.random() < 0.1 else None
    )
    pair = (Bilingual("9.5"), Bilingual("8")) if chance.random() < 0.6 else (None, None)
    place = row.place if row else SheetPlace(file, "自评表", 20, 7)
    return Finding(
        severity,
        code,
        text,
        place,
        *pair,
        remedy,
        file,
        unit,
        project,
        row.number if row else None,
        row.name if row else "",
        "",
        fingerprint,
        accepted,
    )
