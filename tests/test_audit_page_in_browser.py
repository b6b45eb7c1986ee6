"""The page of an audit in a real Chromium: what its script does, and that it asks for nothing."""

import re
import shutil
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from unicodedata import normalize

import pytest

from pingfen.reports.page import page as page_of
from random_audits import random_audit
from test_audit_page import evil_audit

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs chromium"),
]
AUDIT = random_audit(40)
FINDINGS = list(AUDIT.findings)
UNITS = {finding.unit for finding in FINDINGS}


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


class Opened:
    """A page with all that it asked for and complained of."""

    def __init__(self, browser, file: Path, **options: object) -> None:
        self.context = browser.new_context(**{"offline": True, **options})
        self.address = file.as_uri()
        self.asked, self.complaints = [], []
        self.page = self.context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.go()

    def go(self, hash_: str = "") -> None:
        self.page.goto("about:blank")
        self.asked.clear()
        self.page.goto(self.address + hash_)

    def choose(self, **values: str) -> None:
        for name, value in values.items():
            self.page.locator(f"#{name}").select_option(value)

    def search(self, text: str) -> None:
        self.page.locator("#q").fill(text)
        self.page.wait_for_function(
            "text => new URLSearchParams(location.hash.slice(1)).get('q') === text", arg=text
        )

    def rows(self) -> list[str]:
        """Return the fingerprints of the findings that are shown, from the top down."""
        return self.page.evaluate(
            "[...document.querySelectorAll('#findings tbody:not([hidden]) tr[data-code]')]"
            ".filter(row => !row.hidden)"
            ".map(row => row.querySelector('td:nth-child(3) > code').textContent)"
        )

    @property
    def shown(self) -> str:
        return self.page.locator("#shown").text_content()

    @property
    def hash(self) -> str:
        return self.page.evaluate("location.hash")


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("审核 #1") / "审核报告.html"
    path.write_text(page_of(AUDIT), "utf-8")
    return path


@pytest.fixture
def opened(browser, file):
    found = Opened(browser, file)
    yield found
    assert found.complaints == []
    assert found.asked == [found.address]
    found.context.close()


def fingerprints(**wanted: str) -> list[str]:
    return [
        finding.fingerprint
        for finding in FINDINGS
        if all(getattr(finding, key) == value for key, value in wanted.items())
    ]


def test_at_first_all_findings_are_shown_in_the_order_of_the_files(opened):
    assert opened.rows() == fingerprints()
    assert opened.shown.startswith(f"显示 {len(FINDINGS)} 条，共 {len(FINDINGS)} 条；涉及 40 张")


@pytest.mark.parametrize("key", ["unit", "severity", "code"])
def test_a_choice_shows_exactly_the_findings_that_it_names(opened, key):
    for value in sorted({getattr(finding, key) for finding in FINDINGS} - {""}):
        opened.choose(**{key: value})
        assert opened.rows() == fingerprints(**{key: value})


def test_those_without_a_unit_can_be_chosen_too(opened):
    opened.choose(unit="（未写单位）")
    assert opened.rows() == fingerprints(unit="")


def test_choices_narrow_each_other_and_can_be_cleared(opened):
    opened.choose(unit="水务局", severity="error")
    assert opened.rows() == fingerprints(unit="水务局", severity="error")
    opened.page.locator("#reset").click()
    assert opened.rows() == fingerprints()
    assert opened.hash == ""


def test_accepted_and_open_findings_can_be_told_apart(opened):
    accepted = [finding.fingerprint for finding in FINDINGS if finding.accepted]
    opened.choose(state="accepted")
    assert opened.rows() == accepted
    opened.choose(state="open")
    assert sorted(opened.rows() + accepted) == sorted(fingerprints())


def test_the_counts_of_each_choice_say_what_it_would_show(opened):
    opened.choose(unit="水务局")
    for severity in ("error", "doubt", "note"):
        count = len(fingerprints(unit="水务局", severity=severity))
        option = opened.page.locator(f"#severity option[value={severity}]")
        assert option.text_content().endswith(f"({count})")
    total = opened.page.locator("#unit option[value='']").text_content()
    assert total == f"全部 ({len(FINDINGS)})"


def test_words_are_found_wherever_they_stand_and_what_is_not_found_is_said(opened):
    opened.search("水务局 满意度")
    found = [each for each in FINDINGS if each.unit == "水务局" and "满意度" in each.name]
    assert opened.rows() == [each.fingerprint for each in found]
    opened.search("没有这样的文字")
    assert opened.rows() == []
    assert opened.page.locator("#nothing").is_visible()


@pytest.mark.parametrize("key", ["severity", "code", "unit", "project"])
def test_findings_are_sorted_both_ways_and_said_to_be(opened, key):
    head = opened.page.locator(f"#findings th[data-sort={key}]")
    head.get_by_role("button").click()
    up = opened.rows()
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert sorted(up) == sorted(opened.rows()) == sorted(fingerprints())
    values = {each.fingerprint: getattr(each, key) for each in FINDINGS}
    runs = [value for at, value in enumerate(map(values.get, up)) if value != values[up[at - 1]]]
    assert len(runs) == len(set(runs)), "equal ones stand together"
    if key == "severity":
        assert runs == ["error", "doubt", "note"]
    opened.choose(sort="order")
    opened.page.locator("#desc").uncheck()
    assert opened.rows() == fingerprints()
    assert opened.page.locator("#findings .who").count() == 0


