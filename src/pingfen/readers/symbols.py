"""Characters that a document writes by other means: symbol fonts, raised and lowered digits."""

from collections.abc import Mapping
from types import MappingProxyType

RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
UNKNOWN = "\ufffd"
# font → code of a character in it → the character that people see; only what forms use
SYMBOLS: Mapping[str, Mapping[int, str]] = MappingProxyType(
    {
        "wingdings": MappingProxyType(
            {0x20: " ", 0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "❑", 0x72: "❒", 0x9F: "•"}
            | {0xA1: "○", 0xA8: "☐", 0xAB: "★", 0xE0: "→", 0xFB: "×", 0xFC: "√"}
            | {0xFD: "☒", 0xFE: "☑"}
            | {0x81 + n: "①②③④⑤⑥⑦⑧⑨⑩"[n] for n in range(10)}
            | {0x8C + n: "❶❷❸❹❺❻❼❽❾❿"[n] for n in range(10)}
        ),
        "wingdings 2": MappingProxyType(
            {0x20: " ", 0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒"}
            | {0xA2: "■", 0xA3: "☐", 0x98: "●", 0x99: "○"}
        ),
        "wingdings 3": MappingProxyType({0x20: " "}),
        "webdings": MappingProxyType({0x20: " ", 0x61: "√", 0x72: "×", 0x63: "☐", 0x67: "■"}),
        "symbol": MappingProxyType(
            {code: chr(code) for code in b" !%()+,./0123456789:;<=>?[]_{|}"}
            | {0x2D: "−", 0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷"}
            | {0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xB7: "•", 0xD6: "√", 0xE5: "∑", 0xA5: "∞"}
            | {0xAE: "→", 0xA2: "′", 0xB2: "″", 0xD7: "⋅", 0x61: "α", 0x62: "β", 0x6D: "μ"}
            | {0x6C: "λ", 0x70: "π", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω"}
        ),
    }
)
PRIVATE = range(0xF000, 0xF100)  # where documents put the characters of symbol fonts


def symbol(font: str, char: str) -> str | None:
    r"""Return what a character of a symbol font shows; None where nobody knows.

    >>> symbol("Wingdings 2", "R"), symbol("Symbol", "\uf0b3"), symbol("宋体", "R")
    ('☑', '≥', 'R')
    """
    code = ord(char)
    if code in PRIVATE:
        code -= PRIVATE.start
    elif font.lower() not in SYMBOLS or code >= PRIVATE.stop - PRIVATE.start:
        return char
    return SYMBOLS.get(font.lower(), {}).get(code)


def is_symbol_font(font: str) -> bool:
    """Tell whether a font has symbols in place of letters."""
    return font.lower() in SYMBOLS
