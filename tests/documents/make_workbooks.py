"""Makes the workbooks of this folder anew: openpyxl writes them, LibreOffice saves them its way.

Run once by hand with openpyxl 3.1.5 and LibreOffice 7.4.7; the tests read what lies here.

    python tests/documents/make_workbooks.py

* ``libreoffice.xlsx`` and ``.xls``: every trap of one sheet, with the values and formats that
  LibreOffice stores: formulas as they are typed, hidden rows, columns and sheets, dates.
* ``typed.xlsx``: the published example, typed in: LibreOffice takes ``=100%`` for a formula.
* ``example.xls``: the first two forms of it with texts as texts and numbers as numbers.
* ``number-formats.tsv``: what LibreOffice prints of many numbers in many formats.
"""

import csv
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import openpyxl

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from seed import EXAMPLE  # noqa: E402  # the path is set a line before
from workbooks import published  # noqa: E402  # as above

COMMAS = "CSV:9,34,76,1"
AS_SHOWN = "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,true"
VALUES = (
    *("0", "0.5", "-0.5", "1", "-1", "0.999", "0.995", "2.345", "-2.345", "63", "100"),
    *("1234.5", "-1234.5", "1234567.891", "0.0001", "45657", "0.57999999999999996"),
)
DAYS = ("61", "1234.5", "45657", "45657.604166666664", "45292.999988426")
NUMBERS = (
    *("General", "0", "0.0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "0.0%", "#", "000"),
    *('0"人"', '0.00"万元"', '0"元/套"', "0.00_);(0.00)", "0.00_);[Red](0.00)", "0 %", "+0;-0"),
    *("#,##0.00;[Red]-#,##0.00", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '),
    *('_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', "0,", "0.0,", "# ?/?"),
    *("# ??/??", "0.00E+00", "##0.0E+0", '[>=60]"合格";"不合格"', '0;-0;"零"', "0.00;-0.00;"),
    *("\\¥0.00", "0\\-00", '0.0"%"'),
)
DATES = (
    *('yyyy"年"m"月"d"日"', 'yyyy"年"m"月"', 'm"月"d"日"', "yyyy-mm-dd", "yyyy/m/d"),
    *("yyyy/m/d h:mm", "h:mm:ss", "h:mm AM/PM", "[h]:mm", "[h]:mm:ss", "mm:ss", "yy-m-d"),
    *("d-mmm-yy", "mmm-yy", "mmmm d, yyyy", "dddd", "ddd", '[$-804]yyyy"年"m"月"d"日";@'),
    *("[$-804]aaaa", "yyyy.mm.dd", 'h"时"mm"分"', "m/d", "hh:mm:ss.0", "[mm]:ss"),
    '[DBNum1][$-804]yyyy"年"m"月"d"日"',
)


def convert(file: Path, kind: str, folder: Path, *options: str) -> Path:
    """Let LibreOffice save a file as another kind."""
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile}", "--headless", *options),
            *("--convert-to", kind, "--outdir", str(folder / "out"), str(file)),
        ],
        check=True,
        capture_output=True,
    )
    return folder / "out" / f"{file.stem}.{kind.partition(':')[0]}"


def traps() -> openpyxl.Workbook:
    """Return a workbook with every trap."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自评表"
    sheet["A1"], sheet["A1"].number_format = "=100%", "0%"
    sheet["A2"], sheet["A3"] = "=2*3", "=SUM(B4:B5)"
    sheet["A4"], sheet["A5"], sheet["A6"] = 0.1 + 0.2, True, "=NA()"
    sheet["A7"], sheet["A7"].number_format = date(2024, 12, 31), 'yyyy"年"m"月"d"日"'
    sheet["A8"] = '=IF(TRUE,"","x")'
    sheet["A9"], sheet["A9"].number_format = 45657, '[$-804]m"月"d"日";@'
    sheet["B1"] = "产出指标"
    sheet.merge_cells("B1:D2")
    sheet["B4"], sheet["B4"].number_format = 0.999, "0%"
    sheet["B5"], sheet["B5"].number_format = 63, '0"人"'
    sheet["E4"], sheet["E5"], sheet["E6"] = " 质量\n指标 ", date(2024, 1, 2), "5.73"
    sheet["E7"], sheet["E7"].number_format = 1234.5, "#,##0.00_ ;[Red]\\-#,##0.00\\ "
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["B"].hidden = True
    hidden = book.create_sheet("旧表")
    hidden["C3"] = "5"
    hidden.sheet_state = "hidden"
    book.create_sheet("空表")
    return book


def number_formats(folder: Path) -> None:
    """Write what LibreOffice prints of each number in each format."""
    pairs = [(code, value) for code in NUMBERS for value in VALUES]
    pairs += [(code, value) for code in DATES for value in DAYS]
    book = openpyxl.Workbook()
    for row, (code, value) in enumerate(pairs, 1):
        book.active.cell(row, 1, float(value)).number_format = code
    book.save(folder / "formats.xlsx")
    with convert(folder / "formats.xlsx", AS_SHOWN, folder).open(encoding="utf-8") as opened:
        shown = [row[0] if row else "" for row in csv.reader(opened, delimiter="\t")]
    lines = [
        f"{code}\t{value}\t{text}\n" for (code, value), text in zip(pairs, shown, strict=True)
    ]
    (HERE / "number-formats.tsv").write_text("".join(lines), "utf-8")


def main() -> None:
    """Make all of them."""
    lines = EXAMPLE.read_text("utf-8").split("\n")
    starts = [at for at, line in enumerate(lines) if "自评表" in line]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        traps().save(folder / "libreoffice.xlsx")
        (folder / "typed.csv").write_text("\n".join(lines), "utf-8")
        published(lines[: starts[2]]).save(folder / "example.xlsx")
        for source, kind, options in (
            ("libreoffice.xlsx", "xlsx", ()),
            ("libreoffice.xlsx", "xls", ()),
            ("typed.csv", "xlsx", (f"--infilter={COMMAS}",)),
            ("example.xlsx", "xls", ()),
        ):
            made = convert(folder / source, kind, folder, *options)
            (HERE / made.name).write_bytes(made.read_bytes())
        number_formats(folder)


if __name__ == "__main__":
    main()
