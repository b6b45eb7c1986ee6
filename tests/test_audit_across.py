"""What only several forms together show: copied reasons, projects twice, summary tables."""

import pickle
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pingfen
from audited import Data, codes, form, found, policy, with_row
from pingfen.auditing import AuditedFile, Auditing, Gathering
from pingfen.errors import FormError, TextPlace
from pingfen.files import Job
from pingfen.readers.data import forms_from_data
from seed import EXAMPLE

REASON = "受汛期影响，部分河段暂停作业，下一年度提前安排。"
SHORT = with_row(0, actual="240公里", declared=15, reason=REASON) | {"declared_total": 95}


def of(project: str, data: Data | None = None, **changes: object) -> Data:
    return {**(data or form()), "project": project, **changes}


def audited(*forms: Data, lines: Sequence[Data] = ()) -> pingfen.Audit:
    document = {"forms": list(forms), **({"summary": list(lines)} if lines else {})}
    return pingfen.audit(policy(), document)


def line(project: str, total: object = 100, grade: str = "优") -> Data:
    return {"project": project, "total": total, "grade": grade}


# reasons


def test_reasons_word_for_word_are_found_in_each_of_the_forms() -> None:
    first, second = found(audited(of("东河", SHORT), of("西河", SHORT)), "same-reason")
    assert (first.project, first.row, str(first.found)) == ("东河", 1, REASON)
    assert "“西河”第 1 行" in str(first.text)
    assert "“东河”第 1 行" in str(second.text)


def test_spaces_and_punctuation_do_not_make_a_reason_another_one() -> None:
    other = with_row(1, actual="90%", reason=REASON.replace("，", ", ").rstrip("。"))
    assert len(found(audited(of("东河", SHORT), of("西河", other)), "same-reason")) == 2


def test_a_short_reason_is_nobodys_own() -> None:
    short = with_row(0, actual="240公里", declared=15, reason="受汛期影响")
    assert not found(audited(of("东河", short), of("西河", short)), "same-reason")


def test_reasons_that_differ_in_a_number_are_not_the_same() -> None:
    forms = [
        with_row(0, actual="240公里", reason=f"汛期停工{n}天，部分河段没有清理") for n in (3, 9)
    ]
    assert not found(audited(of("东河", forms[0]), of("西河", forms[1])), "same-reason")


def test_one_reason_for_two_rows_of_one_form_is_no_twin() -> None:
    rows = [dict(row) for row in SHORT["rows"]]  # type: ignore[union-attr,attr-defined]
    rows[1] |= {"actual": "90%", "reason": REASON}
    assert not found(audited(form(rows=rows)), "same-reason")


def test_a_form_that_shares_reasons_with_many_has_one_finding_that_names_a_few() -> None:
    audit = audited(*(of(f"河道{n}", SHORT) for n in range(6)))
    findings = found(audit, "same-reason")
    assert len(findings) == 6
    assert "另外 5 张" in str(findings[0].text)
    assert str(findings[0].text).count("第 1 行") == 3


def test_explanations_below_the_table_are_compared_too() -> None:
    told = {"explanation": "因政策调整，年初预算未能按计划执行。"}
    first, _ = found(audited(of("东河", **told), of("西河", **told)), "same-reason")
    assert first.row is None
    assert "“西河”的说明" in str(first.text)


# one project twice


def test_a_project_with_two_forms_is_a_finding_of_both() -> None:
    first, second = found(audited(of("东河"), of("东河 ")), "project-twice")
    assert first.project == "东河"
    assert "forms[1]" in str(first.text)
    assert "forms[0]" in str(second.text)


@pytest.mark.parametrize("changes", [{"unit": "园林处"}, {"year": 2019}])
def test_the_same_name_of_another_unit_or_year_is_another_project(changes: Data) -> None:
    assert not found(audited(of("东河"), of("东河", **changes)), "project-twice")


