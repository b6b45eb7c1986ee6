"""What is its own in how the page of a policy looks."""

from pingfen.web import BASE, PRINT, SMALL

TABLES = """\
.decision td:nth-child(2), .decision td:first-child { overflow-wrap: normal; }
"""
CELLS = """\
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
"""
STYLE = BASE + TABLES + SMALL + CELLS + PRINT
