"""A policy that is pinned by its digest is that one and no other, at every level."""

from itertools import count
from pathlib import Path

import pytest

import pingfen
from pingfen.errors import TextPlace
from pingfen.loading.digest import digest_of, thawed

MOF = pingfen.load_policy("mof@2020").digest
NEWEST = pingfen.load_policy("mof@2020").revision
HEAD = "policy: town\nyear: 2024\ntitle: 某办法\n"


def pinned(name: str, digest: str) -> str:
    return f"extends:\n  policy: {name}\n  digest: {digest}\n"


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name / "2024.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"policy: {name}\nyear: 2024\ntitle: t\n{text}", "utf-8")


def refused(text: str, **options: object) -> tuple[pingfen.Problem, ...]:
    with pytest.raises(pingfen.PolicyError) as caught:
        pingfen.parse_policy(text, **options)  # type: ignore[arg-type]
    return caught.value.problems


@pytest.mark.parametrize(
    "digest", [MOF, MOF[:12], MOF[:40].upper(), f"'{MOF}'", f'"{MOF[:13]}"', f"\n    {MOF}"]
)
def test_a_pinned_parent_is_loaded_if_its_digest_is_the_one_its_scorecards_print(
    digest: str,
) -> None:
    card = pingfen.score(pingfen.load_policy("mof@2020"), {"project": "p", "rows": []})
    assert card.policy.digest == MOF
    policy = pingfen.parse_policy(HEAD + pinned("mof@2020", digest))
    assert policy.lineage == ("town@2024", "mof@2020")


def test_a_pin_does_not_change_the_digest_of_the_child() -> None:
    plain = pingfen.parse_policy(HEAD + "extends: mof@2020\n")
    assert pingfen.parse_policy(HEAD + pinned("mof@2020", MOF)).digest == plain.digest
    data = {"policy": "town", "year": 2024, "title": "某办法"}
    for name in ({"policy": "mof@2020", "digest": MOF[:20]}, "mof@2020"):
        assert pingfen.parse_policy({**data, "extends": name}).digest == plain.digest


def test_another_digest_is_said_where_it_was_pinned_with_both() -> None:
    (found,) = refused(HEAD + pinned("mof@2020", "0123456789ab"))
    assert (found.code, found.severity) == ("digest", "error")
    assert found.place == TextPlace(found.place.source, 6, 11, 12)  # type: ignore[union-attr]
    for lang in ("zh", "en"):
        assert MOF in found.line(lang)
        assert "0123456789ab" in found.line(lang)


def test_each_level_pins_its_own_parent_and_a_wrong_pin_is_said_in_its_own_file(
    tmp_path: Path,
) -> None:
    write(tmp_path, "county", pinned("mof@2020", MOF))
    county = pingfen.load_policy("county", rules=tmp_path).digest
    child = HEAD + pinned("county@2024", county[:12])
    policy = pingfen.parse_policy(child, rules=tmp_path)
    assert policy.lineage == ("town@2024", "county@2024", "mof@2020")

    write(tmp_path, "county", pinned("mof@2020", MOF) + "tolerance: 0.01\n")
    (found,) = refused(child, rules=tmp_path)
    assert (found.code, found.place.line) == ("digest", 6)  # type: ignore[union-attr]

    write(tmp_path, "county", pinned("mof@2020", "f" * 64))
    (found,) = refused(child, rules=tmp_path)
    assert found.code == "digest"
    assert found.place is not None
    assert found.place.file == str(tmp_path / "county" / "2024.yaml")


def test_a_change_far_up_breaks_every_pin_below_it(tmp_path: Path) -> None:
    write(tmp_path, "province", "extends: mof@2020\n")
    province = pingfen.load_policy("province", rules=tmp_path).digest
    write(tmp_path, "county", pinned("province@2024", province))
    county = pingfen.load_policy("county", rules=tmp_path).digest
    child = HEAD + pinned("county@2024", county)
    assert pingfen.parse_policy(child, rules=tmp_path).name == "town@2024"
    write(tmp_path, "province", "extends: mof@2020\ntolerance: 1\n")
    assert [found.code for found in refused(child, rules=tmp_path)] == ["digest", "digest"]


