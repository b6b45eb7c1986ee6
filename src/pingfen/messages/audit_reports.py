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
            "已认可的问题，每条写明理由和认可人",
            "a file of accepted findings, each with its reason and by whom",
        ),
        "help-marked": (
            "把带批注的副本写到此文件夹",
            "write copies of the files with comments at the cells to this folder",
        ),
        "help-notices": (
            "把每张表的退回意见草稿（.docx）写到此文件夹",
            "write a draft notice of return (.docx) for each form to this folder",
        ),
        "marked-among-forms": (
            "这是要审核的文件夹，带批注的副本请写到别处",
            "this is the folder that is audited; the marked copies belong elsewhere",
        ),
        "no-folder-there": ("这不是文件夹", "this is no folder"),
        "marked-written": (
            "带批注的副本 {count} 份，在 {folder}",
            "marked copies: {count} in {folder}",
        ),
        "notices-written": ("退回意见 {count} 份，在 {folder}", "notices: {count} in {folder}"),
        "help-audit-fail-on": (
            "有此级别及以上、未认可的问题时退出码为 1，默认错误",
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
        "report-accepted-count": ("，已认可 {accepted}", ", accepted {accepted}"),
        "report-accepted-some": ("另有已认可 {accepted}", "and {accepted} accepted"),
        "report-others": ("不属于某一张表的问题", "what is about no single form"),
        "report-by-code": ("问题汇总", "findings by code"),
        "report-by-verdict": ("自评表核对：{counts}", "forms: {counts}"),
        "report-nothing-declared": ("未填总分", "no declared total"),
        "report-stale": (
            "已认可而不再出现的问题（可从认可清单中删去）",
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
        "report-many-rows": ("第 {rows} 行（共 {count} 行）", "rows {rows} ({count} in all)"),
        "report-found-expected": (
            "现为 {found} → 应为 {expected}",
            "found {found} → expected {expected}",
        ),
        "report-found": ("现为 {found}", "found {found}"),
        "report-expected": ("应为 {expected}", "expected {expected}"),
        "report-remedy": ("处理：{remedy}", "remedy: {remedy}"),
        "report-accepted": ("已认可（{by}）：{reason}", "accepted by {by}: {reason}"),
        "report-computed": ("计算：{formula}", "computed: {formula}"),
        "report-guess": (
            "另一种算法可得自评分：{label}",
            "another gives the declared score: {label}",
        ),
        "report-guess-formula": (
            "另一种算法可得自评分：{label}，{formula}",
            "another formula gives the declared score: {label}, {formula}",
        ),
        "report-guess-ties": ("；同样可得的还有：{ties}", "; so do: {ties}"),
        "report-row-named": ("第 {number} 行 {name}", "row {number} {name}"),
        # the workbook
        "report-title": ("自评表审核报告", "audit of self-evaluation forms"),
        "report-sheet-overview": ("概览", "overview"),
        "report-sheet-findings": ("问题", "findings"),
        "report-sheet-forms": ("自评表", "forms"),
        "report-sheet-rows": ("逐行", "rows"),
        "report-by-unit": ("按单位", "by unit"),
        "report-no-unit": ("（未写单位）", "(no unit)"),
        "report-remedies-differ": ("因情形而异，见“问题”表", "differs, see the sheet of findings"),
        "report-fact-policy": ("评分办法", "policy"),
        "report-fact-status": ("依据", "sources"),
        "report-fact-revision": ("修订号", "revision"),
        "report-fact-digest": ("摘要", "digest"),
        "report-fact-files": ("文件数", "files"),
        "report-fact-forms": ("自评表数", "forms"),
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
        "report-column-accepted": ("认可理由", "accepted because"),
        "report-column-by": ("认可人", "accepted by"),
        "report-column-fingerprint": ("指纹", "fingerprint"),
        "report-column-kind": ("问题种类", "kind"),
        "report-column-count": ("个数", "count"),
        "report-column-accepted-count": ("已认可", "accepted"),
        "report-column-number": ("序号", "number"),
        "report-column-year": ("年度", "year"),
        "report-column-declared_total": ("自评总分", "declared total"),
        "report-column-total": ("计算总分", "total"),
        "report-column-apart": ("差额", "difference"),
        "report-column-declared_grade": ("自评等级", "declared grade"),
        "report-column-grade": ("计算等级", "grade"),
        "report-column-verdict": ("结论", "verdict"),
        "report-column-because": ("理由", "because"),
        "report-column-level1": ("一级指标", "level 1"),
        "report-column-level2": ("二级指标", "level 2"),
        "report-column-target": ("指标值", "target"),
        "report-column-actual": ("完成值", "actual"),
        "report-column-weight": ("分值", "weight"),
        "report-column-declared": ("自评得分", "declared"),
        "report-column-score": ("计算得分", "score"),
        "report-column-rule": ("规则", "rule"),
        "report-column-formula": ("算式", "formula"),
        "report-column-reason": ("偏差原因", "reason"),
        "report-column-undecided": ("无法判断", "undecided"),
        "report-column-judgement": ("评定", "judgement"),
        "report-column-guess": ("能得出自评分的算法", "formula that gives it"),
        "report-column-guess_formula": ("该算法的算式", "its figures"),
        "report-column-guess_ties": ("同样符合的算法", "others that give it"),
    }
)
