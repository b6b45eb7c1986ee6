"""The checks of the policies that ship are called by a title in reports, in both languages."""

import pytest

import pingfen
from pingfen.messages import LANGS
from pingfen.messages.check_titles import MESSAGES
from pingfen.reports.wording import title_of

POLICIES = ("mof@2020", "zhangdian@2024")
CHECKS = {check.name for name in POLICIES for check in pingfen.load_policy(name).checks}


@pytest.mark.parametrize("lang", LANGS)
def test_every_check_has_a_title_of_its_own(lang):
    titles = [title_of(check, lang) for check in CHECKS]
    assert all(titles)
    assert len(set(titles)) == len(CHECKS)


def test_no_title_is_of_a_check_that_is_gone():
    assert set(MESSAGES) == {f"kind-{check}" for check in CHECKS}
