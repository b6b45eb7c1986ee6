"""What LibreOffice makes of the seven forms: formats that it writes as other offices do."""

import subprocess
import tempfile
from pathlib import Path

# what LibreOffice makes of what
KEPT = {
    "seven.xls": "seven.xlsx",
    "seven-from-html.xlsx": "seven.html",
    "seven-from-csv.xlsx": "seven.csv",
}
MADE_ANEW = {"seven.doc": "seven.docx", "seven.pdf": "seven.docx"}
# 85 is gb18030
READ_AS = {".html": "HTML (StarCalc)", ".csv": "CSV:44,34,85,1"}


def convert(source: Path, target: Path) -> None:
    """Let LibreOffice write a file in another format, with a profile of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        command = ["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless"]
        if source.suffix in READ_AS:
            command.append(f"--infilter={READ_AS[source.suffix]}")
        command += ["--convert-to", target.suffix[1:], "--outdir", scratch, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        made = Path(scratch) / source.with_suffix(target.suffix).name
        target.write_bytes(made.read_bytes())
