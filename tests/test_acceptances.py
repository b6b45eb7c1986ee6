"""Findings that somebody accepted: read from a file, marked in an audit, and said when stale."""

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import pingfen
import seed
from pingfen.auditing import Acceptance, Audit, accept, acceptances_of, audit_documents, draft
from pingfen.form import Figure, Forms
from test_schemas import wrong

POLICY = pingfen.load_policy("zhangdian@2024")
DOCUMENTS = Path(__file__).parent / "documents"
LOST = "reason-due"  # 聘用人员数量 lost 2.27 points without a reason
SAID = {"reason": "编制调整，经区里同意", "by": "评审组"}


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    def putting(text: str | bytes, name: str = "accepted.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return putting


def audited(document: Forms, **given: Any) -> Audit:
    return audit_documents(POLICY, [document], **given)


def example() -> Forms:
    return pingfen.read_forms(seed.EXAMPLE)


def with_declared(document: Forms, score: str) -> Forms:
    """The example with another declared score of the row that lost points."""
    first, *others = document.forms
    rows = list(first.rows)
    rows[3] = replace(rows[3], declared=Figure(value=Fraction(score)))
    return replace(document, forms=(replace(first, rows=tuple(rows)), *others))


def turned(document: Forms) -> Forms:
    """The example from its last form to its first, each from its last row."""
    forms = [replace(form, rows=form.rows[::-1]) for form in document]
    return replace(document, file="另存.xlsx", forms=tuple(forms[::-1]))


def filled(text: str) -> str:
    return text.replace('reason: ""', "reason: 已核实").replace('by: ""', "by: 评审组")


def of_lost() -> Acceptance:
    """The acceptance of the row that lost points."""
    (finding,) = [each for each in audited(example()).findings if each.code == LOST]
    (one,) = acceptances_of([{"fingerprint": finding.fingerprint, **SAID}])
    return one


def refused(path: Path) -> list[tuple[str, int | None]]:
    with pytest.raises(pingfen.AcceptanceError) as caught:
        pingfen.read_acceptances(path)
    return [(p.code, getattr(p.place, "line", None)) for p in caught.value.problems]


class TestOnTheExample:
    """A finding is accepted once and stays so, until its defect changes."""

    @pytest.mark.parametrize(
        "document",
        [
            pytest.param(example(), id="as it was"),
            pytest.param(turned(example()), id="rows and forms turned round"),
            *(
                pytest.param(pingfen.read_forms(DOCUMENTS / name), id=name)
                for name in ("seven.xlsx", "seven.docx", "seven.html", "seven.csv")
            ),
        ],
    )
    def test_it_is_accepted_in_whatever_file_and_order_it_comes_again(
        self, document: Forms
    ) -> None:
        before, one = audited(document), of_lost()
        after = audited(document, accepted=[one])
        assert [each.code for each in after.findings if each.accepted == one] == [LOST]
        assert after.counts()["error"] == before.counts()["error"] - 1 == 0
        assert len(list(after.findings)) == len(list(before.findings))
        assert after.stale == ()

    @pytest.mark.parametrize("score", ["5.72", "3", "8"])
    def test_another_score_is_another_defect_and_the_acceptance_is_said_to_be_stale(
        self, score: str
    ) -> None:
        one = of_lost()
        after = audited(with_declared(example(), score), accepted=[one])
        assert [each for each in after.findings if each.accepted] == []
        assert after.stale == (one,)

    def test_the_open_findings_are_drafted_and_accepted_once_they_are_filled_in(
        self, put: Any
    ) -> None:
        audit = audit_documents(pingfen.load_policy("mof@2020"), [example()])
        text = draft(audit)
        assert text.count("fingerprint:") == len({each.fingerprint for each in audit.open}) > 10
        after = accept(audit, pingfen.read_acceptances(put(filled(text))))
        assert list(after.open) == []
        assert after.stale == ()
        assert {each.accepted.by for each in after.findings if each.accepted} == {"评审组"}
        assert draft(after).splitlines()[1:] == ["accepted: []"]

    def test_a_draft_says_in_either_language_what_each_finding_is(self) -> None:
        audit = audited(example())
        assert "错误 第 4 行 聘用人员数量：得 5.73 分，满分 8 分，未填偏差原因" in draft(audit)
        english = draft(audit, "en")
        assert "error row 4 聘用人员数量: 5.73 of 8 points, and no reason given" in english
        assert "approximate" in english

    def test_a_draft_that_nobody_filled_is_refused_entry_by_entry(self, put: Any) -> None:
        text = draft(audited(example()))
        path = put(text)
        lines = [n for n, line in enumerate(text.splitlines(), 1) if line.endswith('""')]
        assert refused(path) == [("wrong-value", line) for line in lines]
        assert len(lines) == 2 * text.count("fingerprint:")
        with pytest.raises(pingfen.AcceptanceError, match="不为空的文字"):
            pingfen.read_acceptances(path)


ONE = {"fingerprint": "0123456789abcdef", **SAID}


def test_json_and_plain_data_are_as_good_as_yaml(put: Any) -> None:
    data = {"accepted": [{**ONE, "code": LOST, "project": "p", "row": 4, "date": "2025-03-01"}]}
    (read,) = pingfen.read_acceptances(put(json.dumps(data), "accepted.json"))
    for given in (data, data["accepted"], [read]):
        (same,) = acceptances_of(given)
        assert same._replace(place=None) == read._replace(place=None)
    assert read[:5] == ("0123456789abcdef", SAID["reason"], SAID["by"], LOST, "p")
    assert (read.row, read.date) == (4, "2025-03-01")
    assert wrong("accepted", data) == []


@pytest.mark.parametrize(
    ("entry", "problems"),
    [
        ("fingerprint: 0123456789abcdef, reason: '  ', by: b", [("wrong-value", 2)]),
        ("fingerprint: 0123456789abcdef, reason: a", [("missing-key", 2)]),
        ("fingerprint: 0123456789abcdef, reason: , by: b", [("wrong-kind", 2)]),
        ("fingerprint: abc, reason: a, by: b", [("wrong-value", 2)]),
        ("fingerprint: 1234567890123456, reason: a, by: b", [("wrong-kind", 2)]),
        ("fingerprint: 0123456789abcdef, reason: a, by: b, code: ''", [("wrong-value", 2)]),
        (
            "fingerprint: 0123456789abcdef, resaon: a, by: b",
            [("missing-key", 2), ("unknown-key", 2)],
        ),
    ],
)
def test_what_is_wrong_with_an_entry_is_said_with_its_place(
    put: Any, entry: str, problems: list[tuple[str, int]]
) -> None:
    assert refused(put(f"accepted:\n  - {{{entry}}}\n")) == problems


def test_all_that_is_wrong_with_a_file_is_said_at_once(put: Any) -> None:
    assert refused(put("accepted: [\n")) != []
    assert refused(put("accepted: 5\n")) == [("wrong-kind", 1)]
    assert refused(put("accpted: []\n")) != []
    assert refused(put("认可".encode("gb18030"))) == [("unreadable", None)]
    assert refused(Path("no-such-file.yaml")) == [("unreadable", None)]
    two = "accepted:\n  - {fingerprint: x, reason: a, by: b}\n  - {reason: a, by: b}\n"
    assert refused(put(two)) == [("wrong-value", 2), ("missing-key", 3)]


def test_a_finding_that_is_accepted_twice_is_an_error_that_names_the_first_place(
    put: Any,
) -> None:
    entry = "  - {fingerprint: 0123456789abcdef, reason: a, by: b}\n"
    path = put("accepted:\n" + entry * 3)
    assert refused(path) == [("acceptance-twice", 3), ("acceptance-twice", 4)]
    with pytest.raises(pingfen.AcceptanceError, match=r"0123456789abcdef.*accepted\.yaml:2:5"):
        pingfen.read_acceptances(path)
    with pytest.raises(pingfen.AcceptanceError):
        acceptances_of([Acceptance("0" * 16, "a", "b"), Acceptance("0" * 16, "c", "d")])


def test_an_acceptance_of_another_kind_is_not_used_and_is_a_finding_with_its_place() -> None:
    one = of_lost()._replace(code="unit-mismatch")
    after = audited(example(), accepted=[one])
    assert [each for each in after.findings if each.accepted] == []
    (told,) = after.others
    assert (told.code, told.severity, told.place) == ("acceptance-code", "error", one.place)
    assert LOST in told.text.in_lang("zh")
    assert after.stale == ()
    right = audited(example(), accepted=[one._replace(code=LOST)])
    assert [each.code for each in right.findings if each.accepted] == [LOST]


def test_names_that_mean_something_to_yaml_are_drafted_so_that_they_read_back(put: Any) -> None:
    names = ["是: 否 # 注", "no", "- 甲\n乙", '"', "'", "2024", "\u202e反", "{a: b}", "：", "\\x"]
    rows = [{"name": "甲 #\n- b", "target": "≥4个", "actual": "3个", "weight": 8, "declared": 1}]
    documents = [{"project": name, "rows": rows} for name in names]
    audit = pingfen.audit(POLICY, documents)
    read = pingfen.read_acceptances(put(filled(draft(audit))))
    assert {one.project for one in read} == {each.project.strip() for each in audit.findings}
    assert list(accept(audit, read).open) == []


def test_identical_findings_of_a_form_share_an_acceptance_and_stand_in_the_draft_once() -> None:
    row = {"name": "甲指标", "target": "≥4个", "actual": "3个", "weight": 8, "declared": 1}
    audit = pingfen.audit(POLICY, {"project": "p", "rows": [row, row]})
    told = [each for each in audit.findings if each.code == "score-differs"]
    assert len(told) == 2
    assert len({each.fingerprint for each in told}) == 1
    assert draft(audit).count(told[0].fingerprint) == 1
    assert "另有 1 处相同" in draft(audit)
    after = accept(audit, [{"fingerprint": told[0].fingerprint, **SAID}])
    assert sum(each.accepted is not None for each in after.findings) == 2
