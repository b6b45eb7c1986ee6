"""Score filled forms by policies written as data, exactly, and explain every point.

>>> import pingfen
>>> policy = pingfen.load_policy("mof", year=2020)
>>> form = {
...     "project": "示例项目",
...     "execution": {"annual": 20, "executed": "10.93"},
...     "rows": [{"name": "窗口数量", "target": "≥21个", "actual": "16个", "weight": 90}],
... }
>>> card = pingfen.score(policy, form)
>>> card.total, card.grade, card.rows[0].formula
(Decimal('74.04'), '中', '90 × 16 ÷ 21 = 68.5714… → 68.57')

Nothing is imported before it is used: ``import pingfen`` costs next to nothing.
"""

from importlib import import_module

# not from typing, which takes longer to import than all the rest of this module
TYPE_CHECKING = False
if TYPE_CHECKING:
    from pingfen.auditing import (
        Acceptance,
        Audit,
        AuditedForm,
        AuditedRow,
        Finding,
        Guess,
        audit_files,
        read_acceptances,
    )
    from pingfen.batch import ScoredTable, score_table
    from pingfen.cases import run_cases
    from pingfen.checking import check_policy
    from pingfen.comparison import (
        Comparison,
        CutOff,
        Difference,
        FormImpact,
        GradeMove,
        Impact,
        NearCutOff,
        RowChange,
        diff_policies,
        show_comparison,
    )
    from pingfen.compiled.functions import RowFunction
    from pingfen.compiled.scorer import Compiled, CompiledScore, compile  # noqa: A004  # public
    from pingfen.errors import (
        AcceptanceError,
        FormError,
        JudgementError,
        PingfenError,
        PolicyError,
        Problem,
        Unsupported,
        UsageError,
    )
    from pingfen.explanation import Change, Explanation, FormExplanation, Goal, explain
    from pingfen.faces import audit, explain_form, read_forms, score, score_all
    from pingfen.files import score_files
    from pingfen.form import Form, Forms, Judgement
    from pingfen.inference import Inference, infer_policy, show_inference
    from pingfen.judgements import read_judgements
    from pingfen.loading import dump_policy, list_policies, load_policy, parse_policy
    from pingfen.messages import Bilingual
    from pingfen.policy import Policy
    from pingfen.scorecard import (
        CheckOutcome,
        PolicyName,
        Results,
        RowScore,
        Scorecard,
        SummaryVerdict,
        Undecided,
    )
    from pingfen.showing import show_policy
    from pingfen.writers import to_json

_HOME = {
    "Acceptance": "auditing",
    "AcceptanceError": "errors",
    "Audit": "auditing",
    "AuditedForm": "auditing",
    "AuditedRow": "auditing",
    "Bilingual": "messages",
    "Change": "explanation",
    "CheckOutcome": "scorecard",
    "Comparison": "comparison",
    "Compiled": "compiled.scorer",
    "CompiledScore": "compiled.scorer",
    "CutOff": "comparison",
    "Difference": "comparison",
    "Explanation": "explanation",
    "Finding": "auditing",
    "Form": "form",
    "FormError": "errors",
    "FormExplanation": "explanation",
    "FormImpact": "comparison",
    "Forms": "form",
    "Goal": "explanation",
    "Guess": "auditing",
    "Inference": "inference",
    "GradeMove": "comparison",
    "Impact": "comparison",
    "Judgement": "form",
    "JudgementError": "errors",
    "NearCutOff": "comparison",
    "PingfenError": "errors",
    "Policy": "policy",
    "PolicyError": "errors",
    "PolicyName": "scorecard",
    "Problem": "errors",
    "Results": "scorecard",
    "RowChange": "comparison",
    "RowFunction": "compiled.functions",
    "RowScore": "scorecard",
    "Scorecard": "scorecard",
    "ScoredTable": "batch",
    "SummaryVerdict": "scorecard",
    "Undecided": "scorecard",
    "Unsupported": "errors",
    "UsageError": "errors",
    "audit": "faces",
    "audit_files": "auditing",
    "check_policy": "checking",
    "compile": "compiled.scorer",
    "diff_policies": "comparison",
    "dump_policy": "loading",
    "explain": "explanation",
    "explain_form": "faces",
    "infer_policy": "inference",
    "list_policies": "loading",
    "load_policy": "loading",
    "parse_policy": "loading",
    "read_acceptances": "auditing",
    "read_forms": "faces",
    "read_judgements": "judgements",
    "run_cases": "cases",
    "score": "faces",
    "score_all": "faces",
    "score_files": "files",
    "score_table": "batch",
    "show_comparison": "comparison",
    "show_inference": "inference",
    "show_policy": "showing",
    "to_json": "writers",
}
__all__ = [
    "Acceptance",
    "AcceptanceError",
    "Audit",
    "AuditedForm",
    "AuditedRow",
    "Bilingual",
    "Change",
    "CheckOutcome",
    "Comparison",
    "Compiled",
    "CompiledScore",
    "CutOff",
    "Difference",
    "Explanation",
    "Finding",
    "Form",
    "FormError",
    "FormExplanation",
    "FormImpact",
    "Forms",
    "Goal",
    "GradeMove",
    "Guess",
    "Impact",
    "Inference",
    "Judgement",
    "JudgementError",
    "NearCutOff",
    "PingfenError",
    "Policy",
    "PolicyError",
    "PolicyName",
    "Problem",
    "Results",
    "RowChange",
    "RowFunction",
    "RowScore",
    "Scorecard",
    "ScoredTable",
    "SummaryVerdict",
    "Undecided",
    "Unsupported",
    "UsageError",
    "audit",
    "audit_files",
    "check_policy",
    "compile",
    "diff_policies",
    "dump_policy",
    "explain",
    "explain_form",
    "infer_policy",
    "list_policies",
    "load_policy",
    "parse_policy",
    "read_acceptances",
    "read_forms",
    "read_judgements",
    "run_cases",
    "score",
    "score_all",
    "score_files",
    "score_table",
    "show_comparison",
    "show_inference",
    "show_policy",
    "to_json",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used."""
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
