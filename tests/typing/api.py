"""The public face as programs use it; checked by mypy --strict, never run."""

from decimal import Decimal

import pingfen

policy: pingfen.Policy = pingfen.load_policy("zhangdian", year=2024, rules=["own"], digest=None)
parsed: pingfen.Policy = pingfen.parse_policy({"policy": "p", "year": 2024})
reform: pingfen.Policy = policy.with_params(overshoot_from="1.2", achieved=["达成"])
forms: pingfen.Forms = pingfen.read_forms("forms.txt")
card: pingfen.Scorecard = pingfen.score(policy, forms[0])
also: pingfen.Scorecard = pingfen.score(policy, {"project": "p", "rows": []})
results: pingfen.Results = pingfen.score_all(policy, forms)
judgements: tuple[pingfen.Judgement, ...] = pingfen.read_judgements("judgements.yaml")
judged: pingfen.Scorecard = pingfen.score(policy, forms[0], judgements=judgements)
data = {"project": "p", "row": 1, "score": 9, "reason": "r", "by": "b"}
results = pingfen.score_all(policy, forms, judgements=[data])
results = pingfen.score_all(policy, forms, judgements={"judgements": [data]})
total: Decimal | None = card.total
grade: str | None = card.grade
row: pingfen.RowScore = card.rows[0]
why: pingfen.Explanation = pingfen.explain(card, row=1)
chances: pingfen.FormExplanation = pingfen.explain_form(policy, forms[0], judgements=judgements)
changes: tuple[pingfen.Change, ...] = chances.changes
goal: pingfen.Goal | None = chances.goal
text: str = why.text("en") + pingfen.dump_policy(policy)
shown: str = pingfen.show_policy(policy, "table", lang="en")
inference: pingfen.Inference = pingfen.infer_policy(forms, ["zhangdian@2024", policy], rules="own")
best: str = inference.best.candidate.name if inference.best else ""
said: str = pingfen.show_inference(inference, lang="en", everything=True)
try:
    pingfen.load_policy("nowhere")
except pingfen.PolicyError as error:
    problems: tuple[pingfen.Problem, ...] = error.problems
shown = card.html("en") + results.html()
columns: list[str] = [*card.to_rows()[0], *results.to_rows("en")[0], *results.to_forms()[0]]
document: str = pingfen.to_json(results, "en", numbers="text")
holes: tuple[object, ...] = pingfen.check_policy(policy).at_least("doubt")
tried: bool = pingfen.run_cases(policy).passed
compared: pingfen.Comparison = pingfen.diff_policies(policy, reform, forms, near="0.5")
page: str = pingfen.show_comparison(compared, "html", lang="en") + compared.differences[0].show(
    "en"
)
scored: pingfen.ScoredTable = pingfen.score_table(
    policy, "rows.parquet", because=True, totals=True
)
without: int = scored.undecided.get("no-rule", 0) + scored.totals_undecided
impact: pingfen.Impact | None = compared.impact
audit: pingfen.Audit = pingfen.audit(policy, forms, judgements=judgements)
audit = pingfen.audit(policy, [forms[0], {"project": "p", "rows": []}])
audit = pingfen.audit_files(policy, ["forms", "more.xlsx"], jobs=2)
audited: pingfen.AuditedForm = audit.forms[0]
beside: pingfen.AuditedRow = audited.rows[0]
guesses: tuple[pingfen.Guess, ...] = beside.guesses
finding: pingfen.Finding = next(audit.open)
accepted = pingfen.Acceptance(finding.fingerprint, reason="r", by="b")
audit = pingfen.audit(policy, forms, accepted=[accepted])
