"""Audits made by hand for tests: some findings about the forms of a file."""

import io
import zipfile
from collections.abc import Callable, Iterator

import pingfen
from pingfen.auditing import Acceptance, Audit, AuditedForm, Finding
from pingfen.errors import Place
from pingfen.form import Form, Forms
from pingfen.messages import Bilingual
from pingfen.scorecard import PolicyName

POLICY = PolicyName("mof", 2020, 1, "", "seen", Bilingual("评分办法", "policy"))
ACCEPTED = Acceptance("", "有文件", "甲")


def finding(place: Place | None = None, text: str = "不对", **more: object) -> Finding:
    """Return a finding; texts may be given plainly."""
    said = {key: Bilingual(more[key]) for key in ("found", "expected", "remedy") if key in more}
    severity = more.pop("severity", "error")
    return Finding(severity, "wrong", Bilingual(text), place, **{**more, **said})


def audited(form: Form, file: str, findings: tuple[Finding, ...], **more: object) -> AuditedForm:
    """Return a form with some findings."""
    given = {"file": file, "project": form.project, "unit": form.unit, "year": form.year}
    empty = dict.fromkeys(("total", "grade", "declared_total", "declared_grade", "verdict"))
    whole = {**given, **empty, "rows": (), "findings": findings, "place": form.place, **more}
    return AuditedForm(**whole)


def audit(forms: Forms, told: Callable[[Form], tuple[Finding, ...]]) -> Audit:
    """Return an audit with the findings that are told of each form."""
    return Audit(POLICY, tuple(audited(form, forms.file, told(form)) for form in forms))


def rows_and_form(form: Form) -> tuple[Finding, ...]:
    """Return a finding about each row, about the budget row and about the form."""
    rows = [
        finding(
            row.place, f"第 {number} 行", row=number, found="9", expected="10", remedy="请更正"
        )
        for number, row in enumerate(form.rows, 1)
    ]
    budget = finding(form.execution.place, "预算执行", severity="doubt", row=0)
    return (*rows, budget, finding(None, "整张表", severity="note"))


def one(place: Place | None, text: str = "不对", **more: object) -> Audit:
    """Return an audit with one finding, about a place."""
    return Audit(POLICY, (), others=(finding(place, text, **more),))


def parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(found: dict[str, bytes]) -> bytes:
    """Return a package with some parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in found.items():
            archive.writestr(name, part)
    return content.getvalue()


def same_forms(one: Forms, other: Forms) -> bool:
    """Tell whether two files hold the same forms, but for the names of the files."""
    return repr(one).replace(one.file, "") == repr(other).replace(other.file, "")


def scores(policy: pingfen.Policy, forms: Forms) -> Iterator[tuple[object, ...]]:
    """Yield what a policy gives each form."""
    for form in forms:
        card = pingfen.score(policy, form)
        yield card.total, card.grade, tuple(row.score for row in card.all_rows)
