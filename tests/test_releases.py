"""A policy that was released never changes: a correction is a new revision."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

import pingfen
from pingfen.source import from_yaml, plain

ROOT = Path(__file__).parent.parent
RECORD = "rules/releases.yaml"
Released = Mapping[str, Mapping[str, str]]


def released() -> Released:
    """Policy → revision → digest."""
    found = plain(from_yaml((ROOT / RECORD).read_text("utf-8"), RECORD))
    assert isinstance(found, dict)
    return found


def shipped() -> tuple[pingfen.Policy, ...]:
    return tuple(map(pingfen.load_policy, pingfen.list_policies()))


def complaints(record: Released, policies: Iterable[pingfen.Policy]) -> Iterator[str]:
    """What keeps the policies from being those that were released, and what to do about it."""
    for policy in policies:
        digests = record.get(policy.name, {})
        present, newest = str(policy.revision), max(map(int, digests), default=0)
        if not newest <= policy.revision <= newest + 1:
            yield f"{policy.name}: revision {newest} was released last, and this is {present}"
        elif present not in digests:
            yield (
                f"{policy.name}: revision {present} is not recorded. "
                f"Record it in {RECORD} under {policy.name}:\n  {present}: {policy.digest}"
            )
        elif digests[present] != policy.digest:
            yield (
                f"{policy.name}: revision {present} was released with other content. Raise its "
                f"`revision` to {newest + 1}; then run this test again for the line to record."
            )


def test_every_policy_that_ships_is_what_was_recorded_for_its_revision() -> None:
    assert list(complaints(released(), shipped())) == []


def test_nothing_is_recorded_that_does_not_ship() -> None:
    assert set(released()) == set(pingfen.list_policies())


@pytest.mark.parametrize("name", released())
def test_revisions_are_recorded_one_after_the_other_each_with_a_digest_of_its_own(
    name: str,
) -> None:
    digests = released()[name]
    assert list(digests) == [str(number) for number in range(1, len(digests) + 1)]
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in digests.values())
    assert len(set(digests.values())) == len(digests)


NEWEST = pingfen.load_policy("mof@2020").revision


def changed(revision: int, tolerance: str) -> pingfen.Policy:
    """The shipped policy after somebody has edited it."""
    text = pingfen.dump_policy(pingfen.load_policy("mof@2020"))
    before, after = f"revision: {NEWEST}\n", f"revision: {revision}\ntolerance: {tolerance}\n"
    assert text.count(before) == 1
    return pingfen.parse_policy(text.replace(before, after))


def test_a_change_without_a_new_revision_is_told_to_raise_it_first() -> None:
    (text,) = complaints(released(), [changed(NEWEST, "0.01")])
    assert f"mof@2020: revision {NEWEST} was released with other content" in text
    assert f"Raise its `revision` to {NEWEST + 1}" in text


def test_a_new_revision_that_is_not_recorded_is_told_which_line_to_add() -> None:
    policy = changed(NEWEST + 1, "0.01")
    (text,) = complaints(released(), [policy])
    line = f"  {NEWEST + 1}: {policy.digest}"
    assert text.endswith(f"Record it in {RECORD} under mof@2020:\n{line}")
    record = {
        **released(),
        "mof@2020": {**released()["mof@2020"], f"{NEWEST + 1}": policy.digest},
    }
    assert list(complaints(record, [policy])) == []
    for revision in (NEWEST, NEWEST + 3):
        (text,) = complaints(record, [changed(revision, "0.01")])
        assert f"revision {NEWEST + 1} was released last, and this is {revision}" in text


def test_a_policy_that_was_never_recorded_is_told_which_line_to_add() -> None:
    policy = changed(1, "0.01")
    (text,) = complaints({}, [policy])
    assert text.startswith("mof@2020: revision 1 is not recorded.")
    assert text.endswith(f"under mof@2020:\n  1: {policy.digest}")


def test_the_record_travels_with_the_policies_and_is_none_of_them() -> None:
    from pingfen.bundled import bundled_bytes, bundled_names
    from pingfen.loading.locate import Folders

    assert bundled_bytes(RECORD) == (ROOT / RECORD).read_bytes()
    assert "releases.yaml" in bundled_names("rules")
    assert Folders().years("releases.yaml") == {}
    names = {name.partition("@")[0] for name in pingfen.list_policies()}
    assert Folders((str(ROOT / "rules"),)).names() == sorted(names)
    assert {"mof", "zhangdian"} < names
