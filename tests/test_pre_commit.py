"""The hooks for pre-commit: they are defined as it wants them, and stop a policy that is wrong."""

import os
import re
import subprocess
import venv
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
PRE_COMMIT = "pre-commit==4.2.0"
HOOKS = yaml.safe_load(MANIFEST.read_text("utf-8"))
HEAD = "policy: reform\nyear: 2025\ntitle: reform\nextends: mof@2020\n"
GOOD = f"{HEAD}params: {{partly_from: 0.5}}\n"
WRONG = f"{HEAD}parms: {{partly_from: 0.5}}\n"
CASES = """\
policy: reform@2025
cases:
  - case: half of a weight is in the band of partly achieved from here on
    row: {{target: 提高, actual: 部分达成年度指标并具有一定效果, weight: 10, judged: 5}}
    expect: {{score: {score}, rule: partly}}
"""


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_a_command_that_exists(hook: dict[str, str]) -> None:
    from pingfen.cli import make_parser

    program, *words = hook["entry"].split()
    assert program == "pingfen"
    options = make_parser().parse_args([*words, "rules/reform/2025.yaml"])
    assert options.policies == ["rules/reform/2025.yaml"]
    assert hook["id"] == hook["entry"].replace(" ", "-")


@pytest.mark.parametrize(
    ("path", "hooks"),
    [
        ("2025.yaml", {"check", "test"}),
        ("rules/reform/2025.yaml", {"check", "test"}),
        ("rules/reform/2025.cases.yaml", {"test"}),
        ("rules/words/units.yaml", set()),
        ("rules/reform/12025.yaml", set()),
        ("rules/reform/2025.yaml.orig", set()),
    ],
)
def test_a_hook_looks_at_policies_and_at_nothing_else(path: str, hooks: set[str]) -> None:
    found = {hook["id"].rsplit("-", 1)[1] for hook in HOOKS if re.search(hook["files"], path)}
    assert found == hooks


def run(*command: str | Path, cwd: Path, **environment: str) -> tuple[int, str]:
    # a repository that is made here has nothing to do with one that may be running these tests
    inherited = {name: value for name, value in os.environ.items() if name[:4] != "GIT_"}
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={**inherited, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    return done.returncode, done.stdout + done.stderr


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=tests", "-c", "user.email=tests@example.invalid")
    code, said = run("git", *who, *words, cwd=folder)
    assert code == 0, said


@pytest.fixture(scope="module")
def pre_commit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install pre-commit in an environment of its own and return the program."""
    folder = tmp_path_factory.mktemp("pre-commit")
    venv.create(folder, with_pip=True)
    code, said = run(folder / "bin" / "pip", "install", "-q", PRE_COMMIT, cwd=folder)
    assert code == 0, said
    return folder / "bin" / "pre-commit"


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Commit what would be cloned from here: the files of this checkout as they are now."""
    folder = tmp_path_factory.mktemp("hooks")
    code, listed = run(
        "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT
    )
    assert code == 0, listed
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "as it is now")
    return folder


@pytest.mark.slow
def test_pre_commit_takes_the_definition(pre_commit: Path, tmp_path: Path) -> None:
    code, said = run(pre_commit, "validate-manifest", MANIFEST, cwd=tmp_path)
    assert code == 0, said


@pytest.mark.slow
def test_pre_commit_stops_a_wrong_policy_and_a_failing_case_and_lets_good_ones_pass(
    pre_commit: Path, hooks: Path, tmp_path: Path
) -> None:
    repository = tmp_path / "policies"
    policy = repository / "rules" / "reform" / "2025.yaml"
    policy.parent.mkdir(parents=True)
    git(repository, "init", "-q")
    home = {"PRE_COMMIT_HOME": str(tmp_path / "home")}

    def tried(text: str, score: str) -> dict[str, tuple[bool, str]]:
        policy.write_text(text, "utf-8")
        policy.with_suffix(".cases.yaml").write_text(CASES.format(score=score), "utf-8")
        git(repository, "add", "-A")
        command = (pre_commit, "try-repo", hooks, "--all-files", "--verbose", "--color", "never")
        _, said = run(*command, cwd=repository, **home)
        parts = re.split(r"^(pingfen policy \w+)\.+(Passed|Failed)$", said, flags=re.MULTILINE)
        assert len(parts) == 1 + 3 * len(HOOKS), said
        return {
            name: (verdict == "Passed", shown)
            for name, verdict, shown in zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
        }

    good = tried(GOOD, "5.00")
    assert {name: passed for name, (passed, _) in good.items()} == {
        "pingfen policy check": True,
        "pingfen policy test": True,
    }, good
    passed, shown = tried(WRONG, "5.00")["pingfen policy check"]
    assert not passed
    assert "rules/reform/2025.yaml:5:1" in shown
    assert "params" in shown, "the key that was meant"
    failing = tried(GOOD, "6.00")
    assert failing["pingfen policy check"][0]
    assert not failing["pingfen policy test"][0]
