"""What a workbook shows of a stored number, by the code of its format."""

from decimal import Decimal
from pathlib import Path

import pytest

from pingfen.readers.workbook.format_codes import BUILTIN, sections_of
from pingfen.readers.workbook.number_formats import number_text, stored, wording_text

SHOWN = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "documents" / "number-formats.tsv")
    .read_text("utf-8")
    .splitlines()
]


def test_there_are_many_numbers_in_many_formats() -> None:
    assert len(SHOWN) > 600
    assert len({code for code, _, _ in SHOWN}) > 50


@pytest.mark.parametrize("code", dict.fromkeys(code for code, _, _ in SHOWN))
def test_what_is_printed_is_what_libreoffice_prints(code: str) -> None:
    """Blanks aside: they fill the places of digits that a fraction has not."""
    for value, expected in [(value, text) for other, value, text in SHOWN if other == code]:
        found = number_text(Decimal(value), code)
        assert found.understood
        printed = "" if found.hidden else found.shown or found.text
        assert printed.replace(" ", "") == expected.replace(" ", ""), value


@pytest.mark.parametrize(
    ("value", "code", "text", "shown"),
    [
        # what is printed says all that is stored
        ("10", "0.00", "10.00", ""),
        ("0.999", "0.00%", "99.90%", ""),
        ("63", '0"人"', "63人", ""),
        ("200", '0"元/套"', "200元/套", ""),
        ("7", "000", "007", ""),
        ("1234.5", "#,##0.00", "1,234.50", ""),
        ("1234567", "#,###", "1,234,567", ""),
        ("-1234.5", "#,##0.00;[Red]-#,##0.00", "-1,234.50", ""),
        ("1234.5", BUILTIN[43], "1,234.50", ""),
        ("1234.5", BUILTIN[44], "¥1,234.50", ""),
        ("63", 'G/通用格式"人"', "63人", ""),
        ("63", 'General"人"', "63人", ""),
        ("1", "[红色]0", "1", ""),
        ("5", "[Color 3]0", "5", ""),
        ("12", '0.0 "万元"', "12.0 万元", ""),
        ("3", "@", "3", ""),
        ("95", '[>=60]0"合格";0"不合格"', "95合格", ""),
        ("5", "0!人", "5人", ""),
        ("5", "0人", "5人", ""),
        # what is stored has more digits, written in the manner of the format
        ("0.999", "0%", "99.9%", "100%"),
        ("5.727272727272727", "0.00", "5.72727272727273", "5.73"),
        ("63.4", '0"人"', "63.4人", "63人"),
        ("1234567.891", "#,##0.00", "1,234,567.891", "1,234,567.89"),
        ("1.005", "0.00", "1.005", "1.01"),
        ("-0.001", "0.00", "-0.001", "0.00"),
        # what is printed says something else
        ("-5", "0.00;(0.00)", "-5", "(5.00)"),
        ("0", BUILTIN[43], "0", "-"),
        ("12000", "0,", "12000", "12"),
        ("12345", '0!.0,"万"', "12345", "1.2万"),
        ("85", '[>=90]"优";[>=80]"良";"差"', "85", "良"),
        ("0.5", "# ?/?", "0.5", "1/2"),
        ("0.5", "# ?/4", "0.5", "2/4"),
        ("1234", "0.00E+00", "1234", "1.23E+03"),
        ("0.5", "#.##", "0.5", ".5"),
        ("1", "#.##", "1", "1."),
        ("13800138000", "000-0000-0000", "13800138000", "138-0013-8000"),
        # General shows all that is stored, without an exponent
        ("100000000000000000000", "General", "100000000000000000000", ""),
        ("0.0000000001", "General", "0.0000000001", ""),
        ("0.57999999999999996", "General", "0.58", ""),
        ("0.30000000000000004", "0.00%", "30.00%", ""),
    ],
)
def test_the_text_is_what_is_stored_in_the_manner_of_the_format(
    value: str, code: str, text: str, shown: str
) -> None:
    found = number_text(Decimal(value), code)
    assert (found.text, found.shown, found.kind) == (text, shown, "number")
    assert found.understood
    assert not found.hidden


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (BUILTIN[14], "2024/12/31"),
        (BUILTIN[22], "2024/12/31 0:00"),
        (BUILTIN[27], "2024年12月"),
        (BUILTIN[28], "12月31日"),
        (BUILTIN[31], "2024年12月31日"),
        (BUILTIN[57], "2024年12月"),
        (BUILTIN[58], "12月31日"),
        ('yyyy"年"m"月"d"日";@', "2024年12月31日"),
        ("yyyy年m月d日", "2024年12月31日"),
        ("e年m月d日", "2024年12月31日"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2024年12月31日"),
        ("[$-x-sysdate]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2024年12月31日"),
        ("[$-804]mmmm", "十二月"),
        ("[$-409]mmm\\-yy", "Dec-24"),
        ("[$-804]dddd", "星期二"),
        ("[$-804]ddd", "周二"),
        ("aaa", "二"),
        ('[DBNum1][$-804]m"月"d"日"', "十二月三十一日"),
        ("[DBNum3][$-804]yyyy", "２０２４"),
    ],
)
def test_a_date_is_what_a_chinese_excel_shows(code: str, text: str) -> None:
    found = number_text(Decimal(45657), code)
    assert (found.text, found.shown, found.kind) == (text, "", "date")


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("0.25", BUILTIN[34], "上午6时00分"),
        ("0.75", BUILTIN[35], "下午6时00分00秒"),
        ("0.75", "h:mm AM/PM", "6:00 PM"),
        ("0", "h:mm AM/PM", "12:00 AM"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.999988426", "h:mm:ss", "23:59:59"),
        ("0.99999999", "h:mm:ss", "0:00:00"),
        ("45657.99999999", "yyyy-m-d h:mm", "2025-1-1 0:00"),
        ("1", "yyyy-m-d", "1900-1-1"),
        ("59", "yyyy-m-d", "1900-2-28"),
        ("61", "yyyy-m-d", "1900-3-1"),
        ("2958465", "yyyy-m-d", "9999-12-31"),
    ],
)
def test_times_and_the_ends_of_the_calendar_are_shown(value: str, code: str, text: str) -> None:
    assert number_text(Decimal(value), code).text == text


