"""Makes the pictures of the guides: the page of an audit, and a marked copy.

    python docs/pictures/make_pictures.py [CHROMIUM]

Needs playwright and a Chromium; without a path playwright takes its own. The folder that is
audited is ``docs/报送`` and made-up forms of eight units, the same ones at every run.
"""

import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page, sync_playwright

from pingfen import cli

PICTURES = Path(__file__).parent
UNITS = ("教育局", "水务局", "民政局", "城管局", "卫健局", "文旅局", "农业农村局", "交通局")
KINDS = ("设备更新", "日常运维", "宣传培训", "设施维修", "信息系统", "购买服务", "专项检查")
ROWS = (
    ("产出指标", "数量指标", "完成任务", "个", 20),
    ("产出指标", "数量指标", "服务人次", "人次", 20),
    ("产出指标", "质量指标", "验收合格率", "%", 15),
    ("产出指标", "成本指标", "单位成本", "元", 10),
    ("效益指标", "社会效益指标", "受益群众", "人", 15),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "%", 10),
)
EXPLAIN = 80  # a lower total is explained
# how much of its targets a project reaches, in percent
WELL, BADLY = (100, 100, 101, 102), (100, 96, 85, 60, 35)
SHARES = (WELL, WELL, BADLY)
REASONS = ("部分工作因汛期顺延，已于次年一季度完成", "招标节约，余款已交回", "")


def forms(seed: int = 2024) -> Iterator[dict[str, Any]]:
    """Yield forms of all units, a few of them with mistakes."""
    chance = random.Random(seed)  # noqa: S311  # pictures need no secrets
    for unit in UNITS:
        for kind in KINDS:
            yield form(unit, kind, chance)


def form(unit: str, kind: str, chance: random.Random) -> dict[str, Any]:
    """Return one form; most projects do well, some do not."""
    annual = chance.randrange(20, 300)
    paid = annual * chance.choice((100, 100, 99, 97, 94, 88, 72, 41)) // 100
    shares = chance.choice(SHARES)
    rows = [row(*each, shares, chance) for each in ROWS]
    spent = round(10 * paid / annual, 2)
    total = round(spent + sum(each["declared"] for each in rows), 2)
    wrong = chance.choice((0, 0, 0, 0, 0, 1))
    return {
        "project": f"{unit}{kind}",
        "year": 2024,
        "unit": unit,
        "execution": {"annual": annual, "executed": paid, "weight": 10, "declared": spent},
        "rows": rows,
        "declared_total": total + wrong,
        "explanation": "" if total >= EXPLAIN else "主要指标因项目顺延未完成，下年续作",
    }


def row(  # noqa: PLR0913, PLR0917  # the columns of a form
    level1: str,
    level2: str,
    name: str,
    unit: str,
    weight: int,
    shares: Sequence[int],
    chance: random.Random,
) -> dict[str, Any]:
    """Return one indicator: met, or missed and scored in proportion, or rounded."""
    target = chance.choice((90, 95)) if unit == "%" else chance.randrange(10, 60) * 10
    share = chance.choice(shares)
    if unit == "元":
        share = 200 - share
    actual = min(100, target * share // 100) if unit == "%" else target * share // 100
    reached = target / actual if unit == "元" else actual / target
    score = round(weight * min(1, reached), 2)
    if chance.choice((True, *[False] * 6)):
        score = round(score)
    sign = "≤" if unit == "元" else "≥"
    full = score == weight
    return {
        "level1": level1,
        "level2": level2,
        "name": name,
        "target": f"{sign}{target}{unit}",
        "actual": f"{actual}{unit}",
        "weight": weight,
        "declared": score,
        "reason": "" if full else chance.choice(REASONS),
    }


def write(folder: Path) -> None:
    """Write the forms into a folder for each unit."""
    for data in forms():
        path = folder / data["unit"] / f"{data['project']}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


def picture(page: Page, part: str, name: str, height: int) -> None:
    """Take a picture of the page from the heading of one of its parts on."""
    heading = page.get_by_role("heading", name=re.compile(f"^{part}"))
    heading.evaluate("head => scrollTo(0, head.getBoundingClientRect().top + scrollY - 16)")
    page.wait_for_timeout(300)
    box = {"x": 0, "y": 0, "width": 1100, "height": height}
    page.screenshot(path=PICTURES / name, clip=box)  # type: ignore[arg-type]  # a plain dict


def main(chromium: str | None) -> None:
    """Audit the folder and take the pictures."""
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)
        write(Path("报送"))
        shutil.copytree(PICTURES.parent / "报送", "报送", dirs_exist_ok=True)
        cli.main(["audit", "报送", "--policy", "zhangdian@2024", "-o", "报告.html", "-q"])
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium)
            page = browser.new_page(viewport={"width": 1100, "height": 1000})
            page.goto(Path("报告.html").resolve().as_uri())
            picture(page, "图示", "charts.png", 860)
            page.locator("#unit").select_option("水务局")
            page.locator("#q").fill("河道清淤")
            page.locator("#q").blur()
            picture(page, "问题", "report.png", 700)
            browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if sys.argv[1:] else None)
