"""The packages hold all that they should, and work installed, editable, from the sdist, zipped."""

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import seed

ROOT = Path(__file__).parent.parent
CODE = """
import sys, pingfen
policy = pingfen.load_policy("zhangdian", year=2024)
forms = pingfen.read_forms(sys.argv[1])
print(*(pingfen.score(policy, form).total for form in forms))
print(pingfen.parse_policy(pingfen.dump_policy(policy)).digest == policy.digest)
"""
EXPECTED = [" ".join(map(str, seed.TOTALS)), "True"]

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, **env: str) -> str:
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", **env},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def empty_environment(folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    return folder / "bin" / "python"


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist, and the wheel from the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=folder)
    return folder


def wheel_of(packages: Path) -> Path:
    (wheel,) = packages.glob("*.whl")
    return wheel


def tracked(*folders: str) -> set[str]:
    """The files that git knows or would take; without quotes around Chinese names."""
    options = ("-z", "--cached", "--others", "--exclude-standard")
    return {
        name for name in run("git", "ls-files", *options, *folders, cwd=ROOT).split("\0") if name
    }


def test_the_wheel_holds_the_code_the_rules_and_the_schemas(packages: Path) -> None:
    inside = set(zipfile.ZipFile(wheel_of(packages)).namelist())
    wanted = {name.removeprefix("src/") for name in tracked("src")}
    wanted |= {f"pingfen/{name}" for name in tracked("rules", "schemas")}
    assert wanted - inside == set()
    metadata = {name for name in inside if ".dist-info/" in name}
    assert inside - metadata - wanted == set(), "and nothing else"


def test_the_sdist_holds_every_file_that_the_tests_need(packages: Path) -> None:
    (sdist,) = packages.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        inside = {name.split("/", 1)[-1] for name in archive.getnames()}
    assert tracked("src", "rules", "schemas", "tests", "docs") - inside == set()


def test_the_wheel_works_in_an_empty_environment(packages: Path, tmp_path: Path) -> None:
    python = empty_environment(tmp_path / "env")
    run(python, "-m", "pip", "install", "-q", wheel_of(packages), cwd=tmp_path)
    assert run(python, "-c", CODE, seed.EXAMPLE, cwd=tmp_path).splitlines() == EXPECTED
    out = run(
        python.parent / "pingfen",
        "score",
        seed.EXAMPLE,
        "--policy",
        "zhangdian@2024",
        cwd=tmp_path,
    )
    assert out.count("一致") == 76 - 1 + 7 + 7, "every row but the judged one, totals, summary"
    site = run(python, "-c", "import pingfen; print(pingfen.__file__)", cwd=tmp_path)
    assert str(ROOT) not in site


def test_the_wheel_works_without_being_unpacked(packages: Path, tmp_path: Path) -> None:
    python = empty_environment(tmp_path / "env")
    run(python, "-m", "pip", "install", "-q", "pyyaml", "jsonschema", "simpleeval", cwd=tmp_path)
    zipped = {"PYTHONPATH": str(wheel_of(packages))}
    assert run(python, "-c", CODE, seed.EXAMPLE, cwd=tmp_path, **zipped).splitlines() == EXPECTED


def test_an_editable_install_reads_the_checkout(tmp_path: Path) -> None:
    python = empty_environment(tmp_path / "env")
    run(python, "-m", "pip", "install", "-q", "-e", ROOT, cwd=tmp_path)
    assert run(python, "-c", CODE, seed.EXAMPLE, cwd=tmp_path).splitlines() == EXPECTED
