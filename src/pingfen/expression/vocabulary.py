"""The names that an expression may use: fields, in English and Chinese, with type and place."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple
from unicodedata import normalize


class Type(StrEnum):
    """What an expression is worth; lists only stand on the right of ``in``."""

    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"
    NUMBERS = "numbers"
    TEXTS = "texts"


class Where(StrEnum):
    """Which part of a form a field belongs to, and from when on it is known."""

    ROW = "row"
    SCORED = "scored"
    FORM = "form"
    TOTAL = "total"
    GRADE = "grade"


class Context(NamedTuple):
    """Where an expression stands: the fields it may use, and inside aggregates if it may.

    ``shared`` are names of a row that it may use besides, as all rows that it is about share them.
    """

    outside: frozenset[Where]
    inside: frozenset[Where] | None = None
    shared: frozenset[str] = frozenset()


_ROW = frozenset({Where.ROW, Where.FORM})
_SCORED = _ROW | {Where.SCORED}
_FORM = frozenset({Where.FORM})
_ALL = _SCORED | {Where.TOTAL, Where.GRADE}
IN_RULE = Context(_ROW)
IN_ADJUST = Context(_SCORED)
IN_TOTAL = Context(_FORM, _SCORED)
IN_GRADES = Context(_FORM | {Where.TOTAL})
IN_FORM_CHECK = Context(_FORM | {Where.TOTAL, Where.GRADE}, _ALL)
IN_ROW_CHECK = Context(_ALL, _ALL)
OF_LEVEL1 = ("level1", "label_weight")
OF_LEVEL2 = (*OF_LEVEL1, "level2", "label2_weight")
IN_LEVEL1_CHECK = IN_FORM_CHECK._replace(shared=frozenset(OF_LEVEL1))
IN_LEVEL2_CHECK = IN_FORM_CHECK._replace(shared=frozenset(OF_LEVEL2))


class Field(NamedTuple):
    """A name that every policy knows."""

    name: str
    chinese: str
    type: Type
    where: Where


def _fields(where: Where, type_: Type, **chinese: str) -> tuple[Field, ...]:
    return tuple(Field(name, word, type_, where) for name, word in chinese.items())


_FIELDS = (
    *_fields(
        Where.ROW,
        Type.TEXT,
        kind="行类",
        level1="一级指标",
        level2="二级指标",
        name="三级指标",
        target_text="指标值原文",
        actual_text="完成值原文",
        unit="单位",
        relation="方向",
        reason="偏差原因",
    ),
    *_fields(
        Where.ROW,
        Type.NUMBER,
        weight="分值",
        target="指标值",
        actual="完成值",
        late="迟延天数",
        judged="评定得分",
        declared="自评得分",
        label_weight="标注分值",
        label2_weight="二级标注分值",
    ),
    *_fields(Where.ROW, Type.TRUTH, same_text="文字相同"),
    *_fields(Where.SCORED, Type.TRUTH, dropped="不计分", unparsed="无法识读"),
    *_fields(Where.SCORED, Type.NUMBER, score="得分"),
    *_fields(
        Where.FORM,
        Type.NUMBER,
        initial="年初预算数",
        annual="全年预算数",
        executed="全年执行数",
        initial_parts="年初预算分项和",
        annual_parts="全年预算分项和",
        executed_parts="全年执行分项和",
        rate="执行率",
        expected_weight="规定执行分值",
        declared_rate="自评执行率",
        declared_total="自评总分",
        summary_total="汇总总分",
    ),
    *_fields(
        Where.FORM,
        Type.TEXT,
        project="项目名称",
        explanation="总体说明",
        declared_grade="自评等级",
        summary_grade="汇总等级",
    ),
    *_fields(Where.TOTAL, Type.NUMBER, total="总分"),
    *_fields(Where.GRADE, Type.TEXT, grade="等级", expected_grade="规定等级"),
)
FIELDS: Mapping[str, Field] = MappingProxyType({field.name: field for field in _FIELDS})
CHINESE: Mapping[str, str] = MappingProxyType({field.chinese: field.name for field in _FIELDS})
KINDS = ("indicator", "execution")
INDICATOR, EXECUTION = KINDS


def canonical(name: str) -> str:
    """Return a name in its normal form, and in English where it is a field.

    >>> canonical("指标值"), canonical("ｗeight"), canonical("完成率")
    ('target', 'weight', '完成率')
    """
    normal = normalize("NFKC", name)
    return CHINESE.get(normal, normal)
