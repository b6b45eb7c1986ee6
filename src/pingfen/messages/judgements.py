"""What is said of points given by judgement and of the files that hold them."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "judgements-not-utf-8": (
            "评定文件须用 UTF-8 编码",
            "a judgements file must be written in UTF-8",
        ),
        "expected-filled": ("不为空的文字", "a text that is not empty"),
        "judgement-project": (
            "读入的自评表中没有项目“{found}”，此评定未使用",
            "no form that was read is of the project '{found}'; the judgement was not used",
        ),
        "judgement-row": (
            "“{project}”没有“{found}”（共 {count} 行），此评定未使用",
            "'{project}' has no '{found}' ({count} rows); the judgement was not used",
        ),
        "judgement-several": (
            "“{project}”的“{found}”不止一处（{places}），此评定未使用",
            "'{found}' of '{project}' is several rows ({places}); the judgement was not used",
        ),
        "judgement-twice": (
            "“{project}”的这一行已有评定（{first}），两者均未使用",
            "this row of '{project}' has a judgement already ({first}); neither was used",
        ),
        "judgement-differs": (
            "自评表中的评定得分为 {found}，按评定文件计 {score}",
            "the form's own judged points are {found}; {score} of the judgements file is taken",
        ),
        "judgement-unused": (
            "规则 {rule} 不采用评定得分，此评定不起作用",
            "the rule {rule} does not use judged points; the judgement has no effect",
        ),
        "judgement-open": (
            "该行无法判断，此评定不起作用",
            "the row is undecided; the judgement has no effect",
        ),
        "judged-by": (
            "评定  {score} 分：{reason}（{by}；{place}）",
            "judged  {score}: {reason} ({by}; {place})",
        ),
        "help-judgements": (
            "评定文件（YAML 或 JSON）：评定得分、理由和评定人",
            "a file of judgements (YAML or JSON): points, reason and by whom",
        ),
    }
)
