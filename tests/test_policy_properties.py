"""Properties in the loaded policy: what each holds, how they merge, what they leave alone."""

from pathlib import Path

import pytest

import pingfen
from pingfen.policy import AppliesTo, Policy, Property

HEAD = "policy: p\nyear: 2024\ntitle: 性质\nextends: mof@2020\n"
PARENT = """
properties:
  - property: bounds
    for: rows
    expect: 0 <= score <= weight
    because: {zh: "得分 {score}", en: "score {score}"}
    cites: measures
  - {property: up, when: relation == ">=", rises-with: 完成值}
  - {property: down, falls-with: late}
"""


def parsed(text: str) -> Policy:
    return pingfen.parse_policy(HEAD + text)


def by_name(policy: Policy) -> dict[str, Property]:
    return {item.name: item for item in policy.properties}


def test_a_property_is_bound_with_all_its_parts() -> None:
    found = by_name(parsed(PARENT))
    assert list(found) == ["bounds", "up", "down"]
    bounds, up, down = found.values()
    assert bounds.applies_to is AppliesTo.ROWS
    assert bounds.expect is not None
    assert bounds.expect.text == "0 <= score <= weight"
    assert bounds.because is not None
    assert bounds.because.fill("en", lambda _: "5") == "score 5"
    assert bounds.cites is not None
    assert bounds.cites.key == "measures"
    assert bounds.place.show().endswith("7:15")
    assert (up.applies_to, up.rises_with, up.falls_with) == (AppliesTo.INDICATORS, "actual", None)
    assert up.when is not None
    assert (down.rises_with, down.falls_with, down.when, down.expect) == (None, "late", None, None)


def test_the_properties_of_a_child_merge_as_checks_do(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / "2024.yaml").write_text(HEAD + PARENT, "utf-8")
    child = """
policy: child
year: 2025
extends: p@2024
remove: [down]
properties:
  - {property: new, for: execution, expect: score <= weight}
  - {property: bounds, falls-with: declared}
"""
    policy = pingfen.parse_policy(child, rules=tmp_path)
    assert list(by_name(policy)) == ["bounds", "up", "new"]
    bounds = by_name(policy)["bounds"]
    assert (bounds.expect, bounds.because, bounds.falls_with) == (None, None, "declared")
    assert bounds.applies_to is AppliesTo.INDICATORS


def test_properties_belong_to_the_document_and_its_digest() -> None:
    without, with_ = parsed(""), parsed(PARENT)
    assert without.digest != with_.digest
    assert without.properties == ()
    again = pingfen.parse_policy(pingfen.dump_policy(with_))
    assert again.digest == with_.digest
    assert list(by_name(again)) == ["bounds", "up", "down"]


def test_a_child_that_removes_all_properties_has_the_digest_of_one_without(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / "2024.yaml").write_text(HEAD + PARENT, "utf-8")
    child = "policy: child\nyear: 2025\ntitle: 性质\nextends: {}\n"
    removing = child.format("p@2024") + "remove: [bounds, up, down]\n"
    bare = pingfen.parse_policy(child.format("mof@2020"))
    assert pingfen.parse_policy(removing, rules=tmp_path).digest == bare.digest


def test_a_property_may_speak_of_a_field_of_the_policy() -> None:
    text = """
fields: {coefficient: number, 备用值: cell, core: truth}
properties:
  - {property: a, rises-with: coefficient}
  - {property: b, falls-with: 备用值}
  - {property: c, when: core, expect: score <= weight * coefficient}
"""
    found = by_name(parsed(text))
    assert (found["a"].rises_with, found["b"].falls_with) == ("coefficient", "备用值")
    with pytest.raises(pingfen.PolicyError, match="真假"):
        parsed("fields: {core: truth}\nproperties: [{property: a, rises-with: core}]\n")
