"""The schemas that travel with this library, and their validators."""

import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pingfen.bundled import bundled_bytes

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

# the schemas that another one refers to
REFERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"cases": ("form",), "audit": ("scorecard",)}
)


@cache
def load_schema(name: str) -> Mapping[str, Any]:
    """Return one of the shipped schemas: ``policy``, ``form``, ``judgements`` and so on."""
    schema: Mapping[str, Any] = json.loads(bundled_bytes(f"schemas/{name}.schema.json"))
    return schema


@cache
def validator(name: str) -> "Validator":
    """Return what checks documents against a shipped schema."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415  # see the module's docstring
    from referencing import Registry, Resource  # noqa: PLC0415  # as jsonschema, whose own it is

    others: list[Mapping[str, Any]] = [load_schema(other) for other in REFERS.get(name, ())]
    known = [(other["$id"], Resource.from_contents(other)) for other in others]
    registry: Registry[Any] = Registry().with_resources(known)
    return Draft202012Validator(load_schema(name), registry=registry)
