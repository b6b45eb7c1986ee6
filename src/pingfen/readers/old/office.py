"""Lets an installed LibreOffice turn what only office suites read into .docx or .xlsx.

Each run has a folder and a profile of its own, so that runs side by side do not meet. Macros never
run, links are not followed, and whatever takes too long is ended with all that it started.
"""

import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from pingfen.messages import Message
from pingfen.readers.grid import MOST_BYTES, Grid, unreadable
from pingfen.readers.kinds import grids_of as grids_of_kind

SECONDS = 120
NAMES = ("soffice", "libreoffice")
# where installers put it without naming it on the path
USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/opt/libreoffice/program/soffice",
    "/usr/lib/libreoffice/program/soffice",
)
OASIS = "application/vnd.oasis.opendocument."
# how the profile is set before the first start: path, name, value
SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Calc/Content/Update", "Link", "2"),
    # whatever still asks for the network asks a proxy that is not there
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
ITEM = (
    '<item oor:path="/org.openoffice.{path}">'
    '<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/'
    'registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}\n</oor:items>\n'
)


class Turn(NamedTuple):
    """From which kind of file to which, both as suffixes."""

    source: str
    target: str


TURNS: Mapping[str, Turn] = MappingProxyType(
    {
        OASIS + "text": Turn("odt", "docx"),
        OASIS + "text-template": Turn("ott", "docx"),
        OASIS + "spreadsheet": Turn("ods", "xlsx"),
        OASIS + "spreadsheet-template": Turn("ots", "xlsx"),
    }
)


def grids_of(content: bytes, file: str) -> tuple[Grid, ...]:
    """Return the grids of a .doc, .wps, .rtf, .odt, .ods or .xlsb file, or of their XML forms.

    Raises ``FormError`` if LibreOffice is missing, cannot read the file, or takes too long.
    """
    turn = _turn(content, file)
    program = found_program()
    if program is None:
        raise unreadable("office-missing", file, hint=Message.of("hint-office"))
    with tempfile.TemporaryDirectory(prefix="pingfen-", ignore_cleanup_errors=True) as folder:
        converted = _converted(program, content, turn, Path(folder), file)
    return grids_of_kind(turn.target, converted, file)


def found_program() -> str | None:
    """Return where LibreOffice is installed, or None."""
    usual = [name for name in USUAL if os.path.isfile(name)]
    named = [found for found in map(shutil.which, NAMES) if found]
    # Windows would look for it in the current folder first, where anything may lie
    return next(iter(usual + named if sys.platform == "win32" else named + usual), None)


def _turn(content: bytes, file: str) -> Turn:
    """Return what has to be turned into what."""
    if content.startswith(b"PK"):
        return _packed(content, file)
    if content.startswith(b"{\\rtf"):
        return Turn("rtf", "docx")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return Turn("doc", "docx")
    return Turn("xml", "docx" if b"Word.Document" in content[:2000] else "xlsx")


def _packed(content: bytes, file: str) -> Turn:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if "xl/workbook.bin" in archive.namelist():
                return Turn("xlsb", "xlsx")
            with archive.open("mimetype") as said:
                kind = said.read(200).decode("ascii", "replace").strip()
    except Exception:  # noqa: BLE001  # damaged data raises whatever its codec raises
        kind = ""
    if kind not in TURNS:
        raise unreadable("zip-of-something", file)
    return TURNS[kind]


def _converted(program: str, content: bytes, turn: Turn, folder: Path, file: str) -> bytes:
    """Return what LibreOffice makes of a file. Its name never leaves this library."""
    source, target = folder / f"document.{turn.source}", folder / "out" / f"document.{turn.target}"
    source.write_bytes(content)
    _prepare(folder / "profile")
    command = [
        *(program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
        *("--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"),
        *("--convert-to", turn.target, "--outdir", str(folder / "out"), str(source)),
    ]
    said = _run(command, folder, file)
    if not target.is_file():
        hint = Message.of("hint-save-as")
        raise unreadable("office-failed", file, found=_last_line(said), hint=hint)
    if target.stat().st_size > MOST_BYTES:
        raise unreadable("bytes-too-large", file, most=MOST_BYTES)
    return target.read_bytes()


def _prepare(profile: Path) -> None:
    """Write the settings of a new profile."""
    items = (ITEM.format(path=path, name=name, value=value) for path, name, value in SETTINGS)
    (profile / "user").mkdir(parents=True)
    text = PROFILE.format(items="\n".join(items))
    (profile / "user" / "registrymodifications.xcu").write_text(text, "utf-8")


def _run(command: list[str], folder: Path, file: str) -> str:
    """Run LibreOffice and return what it said. Nothing that it started outlives this call."""
    surroundings = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    try:
        process = subprocess.Popen(  # noqa: S603  # a list of our own words, no shell
            command,
            cwd=folder,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        hint = Message.of("hint-office")
        raise unreadable("office-failed", file, found=error.strerror, hint=hint) from None
    try:
        return process.communicate(timeout=SECONDS)[1].decode(errors="replace")
    except subprocess.TimeoutExpired:
        hint = Message.of("hint-save-as")
        raise unreadable("office-slow", file, seconds=SECONDS, hint=hint) from None
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a process and all that it started."""
    if sys.platform == "win32":
        taskkill = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(taskkill, capture_output=True, check=False)  # noqa: S603  # as above
    else:
        with suppress(ProcessLookupError, PermissionError):  # all have ended
            os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def _last_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else "-"
