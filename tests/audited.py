"""Forms as data that an audit has nothing to say about, to plant one error in at a time."""

from collections import Counter
from collections.abc import Iterable
from functools import cache

import pingfen

Data = dict[str, object]
POLICY = "mof@2020"
ROWS = (
    ("产出指标", "数量指标", "巡河里程", "≥320公里", "340公里", 20),
    ("产出指标", "质量指标", "清理合格率", "≥95%", "97%", 20),
    ("产出指标", "时效指标", "全年任务完成时间", "12月31日前", "12月20日", 10),
    ("效益指标", "社会效益指标", "沿河投诉下降率", "≥10%", "12%", 30),
    ("满意度指标", "服务对象满意度指标", "沿河居民满意度", "≥90%", "93%", 10),
)


@cache
def policy(name: str = POLICY) -> pingfen.Policy:
    return pingfen.load_policy(name)


def row(at: int, **changes: object) -> Data:
    level1, level2, name, target, actual, weight = ROWS[at]
    own = {"level1": level1, "level2": level2, "name": name, "target": target, "actual": actual}
    return {**own, "weight": weight, "declared": weight, **changes}


def form(*, rows: Iterable[Data] | None = None, **changes: object) -> Data:
    """Return a form that is right in every respect, but for what is given."""
    return {
        "project": "河道保洁",
        "unit": "水务管理站",
        "year": 2020,
        "execution": {
            "initial": 50,
            "annual": 50,
            "executed": 50,
            "weight": 10,
            "declared": 10,
            "declared_rate": "100%",
        },
        "rows": [row(at) for at in range(len(ROWS))] if rows is None else list(rows),
        "declared_total": 100,
        "declared_grade": "优",
        **changes,
    }


def with_row(at: int, **changes: object) -> Data:
    """Return the form with one row that is otherwise."""
    return form(rows=[row(n, **(changes if n == at else {})) for n in range(len(ROWS))])


def with_budget(**changes: object) -> Data:
    budget = form()["execution"]
    assert isinstance(budget, dict)
    return form(execution={**budget, **changes})


def found(audit: pingfen.Audit, code: str) -> list[pingfen.Finding]:
    return [finding for finding in audit.findings if finding.code == code]


def codes(audit: pingfen.Audit) -> Counter[str]:
    return Counter(finding.code for finding in audit.findings)