def test_two_forms_of_one_project_say_the_same_and_that_is_said_once() -> None:
    told = codes(audited(of("东河", SHORT), of("东河", SHORT)))
    assert (told["project-twice"], told["same-reason"]) == (2, 0)


# summary tables


def test_a_summary_that_fits_its_forms_has_no_finding() -> None:
    audit = audited(of("东河"), of("西河"), lines=[line("西河"), line("东河")])
    assert list(audit.findings) == []
    assert [each.verdict for each in audit.summary] == ["agrees", "agrees"]


def test_a_line_without_a_form_is_about_no_form() -> None:
    audit = audited(of("东河"), lines=[line("东河"), line("南河", 88, "良")])
    (finding,) = audit.others
    assert (finding.code, finding.project, finding.severity) == ("summary-alone", "南河", "doubt")
    assert "88" in str(finding.text)


def test_a_form_that_its_summary_leaves_out_is_a_finding_of_the_form() -> None:
    (finding,) = found(audited(of("东河"), of("西河"), lines=[line("东河")]), "not-in-summary")
    assert finding.project == "西河"


def test_a_total_of_the_summary_that_the_form_does_not_declare_is_said_once() -> None:
    audit = audited(of("东河"), lines=[line("东河", 97)])
    told = [each for each in audit.findings if each.code.startswith("summary")]
    assert len(told) == 1
    assert told[0].severity == "error"
    assert "97" in str(told[0].text)


def test_trailing_zeros_do_not_make_a_total_another_one() -> None:
    assert list(audited(of("东河"), lines=[line("东河", "100.00")]).findings) == []


def test_a_line_whose_form_declares_nothing_is_compared_with_the_policy() -> None:
    bare = of("东河", declared_total=None, declared_grade=None)
    (finding,) = found(audited(bare, lines=[line("东河", 91)]), "summary-differs")
    assert (finding.severity, str(finding.expected)) == ("doubt", "100")


def test_a_grade_of_the_summary_that_the_form_does_not_have_is_a_finding() -> None:
    audit = audited(of("东河"), lines=[line("东河", 100, "良")])
    told = [each for each in audit.findings if "grade" in each.code]
    assert len(told) == 1


@pytest.mark.parametrize("grade", ["优秀", "优 "])
def test_a_grade_in_other_words_fits_the_form(grade: str) -> None:
    audit = audited(of("东河"), lines=[line("东河", grade=grade)])
    assert not list(audit.findings)
    assert [each.verdict for each in audit.summary] == ["agrees"]


def test_a_summary_in_a_file_of_its_own_is_compared_with_the_forms_of_others() -> None:
    table = {"forms": [of("西河")], "summary": [line("西河"), line("东河", 97, "良")]}
    audit = pingfen.audit(policy(), [of("东河"), table])
    told = codes(audit)
    assert told == {"summary-differs": 1, "summary-grade-differs": 1}
    assert {each.project for each in audit.findings} == {"东河"}


# many files


def test_what_comes_of_a_file_is_small_and_travels() -> None:
    audited_file = Auditing(policy("zhangdian@2024"))(Job(str(EXAMPLE)))
    assert isinstance(audited_file, AuditedFile)
    sent = pickle.dumps(audited_file)
    assert pickle.loads(sent) == audited_file
    assert len(sent) < 60_000
    assert b"TextPlace" not in sent
    assert b"Scorecard" not in sent


def test_places_in_a_text_keep_line_and_column_but_not_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("project: 东河\nrows:\n  - {name: 里程, target: ≥3, weight: 9}\n", "utf-8")
    audit = pingfen.audit_files(policy(), path)
    places = [each.place for each in audit.findings]
    assert places
    assert not any(isinstance(place, TextPlace) for place in places)
    assert f"{path}:3:5" in {place.show() for place in places if place}


