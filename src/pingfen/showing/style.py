"""How the page looks, on a screen and printed on A4 landscape."""

STYLE = """\
@page { size: A4 landscape; margin: 12mm; }
:root { color: #1c2733; --line: #cfd8e0; --soft: #f3f6f8; --quiet: #5b6b7a; }
body {
  font: 14px/1.55 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC",
    sans-serif;
  max-width: 1500px; margin: 0 auto; padding: 1.5em 2em 3em;
}
header { border-bottom: 3px solid #24527a; margin-bottom: 1em; }
h1 { font-size: 1.6em; margin: 0 0 .2em; }
h2 { font-size: 1.1em; margin: 1.6em 0 .4em; color: #24527a; break-after: avoid; }
header p { margin: .2em 0 .6em; color: var(--quiet); }
table { border-collapse: collapse; width: 100%; }
th, td {
  border: 1px solid var(--line); padding: .35em .6em; text-align: left; vertical-align: top;
  overflow-wrap: anywhere;
}
th { background: var(--soft); font-weight: 600; white-space: nowrap; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
tbody tr:nth-child(even) { background: #fafbfc; }
code { font-family: "Noto Sans Mono CJK SC", Consolas, Menlo, monospace; font-size: .95em; }
td code { overflow-wrap: normal; }
.decision td:nth-child(2), .decision td:first-child { overflow-wrap: normal; }
small, .note { color: var(--quiet); font-size: .86em; }
.decision td:first-child { text-align: right; white-space: nowrap; color: var(--quiet); }
.decision td:nth-child(3), .checks td:nth-child(2) { white-space: nowrap; }
.checks td:nth-child(3) { white-space: nowrap; }
.decision td:nth-child(4) { width: 21%; }
.decision td:nth-child(5) { width: 14%; }
.decision td:nth-child(7) { width: 17%; }
.decision td:last-child, .checks td:last-child { width: 15%; }
.facts td:first-child { width: 16%; }
.facts td:last-child, .params td:last-child, table.sources td:last-child { width: 18%; }
.params td:nth-child(2) { font-weight: 600; }
.params td:nth-child(4), .status { white-space: nowrap; }
.status { border-radius: .8em; padding: .1em .7em; background: #e3e7ea; }
.status.seen { background: #d3ecd9; }
.status.inferred { background: #dce9f5; }
.status.unverified { background: #fbeccb; }
.bands { display: flex; border: 1px solid var(--line); text-align: center; }
.bands div { flex: 1 1 0; min-width: 4.5em; padding: .5em .2em; overflow-wrap: anywhere; }
.bands b { font-size: 1.2em; }
@media print {
  body { font-size: 9.5pt; max-width: none; padding: 0; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
