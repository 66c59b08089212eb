/** The page's whole look. The policy names its hash, so nothing else on the page is ever applied as style. */
import { createHash } from 'node:crypto';

export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --quiet: #57606a; --line: #d0d7de; --ground: #fff; --well: #f6f8fa;
  --good: #1a6b37; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --quiet: #9aa4af; --line: #3a434d; --ground: #0f1419;
  --well: #171d24; --good: #5dc27f; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 84rem; padding: 1.5rem; color: var(--ink); background: var(--ground);
  font: 16px/1.45 Inter, "Segoe UI", system-ui, "Noto Sans", "DejaVu Sans", sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 0 2rem; align-items: baseline; justify-content: space-between; }
h1 { margin: 0; font-size: 2rem; }
h2 { margin: 2.25rem 0 0; font-size: 1.25rem; }
nav a { margin-left: .75rem; color: inherit; }
nav a[aria-current] { font-weight: 600; text-decoration: none; }
p { margin: .25rem 0 .75rem; color: var(--quiet); max-width: 60rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 1rem; margin: 1.25rem 0; }
.fact { padding: .75rem 1rem; border: 1px solid var(--line); border-left: 6px solid var(--quiet); background: var(--well); }
.fact b { display: block; font-size: 1.125rem; }
.fact span { color: var(--quiet); }
.fact.good { border-left-color: var(--good); } .fact.good b { color: var(--good); }
.fact.bad { border-left-color: var(--bad); } .fact.bad b { color: var(--bad); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .35rem 1rem .35rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { font-weight: 600; border-bottom-width: 2px; vertical-align: bottom; }
tbody th { font-weight: 400; }
.n { text-align: right; padding-right: 1.25rem; } td.n { white-space: nowrap; }
.t { white-space: nowrap; }
small, code { color: var(--quiet); font-size: .8125rem; }
code { font-family: "JetBrains Mono", ui-monospace, Consolas, "DejaVu Sans Mono", monospace; }
td .bad, .n.bad { color: var(--bad); font-weight: 600; } td .good, .n.good { color: var(--good); font-weight: 600; }
@media print { :root { --ink: #000; --quiet: #333; --line: #999; --ground: #fff; --well: #fff; --good: #000; --bad: #000; }
  body { padding: 0; max-width: none; font-size: 10pt; } nav { display: none; } .wide { overflow: visible; }
  tr, .fact { break-inside: avoid; } h2 { break-after: avoid; } thead { display: table-header-group; } }
`;

export const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;
