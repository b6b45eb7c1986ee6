"""The cases of a policy as tests of pytest, in two lines of a test file.

```python
from pingfen.testing import policy_test
test_cases = policy_test("own@2025", rules=["rules"])
```

pytest writes a name that is not ASCII with escapes, unless its configuration says
``disable_test_id_escaping_and_forfeit_all_rights_to_community_support = true``; what a failed test
says of its case is readable either way.
"""

from collections.abc import Callable, Iterable

from pingfen.cases import Case, failure, gaps, read_cases, run_case, run_cases
from pingfen.cases.running import check_policy
from pingfen.errors import UsageError, problem
from pingfen.loading import load_policy
from pingfen.loading.locate import AnyPath
from pingfen.messages import say
from pingfen.policy import Policy

__all__ = ["policy_test"]
COVERAGE = "coverage"


def policy_test(
    policy: Policy | AnyPath,
    *,
    rules: AnyPath | Iterable[AnyPath] = (),
    cases: AnyPath | None = None,
    coverage: bool = False,
    lang: str = "zh",
) -> Callable[[Case | None], None]:
    """Return a test function that pytest runs once for each case of a policy.

    Folders are taken from where pytest runs. ``cases`` is a file of cases, otherwise the one
    beside the policy; ``coverage`` adds a test that fails where a rule decides no case or a
    comparison is not seen on every side. A policy without cases fails. Raises ``PolicyError`` for
    a wrong policy or wrong cases, ``UsageError`` where pytest is not installed.
    """
    try:
        import pytest  # noqa: PLC0415  # only those who test with it have it
    except ImportError:
        raise UsageError([problem("needs-pytest", None)]) from None
    loaded = policy if isinstance(policy, Policy) else load_policy(policy, rules=rules)
    found = read_cases(loaded if cases is None else cases)
    check_policy(loaded, found)
    tests = [pytest.param(case, id=case.name) for case in found]
    if coverage or not tests:
        tests.append(pytest.param(None, id=COVERAGE))

    @pytest.mark.parametrize("case", tests)
    def test(case: Case | None) -> None:
        wrong = _wrong(loaded, case, lang) if case else _untried(loaded, cases, lang)
        if wrong:
            pytest.fail(wrong, pytrace=False)

    return test


def _wrong(policy: Policy, case: Case, lang: str) -> str:
    """Return what is wrong with a case; nothing if it comes out as it says."""
    result = run_case(policy, case)
    return "" if result.passed else failure(result, lang)


def _untried(policy: Policy, cases: AnyPath | None, lang: str) -> str:
    """Return what the cases do not try of a policy's own; nothing if they try everything."""
    report = run_cases(policy, read_cases(policy if cases is None else cases))
    if not report.results:
        return say("cases-none", lang, policy=report.policy, file=report.file)
    stale = "\n".join(found.line(lang) for found in report.stale)
    return stale if report.covered() else "\n".join(filter(None, (stale, gaps(report, lang))))