def test_files_are_audited_together_with_processes_and_without(tmp_path: Path) -> None:
    for name in ("东河", "西河"):
        copy = tmp_path / f"{name}.txt"
        copy.write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    (tmp_path / "空.txt").write_text("", "utf-8")
    alone = pingfen.audit_files(policy("zhangdian@2024"), tmp_path)
    together = pingfen.audit_files(policy("zhangdian@2024"), tmp_path, jobs=2)
    assert alone == together
    assert (alone.files, len(alone.forms), len(alone.problems)) == (2, 14, 1)
    assert codes(alone)["project-twice"] == 14


def test_a_file_that_cannot_be_read_takes_none_of_the_others_down() -> None:
    gathering = Gathering(policy())
    with pytest.raises(FormError) as broken:
        Auditing(policy())(Job("nowhere.xlsx"))
    gathering.take(broken.value)
    gathering.take(Auditing(policy())(Job(str(EXAMPLE))))
    audit = gathering.audit()
    assert len(audit.forms) == 7
    assert [each.code for each in audit.problems] == ["unreadable"]


def test_judgements_are_laid_over_the_forms_and_those_without_a_row_are_findings() -> None:
    worded = of("东河", with_row(3, target="明显下降", actual="有所下降", reason="雨季反弹"))
    judgement = {"project": "东河", "row": 4, "score": 25, "reason": "抽查", "by": "评审组"}
    lost = {**judgement, "row": 40}
    audit = pingfen.audit(policy(), worded, judgements=[judgement, lost])
    row = audit.forms[0].rows[4]
    assert row.judgement is not None
    assert (row.verdict, str(row.score)) == ("judged", "25.00")
    (finding,) = audit.others
    assert (finding.code, finding.severity) == ("judgement-row", "error")


# the order of forms and files


def told(audit: pingfen.Audit) -> Counter[object]:
    return Counter(each._replace(place=None) for each in audit.findings)


POOL = (
    of("东河", SHORT),
    of("西河", SHORT),
    of("西河", SHORT, declared_total=94),
    of("西河", with_row(1, declared=19, reason=REASON)),
    of("南河", form(explanation="因政策调整，年初预算未能按计划执行。")),
    of("北河", form(explanation="因政策调整，年初预算未能按计划执行。")),
    of("中河", with_row(0, actual=None)),
)
LINES = (
    line("西河", 94),
    line("西河", 70, "中"),
    line("南河"),
    line("远河", 70, "中"),
    line("中河", 60, "中"),
)


@cache
def files() -> tuple[AuditedFile, ...]:
    """Return what comes of each form as a file of its own, and of the table with one form."""
    table = {"forms": [of("口河")], "summary": [line("口河"), *LINES]}
    auditing = Auditing(policy())
    read = (forms_from_data(each, f"{n}.json") for n, each in enumerate([*POOL, table]))
    return tuple(map(auditing.document, read))


def gathered(found: Sequence[AuditedFile]) -> pingfen.Audit:
    gathering = Gathering(policy())
    for each in found:
        gathering.take(each)
    return gathering.audit()


@given(st.permutations(range(len(POOL) + 1)), st.permutations(range(len(LINES) + 1)))
def test_the_order_of_files_and_of_lines_changes_no_finding(
    order: Sequence[int], lines: Sequence[int]
) -> None:
    *forms, table = files()
    shuffled = table._replace(lines=tuple(table.lines[n] for n in lines))
    every = [*forms, shuffled]
    assert told(gathered([every[n] for n in order])) == told(gathered(files()))


@given(st.permutations(range(len(POOL))))
def test_the_order_of_forms_in_a_document_changes_no_finding(order: Sequence[int]) -> None:
    forms = [each.forms[0] for each in files()[:-1]]
    straight = AuditedFile("all.json", tuple(forms))
    shuffled = AuditedFile("all.json", tuple(forms[n] for n in order))
    assert told(gathered([shuffled])) == told(gathered([straight]))