def test_a_parent_that_is_itself_wrong_is_said_to_be_wrong_and_not_compared(
    tmp_path: Path,
) -> None:
    write(tmp_path, "county", "extends: mof@2020\ntolerence: 1\n")
    found = refused(HEAD + pinned("county@2024", "0" * 12), rules=tmp_path)
    assert [problem.code for problem in found] == ["unknown-key"]


def all_digits() -> tuple[str, str]:
    """A policy whose digest begins with twelve decimal digits, as text, and those digits.

    One policy in about 280 is such a one.
    """
    document = thawed(pingfen.load_policy("mof@2020").document)
    assert isinstance(document, dict)
    for number in count():
        digest = digest_of({**document, "policy": "own", "revision": number + 1})
        if digest[:12].isdecimal() and digest[0] != "0":
            break
    text = pingfen.dump_policy(pingfen.load_policy("mof@2020"))
    text = text.replace("policy: mof\n", "policy: own\n")
    return text.replace(f"revision: {NEWEST}\n", f"revision: {number + 1}\n"), digest


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_a_pin_of_decimal_digits_only_means_the_same_with_and_without_quotes(
    quote: str, tmp_path: Path
) -> None:
    text, digest = all_digits()
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "2020.yaml").write_text(text, "utf-8")
    pin = f"{quote}{digest[:12]}{quote}"
    assert pingfen.parse_policy(HEAD + pinned("own@2020", pin), rules=tmp_path).revision == 1
    (found,) = refused(HEAD + pinned("own@2020", f"{quote}999999999999{quote}"), rules=tmp_path)
    assert found.code == "digest"


@pytest.mark.parametrize("digits", ["12345678901234e5", "1234567890120e10", "0123456789012"])
def test_digits_that_some_would_read_as_a_number_stay_the_digits_they_are(digits: str) -> None:
    (found,) = refused(HEAD + pinned("mof@2020", digits))
    assert found.code == "digest"
    assert digits in found.line()


def test_more_unquoted_digits_than_a_number_has_are_refused_with_a_hint() -> None:
    (found,) = refused(HEAD + pinned("mof@2020", "1" * 64))
    assert found.code == "too-large"
    assert "请加引号" in found.show()
    (found,) = refused(HEAD + pinned("mof@2020", f"'{'1' * 64}'"))
    assert found.code == "digest"


@pytest.mark.parametrize(
    "digest", ["abc", MOF[:11], "12345678901", MOF + "0", "g" * 12, "-123456789012", "''"]
)
def test_a_pin_that_is_no_digest_says_what_one_looks_like(digest: str) -> None:
    (found,) = refused(HEAD + pinned("mof@2020", digest))
    assert found.code == "wrong-value"
    assert "前 12 至 64 位十六进制数字" in found.line()
    assert "12 to 64 hexadecimal digits" in found.line("en")


@pytest.mark.parametrize("digest", [MOF, MOF[:12], MOF[:13].upper()])
def test_a_policy_may_be_asked_for_with_the_beginning_of_its_digest(digest: str) -> None:
    assert pingfen.load_policy("mof@2020", digest=digest).digest == MOF


@pytest.mark.parametrize("digest", ["", "abc", MOF[:11], MOF + "0", "x" * 64, MOF[:12] + "\n", 12])
def test_a_digest_that_is_too_short_or_not_hexadecimal_is_wrong_usage(digest: str) -> None:
    with pytest.raises(pingfen.UsageError, match="12 至 64 位十六进制数字"):
        pingfen.load_policy("mof@2020", digest=digest)


def test_the_beginning_of_another_digest_is_refused() -> None:
    other = "0" * 12 if MOF[0] != "0" else "1" * 12
    with pytest.raises(pingfen.PolicyError) as caught:
        pingfen.load_policy("mof@2020", digest=other)
    assert [found.code for found in caught.value.problems] == ["digest"]
