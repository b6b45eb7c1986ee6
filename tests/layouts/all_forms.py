"""The seventeen published forms on paper, and the formats in which they are written."""

from collections.abc import Callable, Mapping
from pathlib import Path

from layouts import as_docx, as_html, as_text, as_xlsx, hubei, provinces, standard
from layouts.libreoffice import convert
from layouts.paper import Paper

PAPERS: Mapping[str, Callable[[], Paper]] = {
    "001": standard.tangxi_2022,
    "003": provinces.justice_office_2023,
    "005": provinces.salaries,
    "007": hubei.water_and_soil_2020,
    "009": standard.health_centre_2021,
    "011": provinces.old_age_2020,
    "013": provinces.potatoes_2022,
    "015": standard.water_office_2022,
    "017": hubei.roads_2021,
    "019": provinces.animal_health_2021,
    "021": hubei.pig_farm_2022,
    "023": standard.yanglou_2023,
    "025": standard.theatre_2020,
    "027": provinces.forestry_2022,
    "029": standard.college_2019,
    "031": standard.tangxi_villages_2022,
    "033": provinces.medicines_2021,
}
WRITERS: Mapping[str, Callable[[Paper, Path], None]] = {
    "txt": as_text.write,
    "xlsx": as_xlsx.write,
    "docx": as_docx.write,
    "html": as_html.write,
}


def converted(paper: Paper, path: Path) -> None:
    """Write a form as LibreOffice makes it of the format that is nearest."""
    source = path.with_suffix(".xlsx" if path.suffix == ".xls" else ".docx")
    WRITERS[source.suffix[1:]](paper, source)
    convert(source, path)


CONVERTED = ("xls", "doc", "pdf")


def write(paper: Paper, path: Path) -> None:
    WRITERS.get(path.suffix[1:], converted)(paper, path)
