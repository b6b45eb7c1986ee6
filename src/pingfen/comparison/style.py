"""What is its own in how the page of a comparison looks."""

from pingfen.web import BASE, PRINT, SMALL

OWN = """\
.headline { font-size: 1.1em; }
.headline b { font-size: 1.25em; color: #24527a; }
.diff { font-weight: 600; white-space: nowrap; }
.added { color: #1c6b35; }
.removed { color: #9c2b1f; }
.changed { color: #24527a; }
.moved { color: #6a4c93; }
.differences td:first-child { white-space: nowrap; width: 4em; }
.differences td:nth-child(2) { width: 22%; }
.differences td:last-child { width: 16%; }
.key { color: var(--quiet); margin-right: .6em; }
del { text-decoration: none; background: #fbe3df; }
ins { text-decoration: none; background: #d9efdf; }
table.matrix { width: auto; }
.matrix td { text-align: right; min-width: 3.5em; }
.matrix td:first-child { text-align: left; background: var(--soft); font-weight: 600; }
.matrix .stay { background: #eef2f5; }
.matrix .goes { background: #fbeccb; font-weight: 600; }
.totals td:nth-child(2), .totals td:nth-child(3), .totals td:nth-child(4) {
  text-align: right; white-space: nowrap;
}
.totals th:nth-child(2), .totals th:nth-child(3), .totals th:nth-child(4), .matrix th + th,
.rows th:nth-child(2), .rows th:nth-child(3), .rows th:nth-child(4), .rows th:nth-child(5) {
  text-align: right;
}
.totals .moves { background: #fbeccb; font-weight: 600; border-radius: .8em; padding: .1em .6em; }
.rows td:nth-child(2), .rows td:nth-child(3), .rows td:nth-child(4), .rows td:nth-child(5) {
  text-align: right; white-space: nowrap;
}
.rows td:first-child { width: 22%; }
.rows td:last-child { width: 48%; }
h3 { font-size: 1em; margin: 1.2em 0 .4em; break-after: avoid; }
.open { color: #9c2b1f; font-weight: 600; }
figure { margin: .6em 0; break-inside: avoid; }
figcaption { color: var(--quiet); margin-bottom: .4em; }
svg { width: 100%; max-width: 1100px; height: auto; display: block; font-size: 13px; }
svg text { fill: #1c2733; }
svg .mid { text-anchor: middle; }
svg .end { text-anchor: end; }
svg .quiet { fill: #5b6b7a; font-size: 12px; }
svg .moves { font-weight: 700; }
svg .tick { stroke: #ffffff; stroke-width: 1; }
svg .new-cut { stroke: #24527a; stroke-width: 1.6; }
svg .old-cut { stroke: #7a5b24; stroke-width: 1.4; stroke-dasharray: 5 4; }
svg .was { fill: #ffffff; stroke: #5b6b7a; stroke-width: 1.6; }
svg .up { fill: #1f6fb4; stroke: #1f6fb4; stroke-width: 2; }
svg .down { fill: #c4501b; stroke: #c4501b; stroke-width: 2; }
svg .same { fill: #5b6b7a; stroke: #5b6b7a; stroke-width: 1; }
svg line.wide { stroke-width: 4; }
svg .ring { fill: none; stroke: #1c2733; stroke-width: 1.2; stroke-dasharray: 2 2; }
svg .new-bar { fill: #1f6fb4; }
svg .old-bar { fill: #8b98a5; }
"""
STYLE = BASE + SMALL + OWN + PRINT
