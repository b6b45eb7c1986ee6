"""What a document does, step by step: files that it writes and changes, commands that it runs.

```yaml title="PATH"     a file, written as shown
```diff title="PATH"     lines of a file that are replaced: `-` goes, `+` comes, others stay
```csv shows="PATH"      what a file holds by then
```console               commands after `$ pingfen`, each followed by all that it prints
"""

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

BLOCK = re.compile(r'^```(\w+)(?: (title|shows)="([^"]+)")?\n(.*?)^```$', re.DOTALL | re.MULTILINE)
CODE = re.compile(r"^# (?:退出码|exit code) ([0-9])\n\Z", re.MULTILINE)
EXAMPLES = ("examples", "报送", "改正")
Run = Callable[[list[str]], tuple[int, str]]


class Step(NamedTuple):
    """One step: what is done, to what, with which text.

    ``write``, ``change`` and ``show`` are about a file, ``run`` about a command.
    """

    what: str
    name: str
    text: str

    def take(self, folder: Path, run: Run) -> None:
        """Take the step in a folder; a command must print and return what the document shows."""
        if self.what == "write":
            path = folder / self.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.text, "utf-8")
        elif self.what == "change":
            change(folder / self.name, self.text)
        elif self.what == "show":
            found = (folder / self.name).read_text("utf-8-sig")
            assert re.fullmatch(as_pattern(self.text), found), f"{self.name}:\n{found}"
        else:
            self.check(run)

    def check(self, run: Run) -> None:
        program, *arguments = shlex.split(self.name)
        assert program == "pingfen"
        code = CODE.search(self.text)
        shown = self.text[: code.start()] if code else self.text
        found, printed = run(arguments)
        assert found == int(code[1] if code else 0), f"{self.name}: {printed}"
        assert re.fullmatch(as_pattern(shown), printed), f"{self.name}:\n{printed}"


def steps(text: str) -> Iterator[Step]:
    """Yield the steps of a document; blocks without a title are only read."""
    for language, how, title, body in BLOCK.findall(text):
        if language == "console":
            for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                yield Step("run", command, output)
        elif how == "shows":
            yield Step("show", title, body)
        elif title:
            yield Step("change" if language == "diff" else "write", title, body)


def change(path: Path, difference: str) -> None:
    """Replace lines of a file, which must stand there exactly once."""
    lines = difference.splitlines(keepends=True)
    assert all(line[0] in " +-" for line in lines), difference
    before = "".join(line[1:] for line in lines if line[0] != "+")
    after = "".join(line[1:] for line in lines if line[0] != "-")
    text = "\n" + path.read_text("utf-8")
    assert text.count("\n" + before) == 1, f"{path.name} has not once:\n{before}"
    path.write_text(text.replace("\n" + before, "\n" + after)[1:], "utf-8")


def as_pattern(output: str) -> str:
    """Three dots stand for any lines or for the rest of a line, DIGEST for a digest."""
    pattern = re.escape(output).replace("DIGEST", "[0-9a-f]{12}")
    pattern = re.sub(r"(?m)^\\\.\\\.\\\.\\?\n", "(?:.*\n)*?", pattern)
    return re.sub(r"(?m)\\\.\\\.\\\.\\?$", ".*", pattern)


def folder_like_the_checkout(folder: Path, root: Path) -> Path:
    """Return a folder where a document may write, with the examples where they lie in ours."""
    for name in EXAMPLES:
        shutil.copytree(root / "docs" / name, folder / "docs" / name)
    return folder