def test_a_view_is_kept_in_the_address_and_opens_again(opened):
    opened.choose(unit="水务局", sort="severity")
    opened.search("满意度")
    rows, address = opened.rows(), opened.hash
    assert rows
    opened.go(address)
    assert opened.rows() == rows
    assert opened.page.locator("#q").input_value() == "满意度"
    opened.go("#unit=没有的单位&sort=x&severity=<b>")
    assert opened.rows() == fingerprints()


def test_a_form_leads_to_its_findings_also_when_they_are_filtered_out(opened):
    opened.choose(unit="水务局")
    number, form = next((n, f) for n, f in enumerate(AUDIT.forms, 1) if f.unit == "教育局")
    opened.page.evaluate(f"location.hash = '#f{number}'")
    opened.page.wait_for_function("document.getElementById('unit').value === ''")
    opened.page.wait_for_function(
        f"document.getElementById('f{number}').getBoundingClientRect().top < innerHeight"
    )
    assert opened.page.locator(f"#f{number}").is_visible()
    assert form.project in opened.page.locator(f"#f{number}").inner_text()


def test_the_tables_of_units_and_kinds_lead_to_their_findings(opened):
    opened.page.locator("table.units a", has_text="水务局").click()
    opened.page.wait_for_function("document.getElementById('unit').value === '水务局'")
    assert opened.rows() == fingerprints(unit="水务局")
    opened.page.locator("table.kinds a").first.click()
    opened.page.wait_for_function("document.getElementById('severity').value === 'error'")
    assert set(opened.rows()) < set(fingerprints(severity="error"))


def test_the_keyboard_reaches_every_control_each_of_which_has_a_name(opened):
    named = opened.page.locator("#filters").aria_snapshot()
    for name in ("单位", "级别", "问题种类", "是否认可", "排序"):
        assert f'combobox "{name}"' in named
    assert 'searchbox "查找文字"' in named
    assert opened.page.locator("#shown").get_attribute("aria-live") == "polite"
    opened.page.locator("#findings th[data-sort=code] button").focus()
    opened.page.keyboard.press("Enter")
    assert opened.hash == "#sort=code"


def printed(opened: Opened) -> str:
    from pdfminer.high_level import extract_text

    # some characters come out of a PDF as the radicals that look the same
    text = extract_text(BytesIO(opened.page.pdf(prefer_css_page_size=True)))
    return "".join(normalize("NFKC", text).split())


def test_on_paper_all_findings_stand_and_of_a_filtered_view_those_that_it_shows(opened):
    text = printed(opened)
    assert [each for each in fingerprints() if each not in text] == []
    opened.choose(unit="水务局")
    text = printed(opened)
    shown = set(fingerprints(unit="水务局"))
    assert {each for each in fingerprints() if each in text} == shown
    assert "本次打印只含符合条件的问题:水务局" in text


def test_without_scripts_everything_is_there_and_no_control_that_does_nothing(browser, file):
    opened = Opened(browser, file, java_script_enabled=False)
    text = printed(opened)
    assert [each for each in fingerprints() if each not in text] == []
    assert opened.page.locator("#filters").is_hidden()
    assert opened.asked == [opened.address]
    opened.context.close()


def test_hostile_texts_are_shown_found_and_chosen_as_texts(browser, tmp_path):
    path = tmp_path / "evil.html"
    path.write_text(page_of(evil_audit()), "utf-8")
    opened = Opened(browser, path)
    option = opened.page.locator("#unit option").nth(1).get_attribute("value")
    opened.choose(unit=option)
    opened.search("alert(1)")
    assert opened.page.locator("#findings tr[data-code]:visible").count() == 3
    opened.choose(sort="severity")
    opened.go(opened.hash)
    assert opened.page.locator("#unit").input_value() == option
    assert opened.page.locator("img").count() == 0
    assert opened.complaints == []
    assert opened.asked == [opened.address]
    opened.context.close()


@pytest.fixture
def visits():
    """Serve on this machine, and note each visit."""
    found = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self):
            found.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Noting) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", found
        server.shutdown()


def test_what_gets_into_the_page_all_the_same_cannot_run_or_ask_for_anything(
    browser, tmp_path, visits
):
    address, found = visits
    path = tmp_path / "tampered.html"
    text = page_of(random_audit(2))
    added = f"<script>document.title='run'</script><img src='{address}/x.png'>"
    path.write_text(text.replace("</header>", f"</header>{added}"), "utf-8")
    opened = Opened(browser, path, offline=False)
    assert opened.page.title() != "run"
    assert opened.page.evaluate(f"fetch('{address}/y').then(() => 1, () => 2)") == 2
    assert found == []
    assert opened.complaints
    # without the guard both would have happened
    unguarded = re.sub("<meta http-equiv=[^>]*>", "", path.read_text("utf-8"))
    path.write_text(unguarded, "utf-8")
    opened.go()
    assert opened.page.title() == "run"
    assert found == ["/x.png"]
    opened.context.close()
