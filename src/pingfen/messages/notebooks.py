"""What is said where results and audits show themselves: in a notebook, on a page, in Markdown."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "column-open": ("无法判断的行", "undecided rows"),
        "points-lost": ("扣 {lost}", "{lost} lost"),
        "shown-first": (
            "只列出前 {most} 项，另有 {left} 项未列出",
            "the first {most}; {left} more are not shown",
        ),
        # a page of results
        "scores-title": ("评分结果 {policy}", "scores by {policy}"),
        "scores-problems": ("读入文件时的问题", "problems of reading the files"),
        "scores-file": ("文件：{file}", "file: {file}"),
        # an audit
        "column-severity": ("级别", "severity"),
        "column-finding": ("问题", "finding"),
        "column-found": ("现为", "found"),
        "column-expected": ("应为", "expected"),
        "column-remedy": ("处理办法", "remedy"),
        "audit-size": ("{files} 个文件，{forms} 张表", "files {files}, forms {forms}"),
        "audit-whole": (
            "完整报告：pingfen audit … --format html -o 报告.html",
            "the whole report: pingfen audit … --format html -o report.html",
        ),
    }
)
