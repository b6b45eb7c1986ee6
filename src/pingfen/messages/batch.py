"""What is said of tables that are scored: their columns, their cells, the engines, the end."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # columns
        "table-field-twice": (
            "“{headings}”都是“{field}”，只能有一列",
            "{headings} are all '{field}', of which there can be one only",
        ),
        "table-result-column": (
            "已有名为“{found}”的列，评分结果要用此列名；请先改名或删去",
            "there is a column '{found}' already, which is one of the result; rename or remove it",
        ),
        "table-no-fields": (
            "没有一列的标题是评分所用的栏目，例如 {known}",
            "no heading is that of a field, such as {known}",
        ),
        "table-ragged": (
            "第 {line} 行有 {found} 格，标题有 {expected} 格",
            "line {line} has {found} cells, and there are {expected} headings",
        ),
        "table-broken": ("表格读不出：{found}", "the table cannot be read: {found}"),
        "table-suffix": (
            "表格文件的扩展名应为：{known}",
            "the file of a table must end in one of: {known}",
        ),
        "output-folder": (
            "是一个文件夹，不能写成文件；请另取名称",
            "it is a folder and cannot be written as a file; take another name",
        ),
        "no-table": (
            "不是可评分的表格：{found}；可用文件、pyarrow、polars、pandas 或 DuckDB 的表",
            (
                "not a table that can be scored: {found}; "
                "give a file or a table of pyarrow, polars, pandas or DuckDB"
            ),
        ),
        # cells
        "table-unparsed": (
            "“{column}”列有 {count} 格无法识读，第一处在第 {row} 行（不计标题）：“{found}”",
            (
                "{count} cells of '{column}' cannot be read, the first in row {row} "
                "(without the headings): '{found}'"
            ),
        ),
        "table-span": (
            "该列最大的数与最小的小数相差太远，合起来超过 {most} 位，无法同列计算",
            (
                "the largest number and the finest decimals of the column need more than "
                "{most} digits together"
            ),
        ),
        "table-unknown-columns": (
            "不是评分栏目、原样保留的列：{names}",
            "columns that are no fields and pass through as they are: {names}",
        ),
        "score-long": (
            "有得分超过 {digits} 位数字，表格中写不下",
            "a score has more than {digits} digits, which is more than a table holds",
        ),
        # totals
        "totals-no-form": (
            "没有“自评表”或“项目名称”一列，分不清各行属于哪张表，无法计总分",
            "no column 'form' (or 'project') tells which form a row is of; there are no totals",
        ),
        "table-no-form": (
            "{count} 行未写明属于哪张表，未计入任何总分",
            "{count} rows do not say which form they are of and are in no total",
        ),
        # engines
        "engine-unknown": (
            "没有名为“{found}”的引擎；可用：{known}",
            "there is no engine '{found}'; there are: {known}",
        ),
        "extra-missing-engine": (
            "此引擎需要 {found}，尚未安装",
            "this engine needs {found}, which is not installed",
        ),
        "extra-missing-table": (
            "读写此类表格需要 {found}，尚未安装",
            "reading or writing such a table needs {found}, which is not installed",
        ),
        # Spark
        "spark-output": (
            "引擎 spark 只写 Parquet：输出是以 .parquet 结尾的文件夹",
            "the engine spark writes Parquet: a folder whose name ends in .parquet",
        ),
        "spark-exists": (
            "已经存在；引擎 spark 不覆盖，请另取名称或先删去",
            (
                "it exists already, and the engine spark does not replace it; "
                "take another name or remove it"
            ),
        ),
        "spark-table": (
            "引擎 spark 只读 .parquet、.csv 的文件或文件夹；其他请改用别的引擎",
            (
                "the engine spark reads files or folders that end in .parquet or .csv; "
                "take another engine for others"
            ),
        ),
        "spark-encoding": (
            "引擎 spark 只读 UTF-8 的 CSV；请先转换，或改用其他引擎",
            "the engine spark reads CSV in UTF-8 only; convert it, or take another engine",
        ),
        "spark-only-files": (
            (
                "引擎 spark 只把表格文件评成另一份表格，不算总分；请改用其他引擎，"
                "或在 Python 中用 pingfen.batch.spark.score_frame"
            ),
            (
                "the engine spark turns a table in files into another one, without totals; take "
                "another engine, or pingfen.batch.spark.score_frame in Python"
            ),
        ),
        "spark-failed": ("Spark 报错：{found}", "Spark says: {found}"),
        "hint-java": (
            "Spark 需要 Java 17 或 21，请检查 JAVA_HOME",
            "Spark needs Java 17 or 21; look at JAVA_HOME",
        ),
        "spark-setting": (
            "已将 Spark 会话的 {name} 由 {before} 改为 {value}",
            "{name} of the Spark session was {before} and is {value} now",
        ),
        # the command
        "help-batch": (
            "给表格的每一行评分（.parquet .csv .arrow），千万行也可",
            "score each row of a table (.parquet .csv .arrow), be it of many millions",
        ),
        "help-table": (
            "表格文件，或自评表的文件、文件夹",
            "a table, or a file or a folder of forms",
        ),
        "help-table-output": (
            "输出的表格，以 .parquet、.csv 或 .arrow 结尾；引擎 spark 写成 .parquet 文件夹",
            (
                "the table to write, which ends in .parquet, .csv or .arrow; "
                "the engine spark makes it a .parquet folder"
            ),
        ),
        "help-engine": (
            "计算引擎；默认自动选择已安装的（不选 spark）",
            "what does the arithmetic; the best that is installed by default, never spark",
        ),
        "help-totals": (
            "另将各表的总分、等级写到此文件",
            "write the totals and grades of the forms to this file as well",
        ),
        "help-because": ("加一列评分理由", "add a column that says why"),
        "progress-reading": ("读取", "reading"),
        "progress-measuring": ("查看数据", "measuring"),
        "progress-batch": ("评分", "scoring"),
        "progress-rows": ("{done}/{total} 行", "{done}/{total} rows"),
        # the end
        "batch-summary": (
            (
                "共 {rows} 行，无法判断 {undecided} 行{reasons}；"
                "引擎 {engine}，用时 {elapsed}，每秒 {rate} 行"
            ),
            (
                "rows {rows}, undecided {undecided}{reasons}; engine {engine}, "
                "time {elapsed}, rows a second {rate}"
            ),
        ),
        "batch-reasons": ("（原因：{reasons}）", " (by reason: {reasons})"),
        "batch-reason": ("{why} {count} 行", "{why}: {count}"),
        "batch-interrupted": (
            "已中断，没有写出任何结果",
            "interrupted; nothing was written",
        ),
        "code-unparsed": ("有格无法识读", "cells that cannot be read"),
        "code-unknown-when": ("不知是否适用规则", "unknown whether a rule applies"),
        "code-no-rule": ("没有适用的规则", "no rule applies"),
        "code-unknown-require": ("不知是否符合规定", "unknown whether it meets the requirement"),
        "code-require": ("不符合规定", "does not meet the requirement"),
        "code-left-open": ("办法未作规定", "left open by the policy"),
        "code-unknown-score": ("得分无法计算", "no score can be worked out"),
        "code-unknown-bounds": ("缺少分值", "the weight is missing"),
        "code-out-of-bounds": ("得分超出分值", "the score is out of bounds"),
    }
)
