"""The two policies in OpenFisca, which calculates with arrays of 32-bit floats.

A row of a form is a person, its texts are enumerations, the score is a variable with a formula. A
missing actual is NaN, as OpenFisca knows no missing values, and so is a score that is left open.
"""

from collections.abc import Callable
from typing import Any

from benchmarks.outside_rules import NUMPY, WAYS, written
from benchmarks.workloads import LEVELS, RELATIONS, SCALES, TEXTS, Columns

PERIOD = "2024-01"


def scorer(name: str) -> Callable[[dict[str, Any]], Any]:
    """Return a function from the arrays of ``arrays`` to an array of scores."""
    from openfisca_core.simulations import SimulationBuilder

    system = _system(name)

    def scores(inputs: dict[str, Any]) -> Any:
        count = len(inputs["weight"])
        simulation = SimulationBuilder().build_default_simulation(system, count)
        for field, values in inputs.items():
            simulation.set_input(field, PERIOD, values)
        return simulation.calculate("score", PERIOD)

    return scores


def arrays(of: Columns) -> dict[str, Any]:
    """Return the columns as OpenFisca takes them."""
    import numpy as np
    from openfisca_core.indexed_enums import EnumArray

    kinds = _kinds()
    found = {}
    for name in TEXTS:
        texts = [text for _, text in _texts(name)]
        places = {text: at for at, text in enumerate(kinds[name].__members__)}
        numbers = np.array([places[text] for text in texts], np.uint8)
        at = of.relation if name == "relation" else of.level
        found[name] = EnumArray(numbers[at], kinds[name])
    for name, scale in SCALES.items():
        found[name] = (getattr(of, name) / 10**scale).astype(np.float32)
    found["actual"] = np.where(of.blank, np.float32("nan"), found["actual"])
    return found


def _texts(name: str) -> list[tuple[str, str]]:
    values = RELATIONS if name == "relation" else [row[TEXTS.index(name)] for row in LEVELS]
    return [(name, value) for value in values]


_MADE: dict[str, Any] = {}


def _kinds() -> dict[str, Any]:
    """Return the enumeration of each text; made once, as it is compared by identity."""
    from openfisca_core.indexed_enums import Enum

    for name in TEXTS:
        if name not in _MADE:
            _MADE[name] = Enum(name, {text: text for _, text in _texts(name)})
    return _MADE


def _system(name: str) -> Any:
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import MONTH
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    row = build_entity(key="row", plural="rows", label="a row of a form", is_person=True)
    system = TaxBenefitSystem([row])
    common = {"entity": row, "definition_period": MONTH}
    for field, kind in _kinds().items():
        first = next(iter(kind))
        of_text = {"possible_values": kind, "default_value": first}
        system.add_variable(_variable(Variable, field, {**common, **of_text}))
    for field in SCALES:
        system.add_variable(_variable(Variable, field, {**common, "value_type": float}))
    formula = {"value_type": float, "formula": _formula(name)}
    system.add_variable(_variable(Variable, "score", {**common, **formula}))
    return system


def _variable(base: Any, name: str, attributes: dict[str, Any]) -> Any:
    if "possible_values" in attributes:
        from openfisca_core.indexed_enums import Enum

        attributes = {**attributes, "value_type": Enum}
    return type(name, (base,), attributes)


def _formula(name: str) -> Callable[..., Any]:
    """Return the formula: what a variable's class would hold, written with numpy."""
    import numpy as np

    ways = [(written(way.condition(), NUMPY), way.score) for way in WAYS[name]]
    conditions = compile(f"[{', '.join(when for when, _ in ways)}]", name, "eval")
    listed = ", ".join(written(score, NUMPY) if score else "nan" for _, score in ways)
    scores = compile(f"[{listed}]", name, "eval")
    words = {member.name: member for kind in _kinds().values() for member in kind}
    names = {
        **{each: getattr(np, each) for each in ("where", "maximum", "minimum", "abs", "isnan")},
        "nan": np.float32("nan"),
        "words": words,
    }

    def formula(rows: Any, period: Any) -> Any:
        fields = {field: rows(field, period) for field in (*TEXTS, *SCALES)}
        with np.errstate(divide="ignore", invalid="ignore"):
            holds = eval(conditions, names, fields)  # noqa: S307  # our own text
            given = eval(scores, names, fields)  # noqa: S307
            given = [np.broadcast_to(np.float32(each), fields["weight"].shape) for each in given]
            found = np.select(holds, given, np.float32("nan"))
            return np.floor(found * 100 + np.float32(0.5)) / 100

    return formula
