"""What is said of findings that somebody accepted, and of the files that say so."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "accepted-not-utf-8": (
            "认可文件须用 UTF-8 编码",
            "a file of accepted findings must be written in UTF-8",
        ),
        "expected-fingerprint": (
            "十六位指纹，只含数字和 a 至 f",
            "a fingerprint of sixteen digits, 0 to 9 and a to f",
        ),
        "acceptance-twice": (
            "指纹 {found} 已认可过（{first}）",
            "the fingerprint {found} is accepted already ({first})",
        ),
        "acceptance-code": (
            "认可的问题种类是“{kind}”，指纹 {fingerprint} 却是“{expected}”，此认可未使用",
            "'{kind}' was accepted, but {fingerprint} is '{expected}'; it was not used",
        ),
        # the draft that an audit writes
        "accept-draft": (
            "认可清单草稿：逐条填写 reason（理由）和 by（认可人），不认可的整条删去",
            "a draft: fill in reason and by for each finding that is accepted, delete the others",
        ),
        "accept-draft-none": ("没有待认可的问题", "there is nothing to accept"),
        "accept-several": ("（另有 {count} 处相同）", " (and {count} alike)"),
    }
)
