"""What the command line says."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # the command line
        "no-row": (
            "“{project}”没有第 {found} 行；已有：{known}",
            "'{project}' has no row {found}; there are: {known}",
        ),
        "form-unknown": (
            "没有名为“{found}”的自评表；已有：{known}",
            "there is no form '{found}'; there are: {known}",
        ),
        "form-which": (
            "请用 --form 指明自评表；已有：{known}",
            "say which form with --form; there are: {known}",
        ),
        "form-several": (
            "“{found}”与 {count} 张自评表相符，请写得更全：{known}",
            "'{found}' fits {count} forms, write more of the name: {known}",
        ),
        "year-twice": (
            "“{found}”已指明办法，不能再给年度",
            "'{found}' already says which policy; a year goes with a name only",
        ),
        "no-folder": ("没有这个文件夹", "there is no such folder"),
        "not-written": ("无法写入：{found}", "cannot be written: {found}"),
        "file-exists": (
            "文件已存在，不会覆盖",
            "the file is there already and is not overwritten",
        ),
        "unknown-format": (
            "没有名为“{found}”的格式；可用：{known}",
            "there is no format '{found}'; there are: {known}",
        ),
        "help": (
            "按写成数据的评分办法给自评表评分，每一分都有理由",
            "Score filled forms by policies written as data",
        ),
        "help-score": ("给自评表评分，并与自评、汇总表核对", "score forms"),
        "help-explain": (
            "解释得分：一行是怎样得来的；整张表失分在哪里，改动哪一处可升一等",
            "explain scores: of a row, or of a form with what would reach the next grade",
        ),
        "help-policy-group": (
            "编写、查看、检查评分办法",
            "write, look at and check policies",
        ),
        "help-policy-list": ("列出可用的评分办法", "list the policies that can be found"),
        "help-policy-check": (
            "检查评分办法有无漏洞：用不到的规则、无法判断的情形、越界的得分等",
            "look for holes: unreachable rules, undecided rows, scores out of bounds",
        ),
        "help-policy-diff": (
            "比较两份评分办法：有哪些不同，对已填的自评表有何影响",
            "compare two policies: what differs, and what that does to filled forms",
        ),
        "help-diff-old": ("原办法", "the old policy"),
        "help-diff-new": ("新办法", "the new policy"),
        "help-on": (
            "用这些自评表按两份办法评分，列出得分、总分、等级的变化",
            "score these forms by both and show how scores, totals and grades change",
        ),
        "help-near": (
            "新总分距等级界限多少分以内时列出，默认 1",
            "list new totals within so many points of a cut-off, 1 by default",
        ),
        "help-fail-on": (
            "有此级别及以上的问题时退出码为 1；未决在提示之上",
            "exit with 1 from findings of this severity on; open counts above notes",
        ),
        "help-check-all": (
            "也列出关于上级办法的提示",
            "list also the notes about what is inherited",
        ),
        "help-jump": (
            "完成值略变而得分变动超过分值的这一比例时提示，默认 0.2",
            "note jumps of the score over this share of the weight, 0.2 by default",
        ),
        "not-a-share": ("“{found}”不是 0 到 1 的数", "'{found}' is no number from 0 to 1"),
        "help-policy-show": (
            "显示合并继承后的评分办法，各部分注明出处",
            "show a resolved policy, each part with the file and line it came from",
        ),
        "help-policy-new": (
            "写出新年度的评分办法草稿，现行取值都在注释中",
            "write a commented policy for the next year",
        ),
        "help-new-name": ("新办法：名称@年度", "the new policy: NAME@YEAR"),
        "help-new-from": ("所继承的办法：名称[@年度]", "the parent: NAME[@YEAR]"),
        "help-new-output": (
            "写到此文件；- 为标准输出；默认 rules/名称/年度.yaml，绝不覆盖",
            "where to; - is standard output; rules/NAME/YEAR.yaml by default, never overwritten",
        ),
        "help-policy-schema": (
            "显示各模式文件所在的文件夹，或将其复制出来，供编辑器使用",
            "print the folder of the schemas, or copy them, for an editor",
        ),
        "help-schema-output": (
            "复制到此文件夹，已有的一并更新",
            "copy the schemas to this folder",
        ),
        "schemas-zipped": (
            "安装包未解压，没有这样的文件夹；请用 -o 文件夹 复制出来",
            "the package is not unpacked, there is no such folder; copy them with -o DIR",
        ),
        "help-file": ("自评表文件；- 为标准输入", "a file of forms; - is standard input"),
        "help-path": (
            "自评表文件或文件夹（含下级文件夹）；- 为标准输入",
            "a file of forms or a folder with all below it; - is standard input",
        ),
        "help-jobs": (
            "同时使用几个进程；默认按处理器数，文件少时不另开",
            "how many processes; as many as processors by default, none for a few files",
        ),
        "help-timeout": (
            "每个文件最多读多少秒，超过则放弃；默认 300",
            "give a file up after so many seconds, 300 by default",
        ),
        "help-from": (
            "从这个文件起接着评（见中断时的提示）",
            "go on from this file, as an interrupted run says",
        ),
        "help-quiet": (
            "不显示进度和小结，只报错误",
            "show no progress and no closing line, only errors",
        ),
        "help-version": ("显示版本号", "show the version"),
        "help-policy": ("评分办法：名称[@年度] 或文件", "a policy: NAME[@YEAR] or a file"),
        "help-rules": ("自己的评分办法所在文件夹，可重复", "a folder of your own policies"),
        "help-format": ("输出格式", "output format"),
        "help-output": ("输出文件；- 为标准输出", "output file; - is standard output"),
        "help-numbers": (
            "JSON 中的数写成数或文字",
            "numbers in JSON as JSON numbers or as text",
        ),
        "help-lang": ("输出语言，默认中文", "language of the output"),
        "help-form": ("项目名称，可只写一部分", "the project's name or a part of it"),
        "help-row": (
            "行号，0 为预算执行；不写则解释整张表",
            "number of the row, 0 is the execution; the whole form without it",
        ),
    }
)
