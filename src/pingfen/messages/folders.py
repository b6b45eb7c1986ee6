"""What is said of runs over many files."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # what is found in folders
        "no-documents": (
            "文件夹中没有可读的文件（.txt .csv .xlsx .docx .pdf 等）",
            "no document in this folder (.txt .csv .xlsx .docx .pdf and the like)",
        ),
        "folder-unreadable": ("文件夹打不开：{found}", "the folder cannot be opened: {found}"),
        "skipped-kind": ("{kind} {count} 个", "{kind} {count}"),
        "skipped-lock": ("临时锁文件", "lock files"),
        "skipped-system": ("系统文件", "system files"),
        "skipped-hidden": ("隐藏文件", "hidden files"),
        "skipped-no-suffix": ("无扩展名", "no suffix"),
        "skipped-own": ("本次所用的文件", "files of this run"),
        "skipped-result": ("本工具写出的结果", "results of pingfen"),
        "skipped-device": ("非普通文件", "pipes and devices"),
        "skipped-more": ("其他 {count} 个", "others {count}"),
        "files-skipped": ("跳过 {count} 个（{kinds}）", "{count} skipped ({kinds})"),
        # what happens to a file
        "file-failed": (
            "读取时出错，请报告此问题：{found}",
            "reading it failed, which is worth a report: {found}",
        ),
        "file-killed": (
            "读取它的进程意外结束（{found}），可能内存不足",
            "the process that read it ended ({found}), perhaps out of memory",
        ),
        "file-timeout": (
            "{seconds} 秒内没有读完，已放弃；可用 --timeout 延长（{found}）",
            "not read within {seconds} seconds and given up; --timeout allows more ({found})",
        ),
        "no-workers": (
            "无法启动工作进程（{found}）；可用 --jobs 1 或少给些文件",
            "processes cannot be started ({found}); try --jobs 1 or fewer files",
        ),
        # while it goes on
        "progress-surveying": ("核对评定", "fitting judgements"),
        "progress-scoring": ("评分", "scoring"),
        "progress-counts": (
            "{done}/{total} 文件 {forms} 表 无法判断 {undecided} 读不出 {broken}",
            "{done}/{total} files {forms} forms {undecided} undecided {broken} broken",
        ),
        "progress-left": ("{elapsed} 约剩 {left}", "{elapsed}, {left} left"),
        # at its end
        "run-summary": (
            "{files} 个文件，{forms} 张表，无法判断 {undecided}，读不出 {broken}，用时 {elapsed}",
            "files {files}, forms {forms}, undecided {undecided}, broken {broken}, time {elapsed}",
        ),
        "interrupted": (
            "已中断：{total} 个文件只评了 {done} 个，汇总表未核对",
            "interrupted: {done} of {total} files were scored, no summary table was compared",
        ),
        "kept-in": ("已有的结果在 {output}", "what was done is in {output}"),
        "kept-printed": ("已有的结果已全部输出", "what was done has been printed"),
        "kept-nothing": ("没有写出任何结果", "nothing was written"),
        "go-on": (
            "下一个文件是 {file}；同样的命令加上 --from {quoted} 并换一个输出文件，即可接着评",
            "the next file is {file}; go on with --from {quoted} and another output",
        ),
        "from-unknown": (
            "--from 指的文件不在所给的文件之中",
            "the file of --from is not among those that were given",
        ),
        "not-a-count": ("“{found}”不是 1 以上的整数", "'{found}' is no whole number from 1 on"),
    }
)