def test_days_may_be_counted_from_1904() -> None:
    assert number_text(Decimal(44195), "yyyy-m-d", since_1904=True).text == "2024-12-31"
    assert number_text(Decimal(0), "yyyy-m-d", since_1904=True).text == "1904-1-1"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("45657", "foo"),
        ("-1", "yyyy-m-d"),
        ("2958466", "yyyy-m-d"),
        ("60", "yyyy-m-d"),  # a 29 February that never was
        ("45657", "[$-404]e年m月d日"),  # years of the Republic
        ("45657", "[$-411]ggge年"),
        ("45657", '[DBNum2][$-804]yyyy"年"'),
        ("123", "[DBNum1][$-804]General"),
        ("1", "[>=2]0"),
        ("1", "E+0"),
        ("1", "0/"),
        ("1", "0" * 300),
        ("1", "[>=1.2.3]0"),
        ("1", "0["),
    ],
)
def test_a_format_that_is_not_understood_gives_the_bare_number(value: str, code: str) -> None:
    found = number_text(Decimal(value), code)
    assert (found.text, found.shown, found.understood) == (value, "", False)


@pytest.mark.parametrize("code", [";;;", "0;-0;;@", "#", '""'])
def test_a_format_that_prints_nothing_is_told(code: str) -> None:
    found = number_text(Decimal(0), code)
    assert (found.text, found.hidden) == ("0", True)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0.30000000000000004", "0.3"),
        ("0.57999999999999996", "0.58"),
        ("95.829999999999998", "95.83"),
        ("123456789012345678", "123456789012346000"),
        ("0.1234567890123455", "0.123456789012346"),
        ("-0.1234567890123455", "-0.123456789012346"),
        ("-0", "0"),
    ],
)
def test_fifteen_digits_are_what_is_stored(value: str, expected: str) -> None:
    assert stored(Decimal(value)) == Decimal(expected)
    assert number_text(Decimal(value)).text == expected


@pytest.mark.parametrize(
    ("code", "text"),
    [("General", "甲"), ("@", "甲"), ('@"乡"', "甲乡"), ('0;-0;0;@"乡"', "甲乡"), ("0.00", "甲")],
)
def test_a_text_may_have_words_added(code: str, text: str) -> None:
    assert wording_text("甲", code) == text


def test_every_built_in_format_is_understood() -> None:
    for number, code in BUILTIN.items():
        assert not any(section.unknown for section in sections_of(code)), number
        assert number_text(Decimal(45657), code).understood, number
