"""What the reports of audits say."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # the command
        "help-audit": (
            "审核自评表：哪里有错、哪里存疑、哪里无法判断，各在何处，怎样处理",
            "audit forms: what is wrong, doubtful or undecided, where, and what to do",
        ),
        "help-audit-output": (
            "输出文件，格式随扩展名（.html .xlsx .json .csv .txt .yaml），可重复；- 为标准输出",
            "output file, its format by its ending; may be repeated; - is standard output",
        ),
        "help-accept": (
            "已接受的问题，每条写明理由和接受人",
            "a file of accepted findings, each with its reason and by whom",
        ),
        "help-audit-fail-on": (
            "有此级别及以上、未被接受的问题时退出码为 1，默认错误",
            "exit with 1 from findings of this severity on that nobody accepted",
        ),
        "ending-unknown": (
            "从扩展名看不出格式；请用 {known}，或用 --format 指明",
            "its ending names no format; use {known}, or say --format",
        ),
        "one-format": (
            "--format 只用于一个输出；多个输出的格式随扩展名",
            "--format is for one output; of several the endings say the formats",
        ),
        "output-twice": (
            "同一个输出文件写了两次",
            "the same output was given twice",
        ),
        "not-to-terminal": (
            "{format} 不能写到标准输出，请用 -o 指明文件",
            "{format} cannot be printed; name a file with -o",
        ),
        "folder-missing": ("没有文件夹 {found}", "there is no folder {found}"),
        "a-folder": ("这是一个文件夹", "this is a folder"),
        "progress-auditing": ("审核", "auditing"),
        "audit-summary": (
            "{read}，错误 {error}，存疑 {doubt}，提示 {note}，用时 {elapsed}",
            "{read}, errors {error}, doubts {doubt}, notes {note}, time {elapsed}",
        ),
        "audit-read": (
            "{files} 个文件，{forms} 张表，读不出 {broken}",
            "files {files}, forms {forms}, broken {broken}",
        ),
        "audit-interrupted": (
            "已中断：{total} 个文件只审核了 {done} 个，跨表的核对不完整",
            "interrupted: {done} of {total} files were audited, what compares forms is incomplete",
        ),
        # the whole
        "report-counts": (
            "文件 {files} 个，自评表 {forms} 张；错误 {error}，存疑 {doubt}，提示 {note}",
            "files {files}, forms {forms}; errors {error}, doubts {doubt}, notes {note}",
        ),
        "report-accepted-count": ("，已接受 {accepted}", ", accepted {accepted}"),
        "report-accepted-some": ("另有已接受 {accepted}", "and {accepted} accepted"),
        "report-others": ("不属于某一张表的问题", "what is about no single form"),
        "report-by-code": ("问题汇总", "findings by code"),
        "report-by-verdict": ("自评表核对：{counts}", "forms: {counts}"),
        "report-nothing-declared": ("未填总分", "no declared total"),
        "report-stale": (
            "已接受而不再出现的问题（可从接受清单中删去）",
            "accepted findings that no longer occur (the list can do without them)",
        ),
        "report-unread": ("读取中的问题", "what could not be read"),
        "report-no-findings": ("没有发现问题", "no findings"),
        # one form
        "report-unit": ("单位 {unit}", "unit {unit}"),
        "report-file": ("文件 {file}", "file {file}"),
        "report-form-totals": (
            "自评 {declared}，计算 {total}，{verdict}",
            "declared {declared}, computed {total}, {verdict}",
        ),
        "report-form-uncompared": (
            "自评 {declared}，计算 {total}",
            "declared {declared}, computed {total}",
        ),
        "report-undecided-because": ("无法判断（{because}）", "undecided ({because})"),
        "report-rows": ("{count} 行：{counts}", "{count} rows: {counts}"),
        "report-clean": ("无问题", "no findings"),
        "report-differing": ("与办法不一致的行", "rows that differ from the policy"),
        "report-undecided": ("无法判断的行", "rows that cannot be judged"),
        "report-row": (
            "{row}：自评 {declared}，计算 {score}",
            "{row}: declared {declared}, computed {score}",
        ),
        # one finding
        "report-finding": ("{where}：{sentence}", "{where}: {sentence}"),
        "report-many-rows": ("第 {rows} 行（共 {count} 行）", "rows {rows} ({count} in all)"),
        "report-found-expected": (
            "现为 {found} → 应为 {expected}",
            "found {found} → expected {expected}",
        ),
        "report-found": ("现为 {found}", "found {found}"),
        "report-expected": ("应为 {expected}", "expected {expected}"),
        "report-remedy": ("处理：{remedy}", "remedy: {remedy}"),
        "report-accepted": ("已接受（{by}）：{reason}", "accepted by {by}: {reason}"),
        "report-computed": ("计算：{formula}", "computed: {formula}"),
        "report-guess": ("自评分可由“{label}”得出", "{label} gives the declared score"),
        "report-guess-formula": (
            "自评分可由“{label}”得出：{formula}",
            "{label} gives the declared score: {formula}",
        ),
        "report-guess-ties": ("；也合：{ties}", "; so do: {ties}"),
        "report-row-named": ("第 {number} 行 {name}", "row {number} {name}"),
        # the columns of tables
        "report-column-severity": ("级别", "severity"),
        "report-column-code": ("代码", "code"),
        "report-column-unit": ("单位", "unit"),
        "report-column-project": ("项目名称", "project"),
        "report-column-file": ("文件", "file"),
        "report-column-place": ("位置", "place"),
        "report-column-row": ("行", "row"),
        "report-column-name": ("指标", "indicator"),
        "report-column-level": ("指标类别", "level"),
        "report-column-message": ("问题", "finding"),
        "report-column-found": ("现为", "found"),
        "report-column-expected": ("应为", "expected"),
        "report-column-remedy": ("处理办法", "remedy"),
        "report-column-accepted": ("接受理由", "accepted because"),
        "report-column-by": ("接受人", "accepted by"),
        "report-column-fingerprint": ("指纹", "fingerprint"),
    }
)
