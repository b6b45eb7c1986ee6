"""How the page of an audit looks: on a wide screen, on a narrow one, and printed."""

from pingfen.web import BASE, PRINT

HEAD = """\
:root { --error: #a3271b; --doubt: #8a5a00; --note: #24527a; scroll-padding-top: 9em; }
b.differs { color: var(--error); }
b.agrees { font-weight: 400; }
small { color: var(--quiet); font-size: .86em; }
[hidden] { display: none !important; }
a { color: #24527a; text-underline-offset: .2em; text-decoration-color: #9fb6c9; }
a:focus-visible, button:focus-visible, select:focus-visible, input:focus-visible,
.box:focus-visible { outline: 2px solid #1f6fb4; outline-offset: 1px; }
header p { overflow-wrap: anywhere; }
nav { margin: .8em 0; display: flex; flex-wrap: wrap; gap: .3em 1.4em; }
.tiles { display: flex; flex-wrap: wrap; gap: .6em; margin: 0; }
.tiles div {
  border: 1px solid var(--line); border-left: 4px solid #9fb0bf; padding: .35em 1em .45em;
  min-width: 6.5em; background: #ffffff;
}
.tiles dt { color: var(--quiet); font-size: .86em; }
.tiles dd { margin: 0; font-size: 1.55em; font-weight: 600; line-height: 1.2; }
.tiles .error { border-left-color: var(--error); }
.tiles .error dd, b.error { color: var(--error); }
.tiles .doubt { border-left-color: #d29a1f; }
.tiles .doubt dd, b.doubt { color: var(--doubt); }
.tiles .note { border-left-color: #5d8db5; }
.tiles .note dd, b.note { color: var(--note); }
.tiles .unread:not(.none) { border-left-color: var(--error); }
.tiles .none dd { color: var(--quiet); font-weight: 400; }
section > p.quiet { color: var(--quiet); }
td, th { unicode-bidi: isolate; }
i { font-style: normal; color: var(--quiet); }
.zero { color: #9aa7b3; }
.pairs { display: grid; grid-template-columns: 1fr 1fr; gap: 1em 2em; align-items: start; }
.numbers td + td, .numbers th + th, .kinds td:last-child, .kinds th:last-child,
.forms td:nth-child(n+4), .forms th:nth-child(n+4) { text-align: right; white-space: nowrap; }
.forms td:nth-child(7), .forms th:nth-child(7) { text-align: left; white-space: normal; }
.summary td:nth-child(2), .summary td:nth-child(4), .summary th:nth-child(2),
.summary th:nth-child(4) { text-align: right; }
.kinds td:first-child { white-space: nowrap; }
.numbers th, .kinds th, .forms th { white-space: normal; }
.numbers, .forms { font-variant-numeric: tabular-nums; }
.unread td:first-child { width: 34%; }
.box { max-height: 34em; overflow: auto; border: 1px solid var(--line); }
.forms td:nth-child(3) { color: var(--quiet); font-size: .9em; }
"""
# lines as grids, so that a browser can pass over groups of them that are out of sight
FORMS = """\
@media screen {
  .forms { min-width: 86em; }
  .forms, .forms thead, .forms tbody { display: block; }
  .forms thead { position: sticky; top: 0; z-index: 1; }
  .forms tbody {
    content-visibility: auto; contain-intrinsic-block-size: auto calc(var(--n) * 3.4em);
  }
  .forms tr {
    display: grid;
    grid-template-columns:
      minmax(0, 4fr) minmax(0, 6fr) minmax(0, 6fr) repeat(3, 6em) minmax(0, 4fr) repeat(6, 4.6em);
  }
  .forms td, .forms th { border-width: 0 0 1px; }
}
"""
FINDINGS = """\
#filters {
  position: sticky; top: 0; z-index: 2; background: #ffffff; padding: .6em 0; display: flex;
  flex-wrap: wrap; gap: .5em .9em; align-items: end; border-bottom: 1px solid var(--line);
}
#filters label { display: grid; font-size: .86em; color: var(--quiet); }
#filters .check { display: flex; gap: .35em; align-items: center; padding-bottom: .35em; }
#filters select, #filters input[type=search], #filters > button {
  font: inherit; font-size: 14px; color: #1c2733; padding: .25em .4em; background: #ffffff;
  border: 1px solid #9fb0bf; border-radius: 3px; max-width: 15em; height: 2.2em;
}
#shown { flex-basis: 100%; font-weight: 600; color: #24527a; }
#filtered { display: none; }
.findings, .findings thead, .findings tbody { display: block; }
.findings tbody {
  content-visibility: auto; contain-intrinsic-block-size: auto calc(2.6em + var(--n) * 8.6em);
}
.findings tr { display: grid; grid-template-columns: 4.6em 14em 17em minmax(0, 1fr); }
.findings tr.of { grid-template-columns: 18.6em minmax(0, 1fr); }
.findings tbody tr { background: none; }
.findings td, .findings th { border-width: 0 0 1px; }
.findings thead th { border-bottom-color: #9fb0bf; }
.findings tbody .of th {
  background: #e9eff4; white-space: normal; border-top: 1px solid #9fb0bf; margin-top: .9em;
}
.findings tbody .of th[colspan] { grid-column: 1 / -1; }
.findings small { display: block; font-weight: 400; }
.findings .of small { display: inline; margin-left: .6em; }
.findings th button {
  all: unset; cursor: pointer; font-weight: 600; border-bottom: 1px dotted #5b6b7a;
}
.findings th button:focus-visible { outline: 2px solid #1f6fb4; outline-offset: 2px; }
th[aria-sort=ascending] button::after { content: " ▲"; }
th[aria-sort=descending] button::after { content: " ▼"; }
.findings td:nth-child(2) code { color: var(--quiet); display: block; overflow-wrap: anywhere; }
.findings td p { margin: 0; white-space: pre-line; }
.findings td p + p { margin-top: .15em; }
.findings td:first-child b { white-space: nowrap; border-left: 4px solid; padding-left: .5em; }
.findings .error td:first-child b { color: var(--error); }
.findings .doubt td:first-child b { color: var(--doubt); border-left-style: double; }
.findings .note td:first-child b { color: var(--note); border-left-style: dotted; }
.findings .pair { color: var(--quiet); }
.findings .pair b { color: #1c2733; }
.findings .guess { color: #3f5568; }
.findings .do { color: #1c5a3a; }
.findings .kept { background: #eef2ee; padding: 0 .4em; }
.findings .accepted td { background: #f7f9f7; }
.findings td:nth-child(3) > code { color: #6d7b88; font-size: .78em; user-select: all; }
[data-ready] .findings td:nth-child(3) > code { cursor: copy; }
.who { display: block; color: var(--quiet); font-size: .9em; }
.stale code { font-size: .86em; }
"""
CHARTS = """\
.charts { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2.5em; align-items: start; }
.charts figure:nth-child(2):not(:last-child) { grid-row: span 2; }
figure { margin: .4em 0 1.6em; break-inside: avoid; }
figcaption { font-weight: 600; margin-bottom: .2em; }
figure .quiet { margin: .1em 0; color: var(--quiet); font-size: .9em; }
figure ul { margin: .2em 0; padding-left: 1.3em; }
svg { width: 100%; max-width: 760px; height: auto; display: block; font-size: 13px; }
svg text { fill: #1c2733; }
svg .mid { text-anchor: middle; }
svg .end { text-anchor: end; }
svg .quiet { fill: #5b6b7a; font-size: 12px; }
svg .axis { stroke: #5b6b7a; stroke-width: 1; }
svg .tick { stroke: #e3e8ed; stroke-width: 1; }
svg .declared { fill: #d5e0ea; stroke: #24527a; stroke-width: 1; }
svg .computed { fill: #24527a; stroke: #24527a; stroke-width: 1; }
svg .bar { fill: #5d8db5; }
svg .cut { stroke: #1c2733; stroke-width: 1.4; stroke-dasharray: 5 3; }
svg .near { fill: #1c2733; fill-opacity: .08; }
svg .same { stroke: #5b6b7a; stroke-width: 1; stroke-dasharray: 3 3; }
svg .agree { fill: #ffffff; stroke: #24527a; stroke-width: 1.4; }
svg .differ { fill: #a3271b; fill-opacity: .8; stroke: #7c1c13; stroke-width: .8; }
"""
NARROW = """\
@media screen and (max-width: 1000px) {
  body { padding: 1em; }
  .pairs, .charts { grid-template-columns: minmax(0, 1fr); }
  .findings tr { grid-template-columns: 4.6em minmax(0, 1fr); }
  .findings td:nth-child(3), .findings td:nth-child(4) { grid-column: 2; }
  .findings td { border-bottom-width: 0; padding-block: .1em; }
  .findings td:last-child { border-bottom-width: 1px; padding-bottom: .4em; }
  .findings tbody td:first-child { grid-row: 1 / span 3; border-bottom-width: 1px; }
  .findings thead tr:not(.of) th:nth-child(n+3) { display: none; }
  .findings tr.of { grid-template-columns: 12em minmax(0, 1fr); }
  .box { font-size: .92em; }
}
"""
ON_PAPER = """\
@media print {
  nav, #filters > :not(#filtered) { display: none !important; }
  #filters { position: static; border: 0; padding: 0; }
  #filtered:not(:empty) { display: block; margin: .2em 0; }
  .box { max-height: none; overflow: visible; border: 0; }
  .forms td:nth-child(-n+2) { width: 15%; }
  .findings tbody { content-visibility: visible; }
  .findings thead { display: none; }
  .findings tr { break-inside: avoid; grid-template-columns: 4.8em 12em 19em minmax(0, 1fr); }
  .findings tr.of { grid-template-columns: 16.8em minmax(0, 1fr); break-after: avoid; }
  td, th { padding-block: .15em; line-height: 1.4; }
  #part-findings { break-before: page; }
  .findings .of th { margin-top: .5em; }
  a { color: inherit; text-decoration: none; }
}
"""
STYLE = BASE + HEAD + FORMS + FINDINGS + CHARTS + NARROW + PRINT + ON_PAPER
